import { flawText } from '../../model/certificate-flaw.ts';
import type { Identity } from '../../model/setup.ts';
import { formatOf } from '../../stores/read-store.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { readCertificates } from '../../x509/read-pem.ts';

/** Certificates of a PEM file as OpenSSL takes them: it passes over what is something else. */
export function kibanaCertificates(bytes: Uint8Array): { readonly chain: Identity['chain']; readonly problem: string | null } {
  if (bytes.length === 0) return { chain: [], problem: 'it is empty, where a PEM certificate was expected' };
  const { certificates, problem } = readCertificates(bytes);
  if (certificates.length === 0)
    return { chain: [], problem: `${problem?.detail ?? 'it holds no certificate'}, where a PEM certificate was expected` };
  if (formatOf(bytes) !== 'pem') return { chain: [], problem: 'it is DER, and Kibana reads PEM alone' };
  const chain: Identity['chain'][number][] = [];
  for (const der of certificates) {
    const read = parseCertificate(der);
    if (read.kind === 'unreadable') return { chain, problem: `a certificate in it cannot be read: it ${flawText(read.flaw)}` };
    chain.push(read.certificate);
  }
  return { chain, problem: null };
}
