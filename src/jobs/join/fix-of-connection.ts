import { type Connection, type ConnectionText, connections } from '../../logs/catalogue/connections.ts';
import { isAboutTrust } from '../../logs/connection-remarks.ts';
import type { LogEvidence } from '../../logs/read-log.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { certificateOfPeer, leaveGoogleAlone, trustPeer } from '../../rules/remedies/trust-of-client.ts';
import { remoteTrustMissing } from '../../rules/setup/remote-trust-missing.ts';

type Fix = RuleText['fix'];

/** A connection that a node makes to something else than a node of its cluster; null for every other. */
export function asClient(connection: Connection | null): NonNullable<ConnectionText['asClient']> | null {
  return connection === null ? null : ((connections[connection] as ConnectionText).asClient ?? null);
}

/** What ends a failure of such a connection; null where the remedy is the rule's own. */
export function fixOfConnection(connection: Connection | null, evidence: LogEvidence): Fix | null {
  const client = asClient(connection);
  if (client === null) return null;
  const { rule } = evidence;
  const prefix = client.prefix === null ? null : prefixOf(client.prefix, evidence);
  if (isAboutTrust(rule)) {
    if (connection === 'remote-cluster') return remoteTrustMissing.fix;
    return connection === 'repository' && isOfGoogle(evidence) ? leaveGoogleAlone : trustPeer({ ...client, prefix }, evidence.alternatives.includes('trust-missing-intermediate'));
  }
  return certificateOfPeer({ ...client, prefix }, /^(?:san|hostname)-/.test(rule) ? 'names' : /expired|not-yet-valid/.test(rule) ? 'dates' : 'other');
}

/** With the name of the realm or exporter, where the line tells it. */
function prefixOf(prefix: string, { diagnosis, message, exception }: LogEvidence): string {
  const told = [diagnosis?.context ?? '', message, exception ?? ''].join('\n');
  // Mail of Watcher has settings apart from those of its HTTP calls.
  if (prefix === 'xpack.http.ssl' && /e-?mail|\bmail\b|MessagingException/i.test(told)) return 'xpack.notification.email.ssl';
  const [before = '', after] = prefix.split('NAME');
  const start = told.indexOf(before);
  const name = after === undefined || start < 0 ? undefined : /^[\w-]+/.exec(told.slice(start + before.length))?.[0];
  return name === undefined ? prefix : `${before}${name}${after}`;
}

function isOfGoogle({ message, exception }: LogEvidence): boolean {
  return /googleapis|GoogleCloudStorage|com\.google\.|\bgcs\b/i.test(`${message}\n${exception ?? ''}`);
}
