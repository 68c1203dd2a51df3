import { connections } from '../../logs/catalogue/connections.ts';
import { asClient, isGuessedConnection, textOfFailure } from '../../logs/client-connection.ts';
import { isAboutTrust } from '../../logs/connection-remarks.ts';
import type { LogEvidence } from '../../logs/read-log.ts';
import { clientFailureText, otherConnectionDetail } from '../../wording/log-texts.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import type { CandidateCause } from './candidate-cause.ts';
import { factsOf } from './cause-from-log.ts';
import { fixOfConnection } from './fix-of-connection.ts';
import type { LogVerdict } from './log-verdict.ts';

/**
 * What a log blames where it has nothing on connections between nodes: a node that connects to something else as a client, and refuses it or is refused. It keeps no node from joining, and its remedy
 * is that of the connection. Null where the log has nothing of the kind.
 */
export function causeOfOtherConnection({ open }: Pick<LogVerdict, 'open'>): CandidateCause | null {
  const failures = open.filter((one) => isOfClient(one));
  const stated = failures.filter(({ certainty }) => certainty === 'states');
  const [latest] = (stated.length > 0 ? stated : failures).toSorted(
    (a, b) => (b.lastAt?.getTime() ?? 0) - (a.lastAt?.getTime() ?? 0) || a.line - b.line,
  );
  const rule = ruleCatalogue.find(({ id }) => id === latest?.rule);
  const { connection = null } = latest ?? {};
  const fix = latest === undefined ? null : fixOfConnection(latest);
  const peer = asClient(connection)?.peer;
  if (latest === undefined || connection === null || rule === undefined || fix === null || peer === undefined) return null;
  const { title } = connections[connection];
  const guessed = isGuessedConnection(connection, textOfFailure(latest));
  return {
    rule,
    // That the chain leads nowhere is stated, whatever the reason.
    confidence: !guessed && (latest.certainty === 'states' || isAboutTrust(latest.rule)) ? 'proven' : 'likely',
    assumes: [guessed ? { code: 'call-was', of: title } : { code: 'log-is-of-now' }],
    logged: { event: clientFailureText(latest, peer), line: latest.line },
    detail: otherConnectionDetail(latest, { peer, title }),
    evidence: {
      ...factsOf(latest),
      connection,
      ...(latest.alternatives.length > 0 ? { orRather: latest.alternatives } : {}),
    },
    subjects: [latest.node, latest.peer?.host ?? null, latest.diagnosis?.subject ?? null].filter((one) => one !== null),
    ofConnection: fix,
  };
}

/** Of a remote cluster a node is the server as well. */
function isOfClient({ connection, product, role }: LogEvidence): boolean {
  return (
    asClient(connection) !== null && product !== 'kibana' && role !== 'server' && (connection !== 'remote-cluster' || role === 'client')
  );
}
