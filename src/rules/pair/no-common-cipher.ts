import type { Peer, PeerSuites } from '../../model/peer-handshake.ts';
import type { Reason } from '../../model/reasons/reason.ts';
import type { PairRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { withoutSuites } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';
import { commonVersions } from './no-common-protocol.ts';

/** Whether two nodes share a cipher suite in a version that both speak. */
export const noCommonCipher: PairRule = {
  id: 'no-common-cipher',
  title: 'No cipher suite in common',
  severity: 'critical',
  channels: ['transport'],
  under: 'any',
  requirement:
    "Any two nodes have a cipher suite in common. It is of a protocol version that both support, and fits the key of the server. Suites for the other kind of key cannot be seen from outside, so a node's ECDHE suites count for RSA and for ECDSA keys.",
  impact: 'The handshake ends with alert 40 handshake_failure before a certificate is shown, and the node does not join.',
  fix: byDeployment({
    self: (context) => [
      ...withoutSuites(context, 'The defaults of all releases since 7.x have suites in common.'),
      ...rollingRestart(context),
      advice(
        at('every-node'),
        'If a list is needed, make it the same on every node. JDK 24 and later has no TLS_RSA_* suites, and an EC certificate needs ECDSA suites.',
      ),
    ],
    eck: inKubernetes('Take xpack.security.transport.ssl.cipher_suites out of nodeSets[].config of every node set.'),
    ...platformTransport,
    openSearch: (context) => [
      ...withoutSuites(context, 'The default list has suites for RSA and for EC certificates.'),
      ...rollingRestart(context),
    ],
  }),
  source: 'elastic/elasticsearch#123600, #55031; RFC 5246 §7.4.1.3',
  judge: ({ from, to }) => {
    if (from.security !== 'tls' || to.security !== 'tls') return { kind: 'not-applicable' };
    if (to.takesNoSuite) {
      return {
        kind: 'finding',
        message: `${to.label} answers a hello with every usual version and suite by alert 40 handshake_failure: it takes none of them, whether for its list or for its key.`,
        facts: { alert: 'handshake_failure' },
        certainty: 'likely',
        blames: 'to',
      };
    }
    const versions = commonVersions({ from, to });
    if (versions.length === 0) return { kind: 'not-applicable' };
    let unseen: Extract<Reason, { readonly code: 'peer-suites-not-complete' }> | null = null;
    for (const version of versions) {
      const [offered, taken] = [from.suites[version], to.suites[version]];
      if (offered !== undefined && taken !== undefined) {
        const can = takenBy(to, taken);
        if (offeredBy(offered).some((suite) => can.has(suite))) return { kind: 'pass' };
        if (offered.complete && taken.complete) continue;
      }
      const lacking = offered?.complete === true ? to : from;
      unseen ??= { code: 'peer-suites-not-complete', peer: lacking.label, version, gap: lacking.suites[version]?.cut ?? null };
    }
    if (unseen !== null) return { kind: 'unknown', because: unseen };
    const list = (peer: Peer) => versions.flatMap((version) => peer.suites[version]?.names ?? []);
    return {
      kind: 'finding',
      message: `${from.label} and ${to.label} both speak ${versions.join(', ')}, but have no cipher suite in common.`,
      facts: { [from.label]: list(from), [to.label]: list(to) },
    };
  },
};

function offeredBy({ names, from }: PeerSuites): readonly string[] {
  if (from === 'configured') return names;
  return names.flatMap((name) => [name, name.replace('_ECDHE_RSA_', '_ECDHE_ECDSA_'), name.replace('_ECDHE_ECDSA_', '_ECDHE_RSA_')]);
}

function takenBy({ chain }: Peer, { names, from }: PeerSuites): ReadonlySet<string> {
  const algorithm = chain[0]?.publicKey.algorithm;
  if (from === 'served' || algorithm === undefined) return new Set(names);
  const needless = algorithm === 'RSA' ? /_ECDSA_/ : /_RSA_/;
  return new Set(names.filter((name) => !needless.test(name)));
}
