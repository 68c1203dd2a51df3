import { asClient, clientPrefix, isOfGoogleCloud, textOfFailure } from '../../logs/client-connection.ts';
import { isAboutTrust } from '../../logs/connection-remarks.ts';
import type { LogEvidence } from '../../logs/read-log.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { certificateOfPeer, leaveGoogleAlone, trustPeer } from '../../rules/remedies/trust-of-client.ts';
import { remoteTrustMissing } from '../../rules/setup/remote-trust-missing.ts';

/** What ends a failure of a connection that a node makes as a client to something that is no node of its cluster; null of every other connection. */
export function fixOfConnection(evidence: LogEvidence): RuleText['fix'] | null {
  const { rule, connection, alternatives } = evidence;
  const client = asClient(connection);
  if (client === null) return null;
  const text = textOfFailure(evidence);
  const end = { ...client, prefix: client.prefix === null ? null : clientPrefix(client.prefix, text) };
  if (!isAboutTrust(rule)) return certificateOfPeer(end, ofNames.has(rule) ? 'names' : ofDates.has(rule) ? 'dates' : 'other');
  if (connection === 'remote-cluster') return remoteTrustMissing.fix;
  return connection === 'repository' && isOfGoogleCloud(text)
    ? leaveGoogleAlone
    : trustPeer(end, alternatives.includes('trust-missing-intermediate'));
}

const ofNames: ReadonlySet<string> = new Set([
  'san-cn-only-name',
  'san-entry-malformed',
  'san-ip-missing',
  'san-missing',
  'san-name-mismatch',
  'hostname-underscore',
]);

const ofDates: ReadonlySet<string> = new Set(['leaf-expired', 'leaf-not-yet-valid', 'ca-expired']);
