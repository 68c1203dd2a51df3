import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { Identity } from '../../model/setup.ts';
import { formatOf } from '../../stores/read-store.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { readCertificates } from '../../x509/read-pem.ts';

/** Certificates of a PEM file as OpenSSL takes them: it passes over what is something else. */
export function kibanaCertificates(bytes: Uint8Array): { readonly chain: Identity['chain']; readonly problem: ContentFault | null } {
  const expected = 'pem-certificate';
  if (bytes.length === 0) return { chain: [], problem: { code: 'content-instead', found: { code: 'content-empty' }, expected } };
  const { certificates, problem } = readCertificates(bytes);
  if (certificates.length === 0)
    return {
      chain: [],
      problem: { code: 'content-instead', found: problem?.because ?? { code: 'content-without-certificate' }, expected },
    };
  if (formatOf(bytes) !== 'pem') return { chain: [], problem: { code: 'pem-expected-by-kibana' } };
  const chain: Identity['chain'][number][] = [];
  for (const der of certificates) {
    const read = parseCertificate(der);
    if (read.kind === 'unreadable') return { chain, problem: { code: 'pem-certificate-unreadable', place: null, flaw: read.flaw } };
    chain.push(read.certificate);
  }
  return { chain, problem: null };
}
