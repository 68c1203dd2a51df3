import type { Certificate } from '../../model/certificate.ts';
import { namesakesFacts } from '../../model/namesakes.ts';
import type { Acceptance, Peer, PeerHandshake } from '../../model/peer-handshake.ts';
import { sameName } from '../../model/same-name.ts';
import type { Setup, TlsContext } from '../../model/setup.ts';
import type { TrustedAuthority, TrustSides } from '../../model/trust-sides.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { pathless } from '../../rules/pair/trust-unknown-issuer.ts';
import { signedBy } from '../../x509/signature.ts';

/** Whose files were read: the settings of one of the two peers. */
export type ReadSide = { readonly label: string; readonly setup: Setup; readonly context: TlsContext };

/** Reasons that are about who trusts whom; what is wrong with a certificate itself has one side. */
const ofTrust: ReadonlySet<RefusalReason> = new Set([
  ...pathless,
  'lookalike-ca',
  'key-identifier-mismatch',
  'missing-intermediate',
  'not-sent',
  'unexplained',
] as const);

/**
 * Both sides of a refusal, where it is about trust; null where it is not.
 *
 * @param side `server`: `from` rejects the certificate of `to`; `client`: the other way round
 * @param known CA certificates at hand, to say which of them issued the one that is rejected
 */
export function trustSides(
  handshake: PeerHandshake,
  side: 'server' | 'client',
  { read, known }: { readonly read: ReadSide | null; readonly known: readonly Certificate[] },
): TrustSides | null {
  const acceptance = handshake[side];
  const [judge, holder] = side === 'server' ? [handshake.from, handshake.to] : [handshake.to, handshake.from];
  const [leaf] = holder.chain;
  if (acceptance.kind !== 'refused' || !ofTrust.has(acceptance.reason) || leaf === undefined) return null;
  const top = holder.chain.findLast(({ selfIssued }) => !selfIssued) ?? leaf;
  const isRead = (peer: Peer) => read !== null && read.label === peer.label;
  return {
    rejectedBy: judge.label,
    rejected: holder.label,
    served: {
      subject: leaf.subject,
      issuer: top.issuer,
      sha256: leaf.sha256,
      issuerSha256: issuerOf(top, [...holder.chain, ...known])?.sha256 ?? null,
      file: isRead(holder) ? (read?.context.identities.find(({ chain }) => chain[0]?.sha256 === leaf.sha256)?.file ?? null) : null,
    },
    trusted: trustedBy(judge, isRead(judge) ? (read?.context ?? null) : null),
    publicRoots: judge.trust.kind === 'anchors' && judge.trust.publicRoots,
    setBy: isRead(judge) && read !== null ? settingOf(read) : null,
    ...(acceptance.namesakes === undefined ? {} : { namesakes: namesakesFacts(acceptance.namesakes) }),
    otherWay: otherWay(handshake[side === 'server' ? 'client' : 'server']),
  };
}

function issuerOf(child: Certificate, known: readonly Certificate[]): Certificate | undefined {
  return known.find((one) => one.isCa && sameName(one.subject, child.issuer) && signedBy(child, one) === true);
}

function trustedBy({ trust }: Peer, context: TlsContext | null): readonly TrustedAuthority[] {
  switch (trust.kind) {
    case 'anchors':
      return trust.anchors.map(({ subject, sha256 }) => ({
        subject,
        sha256,
        file: context?.trust.anchors.find(({ certificate }) => certificate.sha256 === sha256)?.file ?? null,
      }));
    case 'names':
      return trust.names.map(({ name }) => ({ subject: name, sha256: null, file: null }));
    case 'everything':
    case 'unknown':
      return [];
  }
}

function settingOf({ setup: { settings }, context: { trust } }: ReadSide): TrustSides['setBy'] {
  const { place } = trust;
  if (place === null) return null;
  const setting = settings.findLast(
    (one) => one.place.file === place.file && one.place.line === place.line && /truststore|authorities|keystore/i.test(one.key),
  );
  if (setting === undefined) return null;
  const { key, value } = setting;
  return { ...place, setting: key, value: value === null ? null : typeof value === 'string' ? value : JSON.stringify(value) };
}

function otherWay(acceptance: Acceptance): TrustSides['otherWay'] {
  switch (acceptance.kind) {
    case 'refused':
      return 'fails';
    case 'accepted':
      return acceptance.because.code === 'certificate-not-asked' ? 'not-asked' : 'works';
    case 'unknown':
      return 'unknown';
  }
}
