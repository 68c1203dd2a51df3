import type { Peer, PeerSuites, PeerTrustStore } from '../../model/peer-handshake.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import type { TlsContext } from '../../model/setup.ts';

/** What a TLS context alone does not say of a node. */
export type ContextBearer = Pick<Peer, 'label' | 'namesConnectedTo' | 'namesSurelyConnectedTo' | 'release' | 'clusterName'>;

/** A node as its files would make it, in place of one that was seen. */
export function peerOfContext(context: TlsContext, bearer: ContextBearer): Peer {
  const [identity] = context.identities;
  const protocols: readonly string[] = context.protocols.value;
  return {
    ...bearer,
    speaks: 'transport',
    security: context.enabled.value ? 'tls' : 'plaintext',
    gap: context.enabled.value && identity === undefined ? { code: 'no-certificate-in-files' } : null,
    chain: identity?.chain ?? [],
    keyFits: identity?.keyMatches ?? null,
    takesNoSuite: false,
    versions: Object.fromEntries(protocolVersions.map((version) => [version, protocols.includes(version) ? 'accepted' : 'rejected'])),
    suites: Object.fromEntries(protocolVersions.flatMap((version) => suitesIn(version, context.cipherSuites.value))),
    clientAuthentication: context.clientAuthentication?.value ?? 'unknown',
    verification: context.verification.value,
    trust: trustOf(context),
  };
}

function suitesIn(version: ProtocolVersion, names: readonly string[]): readonly (readonly [ProtocolVersion, PeerSuites])[] {
  const fitting = names.filter((name) => !name.includes('_WITH_') === (version === 'TLSv1.3'));
  return fitting.length === 0 ? [] : [[version, { names: fitting, complete: true, from: 'configured' }]];
}

function trustOf({ trust, verification }: TlsContext): PeerTrustStore {
  if (verification.value === 'none') return { kind: 'everything', because: { code: 'verification-mode-none' } };
  switch (trust.kind) {
    case 'everything':
      return { kind: 'everything', because: { code: 'settings-verify-nothing' } };
    case 'unknown':
      return { kind: 'unknown', because: trust.because ?? { code: 'trust-unread' } };
    case 'anchors':
      return { kind: 'anchors', anchors: trust.anchors.map(({ certificate }) => certificate), publicRoots: trust.publicRoots };
  }
}
