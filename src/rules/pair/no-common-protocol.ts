import type { Peer, PeerHandshake } from '../../model/peer-handshake.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import type { PairRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { javaSecurity, protocolsOf } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether two nodes share a protocol version. */
export const noCommonProtocol: PairRule = {
  id: 'no-common-protocol',
  title: 'No protocol version in common',
  severity: 'critical',
  channels: ['transport'],
  under: 'any',
  requirement: 'Any two nodes have a protocol version in common. A node connects with the versions that its own port accepts.',
  impact:
    'The handshake ends with alert 70 protocol_version, or with a closed connection where a node accepts no version at all, before a certificate is shown, and the node does not join.',
  fix: byDeployment({
    self: (context) => [...protocolsOf(context), ...javaSecurity(context), ...rollingRestart(context)],
    eck: inKubernetes(
      'Take xpack.security.transport.ssl.supported_protocols out of nodeSets[].config of every node set, or make it the same in all.',
    ),
    ...platformTransport,
  }),
  source: 'Elastic docs: supported SSL/TLS versions by JDK version; RFC 8446 §4.1.1',
  judge: ({ from, to }) => {
    const closing = [from, to].find(closesEveryHello);
    const other = closing === from ? to : from;
    if (closing !== undefined && other.security === 'tls')
      return {
        kind: 'finding',
        certainty: 'likely',
        message: `${closing.label} takes the connection and closes it at every TLS hello, without an alert: so does a Java node in whose supported_protocols there is no version that its JDK still allows.`,
        facts: { [closing.label]: [], [other.label]: accepted(other.versions), closes: closing.label },
      };
    if (from.security !== 'tls' || to.security !== 'tls') return { kind: 'not-applicable' };
    if (commonVersions({ from, to }).length > 0) return { kind: 'pass' };
    const undetermined = [from, to].find(({ versions }) => modern.some((version) => (versions[version] ?? 'unknown') === 'unknown'));
    if (undetermined !== undefined) return { kind: 'unknown', because: { code: 'peer-versions-not-shown', peer: undetermined.label } };
    const [ours, theirs] = [accepted(from.versions), accepted(to.versions)];
    return {
      kind: 'finding',
      message: `${from.label} speaks ${ours.join(', ') || 'no version'} and ${to.label} ${theirs.join(', ') || 'no version'}.`,
      facts: { [from.label]: ours, [to.label]: theirs },
    };
  },
};

/** JSSE finds no version before it reads the hello, and has no alert for that. */
function closesEveryHello({ security, gap, versions }: Peer): boolean {
  return security === 'unknown' && gap?.code === 'port-closed-at-once' && modern.every((version) => versions[version] === 'rejected');
}

/** TLS 1.1 and older are off in every JVM of today, so that these two decide. */
const modern: readonly ProtocolVersion[] = ['TLSv1.3', 'TLSv1.2'];

function accepted(versions: PeerHandshake['from']['versions']): readonly ProtocolVersion[] {
  return protocolVersions.filter((version) => versions[version] === 'accepted');
}

/** Newest first. */
export function commonVersions({ from, to }: Pick<PeerHandshake, 'from' | 'to'>): readonly ProtocolVersion[] {
  return accepted(from.versions).filter((version) => to.versions[version] === 'accepted');
}
