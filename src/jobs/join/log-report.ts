import { type ConnectionRemark, connectionRemarks } from '../../logs/connection-remarks.ts';
import type { LogEvent } from '../../logs/log-events.ts';
import type { OwnLines } from '../../logs/own-scans.ts';
import type { LogEvidence, Occurrence } from '../../logs/read-log.ts';
import { groupBy } from '../../model/group-by.ts';
import type { LogRemark, LogReport } from '../../model/join-report.ts';
import { eventOf, possibilityOf } from './cause-from-log.ts';
import { isOfTransport, type LogVerdict, type SetAside, type Standing } from './log-verdict.ts';

/** What a log says of who joined, and what of it is no reason not to. */
export function logReport(verdict: LogVerdict, own: readonly OwnLines[]): LogReport {
  const { settled, passing, joined } = verdict;
  return {
    joined,
    verdict: headline(verdict),
    remarks: [
      ...own.map(ofOwnScan),
      ...settled.map(ofSettled),
      ...byClient(passing).map(ofPassing),
      ...connectionRemarks(verdict.open.filter((one) => !isOfTransport(one))).map(ofOtherConnection),
    ],
  };
}

function headline(verdict: LogVerdict): string {
  const { standings, open } = verdict;
  const failures = open.filter(isOfTransport);
  if (standings.length > 0) return standings.map((standing) => sentenceOn(standing, verdict)).join(' ');
  if (failures.length > 0) return 'The log does not show whether the node joined.';
  return 'The log has no line on a TLS failure of a node, and none on joining ("master node changed", "node-join", "master not discovered").';
}

function sentenceOn({ node, inCluster, hasCompany, event, joined }: Standing, { settled, open }: LogVerdict): string {
  const who = node ?? 'The node';
  const isOf = ({ node: writer }: LogEvidence) => writer === node;
  // What came before somebody else joined is another matter.
  const ended = settled.filter(({ by }) => (by.node === node && by.kind !== 'let-in') || by.other?.name === node);
  const before = Math.max(0, ...ended.map(({ evidence }) => lastLine(evidence)));
  const got = joined === null ? `${who} is in its cluster (line ${event.line})` : `${who} ${howItGotIn(joined, node)}`;
  if (inCluster && !hasCompany) return `${got}; no other node joined it in this log.`;
  if (inCluster) return `${got}${before > 0 ? `, after its last TLS failure (line ${before})` : ''}.`;
  const after = open.some((one) => isOfTransport(one) && isOf(one)) ? '' : '; no TLS failure follows';
  const out = howItIsOut(event, node);
  return joined === null ? `${who} ${out}.` : `${got} and then ${out}${after}.`;
}

function howItGotIn(event: LogEvent, node: string | null): string {
  const place = placeOf(event);
  if (event.node !== node) return `was accepted by ${nodeOf(event)} ${place}`;
  if (event.kind === 'became-master') return `became the master ${place}`;
  return `joined ${event.other?.name ?? 'a cluster'} ${place}`;
}

function howItIsOut(event: LogEvent, node: string | null): string {
  const place = placeOf(event);
  if (event.node !== node) return `left, as ${nodeOf(event)} has it, ${place}`;
  return event.kind === 'lost-master' ? `lost its master ${place}` : `found no master ${place}`;
}

function placeOf({ at, zoned, line }: LogEvent): string {
  return at === null ? `(line ${line})` : `at ${instantText(at, zoned)} (line ${line})`;
}

/** To the second; without the zone where the log has none. */
function instantText(at: Date, zoned: boolean): string {
  return `${at.toISOString().slice(0, 19)}${zoned ? 'Z' : ''}`;
}

function nodeOf({ node }: LogEvent): string {
  return node ?? 'the node';
}

function ofOwnScan({ from, startedAt, lines, byTimeAlone }: OwnLines): LogRemark {
  const time = startedAt.toISOString().slice(0, 16).replace('T', ' ');
  return {
    kind: 'own-scan',
    rule: null,
    line: lines[0] ?? 0,
    lastLine: lines.at(-1) ?? 0,
    count: lines.length,
    text: `${lines.length === 1 ? '1 line is' : `${lines.length} lines are`} from handclasp's own scan of ${time} UTC from ${from}${byTimeAlone ? ', some by their time alone: they name no address' : ''}.`,
  };
}

function ofSettled({ evidence, by }: SetAside): LogRemark {
  const end = by.kind === 'started' ? `${nodeOf(by)} started` : by.kind === 'let-in' ? `${by.other?.name} joined` : `${nodeOf(by)} joined`;
  return { kind: 'settled', ...said(evidence), text: `${eventOf(evidence)}; that was before ${end} (line ${by.line}).` };
}

/** Who asks one thing without being let in mostly asks others. */
function byClient(passing: readonly SetAside[]): readonly (readonly SetAside[])[] {
  return [...groupBy(passing, ({ evidence: { node, peer } }) => JSON.stringify([node, peer?.host])).values()];
}

function ofPassing(group: readonly SetAside[]): LogRemark {
  const lines = group.flatMap(({ evidence }) => evidence.occurrences.map(({ line }) => line)).sort((a, b) => a - b);
  const rules = new Set(group.map(({ evidence }) => evidence.rule));
  const [rule = null] = rules;
  const [first] = group;
  const peer = first?.evidence.peer?.host ?? 'A client without a name';
  const node = first === undefined ? 'the node' : nodeOf(first.by);
  const refused = `${peer} was refused by ${node}, which was in its cluster.`;
  return {
    kind: 'passing',
    rule: rules.size === 1 ? rule : null,
    line: lines[0] ?? 0,
    lastLine: lines.at(-1) ?? 0,
    count: lines.length,
    text: [refused, ...possibilityOf(group.map(({ evidence }) => evidence))].join(' '),
  };
}

export function ofOtherConnection({ first, lines, text }: ConnectionRemark): LogRemark {
  return {
    kind: 'other-connection',
    rule: first.rule,
    line: lines[0] ?? first.line,
    lastLine: lines.at(-1) ?? first.line,
    count: lines.length,
    text: `${eventOf(first)}; ${text}.`,
  };
}

function said(evidence: LogEvidence): Omit<LogRemark, 'kind' | 'text'> {
  return { rule: evidence.rule, line: evidence.line, lastLine: lastLine(evidence), count: evidence.count };
}

function lastLine({ occurrences, line }: { readonly occurrences: readonly Occurrence[]; readonly line: number }): number {
  return occurrences.at(-1)?.line ?? line;
}
