import { rootCertificates } from 'node:tls';
import type { Certificate } from '../model/certificate.ts';
import { DerError } from './der.ts';
import { nameKey, parseName } from './distinguished-name.ts';
import { parseCertificate, parsedOf } from './parse-certificate.ts';
import { readCertificates } from './read-pem.ts';

let roots: readonly Certificate[] | undefined;
let names: ReadonlySet<string> | undefined;

/** The roots that Node trusts by default (Mozilla's list, as data in Node itself), read at the first call. */
export function publicRoots(): readonly Certificate[] {
  roots ??= rootCertificates.flatMap((pem) =>
    readCertificates(Buffer.from(pem)).certificates.flatMap((der) => {
      const read = parseCertificate(der);
      return read.kind === 'certificate' ? [read.certificate] : [];
    }),
  );
  return roots;
}

/** Whether a name (DER) is the subject of such a root. Says nothing of the key behind it. */
export function isPublicRootName(subjectDer: Uint8Array): boolean {
  names ??= new Set(publicRoots().map((root) => parsedOf(root).subjectKey));
  try {
    return names.has(nameKey(parseName(subjectDer)));
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
