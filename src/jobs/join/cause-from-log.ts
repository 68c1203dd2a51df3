import type { LogEvidence } from '../../logs/read-log.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Facts } from '../../model/facts.ts';
import { namesakesFacts } from '../../model/namesakes.ts';
import type { LogPossibility } from '../../model/reasons/log-fact.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { failureSentence, failureText, possibilityText } from '../../wording/log-texts.ts';
import { loggedNamesakesText } from '../../wording/namesakes-text.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import type { CandidateCause } from './candidate-cause.ts';
import { isOfTransport, keepsFromStarting, type LogVerdict, persistent, traceOf } from './log-verdict.ts';
import { namesakesInLog } from './namesakes-in-log.ts';

/**
 * What a log blames. What is told of another node counts more than what is told of somebody who connected, who may be anyone, handclasp too; what it states more than what it points to; the latest
 * more than what was before. Of HTTP and Kibana it is no reason not to join, and what was before a node got in is none either.
 */
export function causeFromLog(log: Pick<LogVerdict, 'open' | 'isOutside'>, known: readonly Certificate[] = []): CandidateCause | null {
  const reported = log.open.filter((one) => isOfTransport(one) && ruleOf(one) !== undefined);
  const ofNodes = reported.filter(isOfNode);
  const pointedTo = new Set(ofNodes.flatMap(({ rule, alternatives }) => [rule, ...alternatives]));
  const isStated = ({ certainty }: LogEvidence) => certainty === 'states';
  const stated = reported.filter(isStated);
  const counted =
    [ofNodes.filter(isStated), stated.filter(({ rule }) => pointedTo.has(rule)), ofNodes, stated, reported].find((one) => one.length > 0) ??
    [];
  const [last] = counted.toSorted((a, b) => instantOf(b) - instantOf(a) || a.line - b.line);
  const latest = counted.find((one) => one.diagnosis !== null && saysTheSame(one, last)) ?? last;
  const rule = latest === undefined ? undefined : ruleOf(latest);
  if (latest === undefined || rule === undefined) return null;
  const isNode = isOfNode(latest) || log.isOutside(latest);
  const others = [...new Set(counted.filter(isStated).map((one) => one.rule))].filter((id) => id !== rule.id);
  const possibility = isNode ? null : possibilityOf([latest]);
  const two = ofNamesakes.has(rule.id) ? namesakesInLog(latest.diagnosis, known) : null;
  const sides = { judge: latest.node ?? 'this node', holder: latest.peerName ?? latest.peer?.host ?? 'the other node' };
  return {
    rule,
    confidence: confidenceOf(latest, { pointedTo, alone: others.length === 0, isNode }),
    assumes: [{ code: 'log-is-of-now' }],
    logged: { event: failureText(latest), line: latest.line },
    ...(keepsFromStarting(latest) ? { toldIn: `${latest.message}\n${latest.exception ?? ''}` } : {}),
    ...refusedClientOf(latest, isNode),
    detail: [
      failureSentence(latest),
      ...(two === null ? [] : [loggedNamesakesText(two.logged, two.namesakes, sides)]),
      ...(possibility === null ? [] : [possibilityText(possibility)]),
    ].join(' '),
    evidence: {
      ...factsOf(latest),
      ...(two?.namesakes == null ? {} : { namesakes: namesakesFacts(two.namesakes) }),
      ...(latest.alternatives.length > 0 ? { orRather: latest.alternatives } : {}),
      ...(others.length > 0 ? { logsBesides: others } : {}),
    },
    subjects: subjectsOf(latest),
  };
}

/** Rules whose lines name two CA certificates. */
const ofNamesakes: ReadonlySet<string> = new Set(['ca-reissued-same-key', 'trust-lookalike-ca', 'autoconfig-separate-clusters']);

/** Whoever connected to the one that wrote the log, and was refused. */
function refusedClientOf(evidence: LogEvidence, isNode: boolean): Pick<CandidateCause, 'refusedClient'> {
  const { role, refusedBy, peer, peerName } = evidence;
  const host = peer?.host ?? peerName;
  if (role !== 'server' || refusedBy !== 'this-node' || host === null) return {};
  return { refusedClient: { host, mayPass: !isNode && traceOf(evidence) !== null } };
}

function confidenceOf(
  evidence: LogEvidence,
  { pointedTo, alone, isNode }: { readonly pointedTo: ReadonlySet<string>; readonly alone: boolean; readonly isNode: boolean },
): CandidateCause['confidence'] {
  if (evidence.certainty === 'points-to') return 'possible';
  if (isOfNode(evidence)) return alone ? 'proven' : 'likely';
  return pointedTo.has(evidence.rule) || (isNode && evidence.count >= persistent) ? 'likely' : 'possible';
}

/** This node connected to it, or its certificate or name is told, or nobody else is in it at all. */
export function isOfNode(evidence: LogEvidence): boolean {
  const { role, diagnosis, peerName } = evidence;
  return role === 'client' || (diagnosis?.subject != null && traceOf(evidence) === null) || peerName !== null || isOfItselfAlone(evidence);
}

/** It does not start, or it warns. What it waits for, anybody may owe it: whoever connects and says nothing. */
function isOfItselfAlone({ refusedBy, goesOn, certainty }: LogEvidence): boolean {
  return refusedBy === null && (goesOn === null || certainty === 'points-to');
}

/** Who else may have left these lines, of a client that nothing shows to be a node; null where nothing tells of anybody. */
export function possibilityOf(all: readonly LogEvidence[]): LogPossibility | null {
  const traces = all.flatMap((evidence) => (evidence.role === 'client' ? [] : (traceOf(evidence) ?? [])));
  if (traces.length === 0) return null;
  const plural = all.length !== 1 || all[0]?.count !== 1;
  return { code: traces.every(({ from }) => from === null) ? 'health-check' : 'scanner', plural };
}

/** A node writes a line that names the certificate, and one of the connection that it closes. */
function saysTheSame(one: LogEvidence, other: LogEvidence | undefined): boolean {
  return one.rule === other?.rule && one.refusedBy === other.refusedBy && one.peer?.host === other.peer?.host;
}

/** Which line of the log tells of this rule, and whether it states it; null where none does. */
export function lineFor(rule: string, log: readonly LogEvidence[]): { readonly evidence: LogEvidence; readonly states: boolean } | null {
  const stated = log.find((one) => one.rule === rule && one.certainty === 'states');
  const found = stated ?? log.find((one) => one.rule === rule || one.alternatives.includes(rule));
  return found === undefined ? null : { evidence: found, states: found === stated };
}

/** What a line says, as facts for a report. */
export function factsOf({ line, count, message, exception, diagnosis, refusedBy, node }: LogEvidence): Facts {
  return {
    line,
    ...(count > 1 ? { times: count } : {}),
    ...(node === null ? {} : { loggedBy: node }),
    ...(refusedBy === null ? {} : { refusedBy }),
    log: (exception ?? message).slice(0, 300),
    ...(diagnosis?.subject == null ? {} : { subject: diagnosis.subject, sha1: diagnosis.sha1 }),
  };
}

function ruleOf({ rule }: LogEvidence): RuleText | undefined {
  return ruleCatalogue.find(({ id }) => id === rule);
}

function instantOf({ lastAt }: LogEvidence): number {
  return lastAt?.getTime() ?? 0;
}

function subjectsOf({ node, peer, peerName, diagnosis }: LogEvidence): readonly string[] {
  return [node, peerName ?? peer?.host ?? null, diagnosis?.subject ?? null].filter((one) => one !== null);
}
