import type { Certificate } from '../model/certificate.ts';
import type { Link } from '../model/evidence.ts';
import { parsedOf } from './parse-certificate.ts';
import { signedBy } from './signature.ts';

/** How each certificate of a chain stands to the next one, in the order in which they were sent. */
export function chainLinks(chain: readonly Certificate[]): readonly Link[] {
  return chain.flatMap((certificate, index) => {
    const next = chain[index + 1];
    if (next === undefined) return [];
    const names = parsedOf(certificate).issuerKey === parsedOf(next).subjectKey;
    return [{ index, names, signature: signedBy(certificate, next) }];
  });
}
