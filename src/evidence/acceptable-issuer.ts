import type { AcceptableIssuer } from '../model/evidence.ts';
import { describeName } from '../x509/distinguished-name.ts';
import { isPublicRootName } from '../x509/public-roots.ts';

/** A CA name, DER, with what is known of it. */
export function acceptableIssuer(der: Uint8Array): AcceptableIssuer {
  return { name: describeName(der), der, publicRoot: isPublicRootName(der) };
}
