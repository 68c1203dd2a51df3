import { rootCertificates } from 'node:tls';
import type { Certificate } from '../model/certificate.ts';
import { Asn1Error } from './asn1/element.ts';
import { onlyElement, sequence } from './asn1/read-der.ts';
import { nameKey, parseName } from './distinguished-name.ts';
import { parseCertificate } from './parse-certificate.ts';
import { readCertificates } from './read-pem.ts';

const ders = (): readonly Uint8Array[] => rootCertificates.flatMap((pem) => readCertificates(Buffer.from(pem)).certificates);

let roots: readonly Certificate[] | undefined;
let names: ReadonlySet<string> | undefined;

/** The roots that Node trusts by default (Mozilla's list, as data in Node itself), read at the first call. */
export function publicRoots(): readonly Certificate[] {
  roots ??= ders().flatMap((der) => {
    const read = parseCertificate(der);
    return read.kind === 'certificate' ? [read.certificate] : [];
  });
  return roots;
}

/** By the bytes that were asked about, which live as long as the certificate that they are of. */
const answers = new WeakMap<Uint8Array, boolean>();

/** Whether a name (DER) is the subject of such a root. Says nothing of the key behind it. */
export function isPublicRootName(subjectDer: Uint8Array): boolean {
  const known = answers.get(subjectDer);
  if (known !== undefined) return known;
  const answer = isSubjectOfRoot(subjectDer);
  answers.set(subjectDer, answer);
  return answer;
}

function isSubjectOfRoot(subjectDer: Uint8Array): boolean {
  names ??= new Set(ders().map(subjectKeyOf));
  try {
    return names.has(nameKey(parseName(subjectDer)));
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}

/**
 * The subject alone: every scan asks for these names, and reading the roots whole would cost it half a second. In TBSCertificate the subject is the
 * fifth field behind the version, which is spelled out in all but version 1 (RFC 5280 §4.1).
 */
function subjectKeyOf(der: Uint8Array): string {
  const [tbs] = sequence(onlyElement(der, 'certificate'), 'certificate');
  const fields = sequence(tbs, 'tbsCertificate');
  const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4];
  return nameKey(parseName(subject?.bytes ?? new Uint8Array()));
}
