import type { RuleText } from '../../model/rule-text.ts';
import { knownRules } from '../known-rules.ts';
import type { LogEvidence } from '../read-log.ts';
import type { Suspect } from './suspect.ts';

/** What a log blames. What it states counts more than what it points to, the latest more than what was before; of HTTP and Kibana it is no reason not to join. */
export function suspectOfLog(log: readonly LogEvidence[]): Suspect | null {
  const told = log.filter((one) => isOfTransport(one) && ruleOf(one) !== undefined);
  const stated = told.filter(({ certainty }) => certainty === 'states');
  const [latest] = (stated.length > 0 ? stated : told).toSorted((a, b) => instantOf(b) - instantOf(a) || a.line - b.line);
  const rule = latest === undefined ? undefined : ruleOf(latest);
  if (latest === undefined || rule === undefined) return null;
  const others = [...new Set(stated.map((one) => one.rule))].filter((id) => id !== rule.id);
  return {
    rule,
    confidence: latest.certainty === 'points-to' ? 'possible' : others.length === 0 ? 'proven' : 'likely',
    detail: sentenceOf(latest),
    evidence: {
      ...factsOf(latest),
      ...(latest.alternatives.length > 0 ? { orRather: latest.alternatives } : {}),
      ...(others.length > 0 ? { logsBesides: others } : {}),
    },
    subjects: subjectsOf(latest),
  };
}

/** Which line of the log tells of this rule, and whether it states it; null where none does. */
export function lineFor(rule: string, log: readonly LogEvidence[]): { readonly evidence: LogEvidence; readonly states: boolean } | null {
  const stated = log.find((one) => one.rule === rule && one.certainty === 'states');
  const found = stated ?? log.find((one) => one.rule === rule || one.alternatives.includes(rule));
  return found === undefined ? null : { evidence: found, states: found === stated };
}

/** What a line says, as facts for a report. */
export function factsOf({ line, count, message, exception, diagnosis, refusedBy, node }: LogEvidence): Readonly<Record<string, unknown>> {
  return {
    line,
    ...(count > 1 ? { times: count } : {}),
    ...(node === null ? {} : { loggedBy: node }),
    ...(refusedBy === null ? {} : { refusedBy }),
    log: (exception ?? message).slice(0, 300),
    ...(diagnosis?.subject == null ? {} : { subject: diagnosis.subject, sha1: diagnosis.sha1 }),
  };
}

function isOfTransport({ channel, rule }: LogEvidence): boolean {
  return channel !== 'http' && channel !== 'kibana' && rule !== 'plain-clients-on-https';
}

function ruleOf({ rule }: LogEvidence): RuleText | undefined {
  return knownRules.find(({ id }) => id === rule);
}

function instantOf({ lastAt }: LogEvidence): number {
  return lastAt?.getTime() ?? 0;
}

function sentenceOf({ node, line, count, peer, peerName, refusedBy, diagnosis, role }: LogEvidence): string {
  const who = node ?? 'The process that wrote the log';
  // Whoever dials comes from another port each time.
  const port = peer?.port == null || role === 'server' ? '' : `:${peer.port}`;
  const where = peerName ?? (peer === null ? null : `${peer.host}${port}`);
  const times = count === 1 ? `line ${line}` : `line ${line}, ${count} times`;
  const what =
    refusedBy === null
      ? 'says why it does not start'
      : refusedBy === 'this-node'
        ? diagnosis?.subject == null
          ? `refuses ${where ?? 'its peer'}`
          : `refuses the certificate ${diagnosis.subject}${where === null ? '' : ` of ${where}`}`
        : `is refused${where === null ? '' : ` by ${where}`}`;
  return `${who} ${what} (${times}).`;
}

function subjectsOf({ node, peer, peerName, diagnosis }: LogEvidence): readonly string[] {
  return [node, peerName ?? peer?.host ?? null, diagnosis?.subject ?? null].filter((one) => one !== null);
}
