import type { Certificate } from '../../../model/certificate.ts';
import type { EndpointEvidence } from '../../../model/evidence.ts';
import { sameName } from '../../../model/same-name.ts';
import { publicRoots } from '../../../x509/public-roots.ts';
import { signedBy } from '../../../x509/signature.ts';

/** The CA certificates that somebody may trust: those that the user gave, those of files, and self-signed ones that were sent anywhere. */
export function anchorsAtHand(all: readonly EndpointEvidence[], ofFiles: readonly Certificate[]): readonly Certificate[] {
  const given = all.flatMap(({ anchors }) => anchors);
  const sent = all.flatMap(({ chain }) => chain.filter(({ selfSigned }) => selfSigned));
  return [...new Map([...given, ...ofFiles, ...sent].map((one) => [one.sha256, one])).values()];
}

/**
 * Those whom a chain may lead to. Who trusts the chain today goes on trusting the same CA, so that an upgrade is judged by what it changes. Null where none is at hand: then nothing
 * above what was sent can be judged.
 */
export function anchorsFor(chain: readonly Certificate[], atHand: readonly Certificate[]): readonly Certificate[] | null {
  const signs = (anchor: Certificate) =>
    chain.some((one) => one.sha256 === anchor.sha256 || (sameName(one.issuer, anchor.subject) && signedBy(one, anchor) === true));
  const fitting = atHand.filter(signs);
  if (fitting.length > 0) return fitting;
  const roots = publicRoots().filter(signs);
  return roots.length > 0 ? roots : null;
}
