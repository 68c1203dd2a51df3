import type { TlsContext } from '../../model/setup.ts';
import type { ScanOptions } from './scan.ts';

/** To connect as the owner of these settings would: with its own certificate, trusting what it trusts. A key that does not fit would prove nothing, so it is left out. */
export function dialAsContext({
  trust,
  identities: [identity],
}: TlsContext): Pick<ScanOptions, 'anchors' | 'trustPublicRoots' | 'identity'> {
  const trusting = { anchors: trust.anchors.map(({ certificate }) => certificate.der), trustPublicRoots: trust.publicRoots };
  if (identity === undefined || identity.key === null || identity.keyMatches === false) return trusting;
  return { ...trusting, identity: { chain: identity.chain.map(({ der }) => der), key: identity.key } };
}
