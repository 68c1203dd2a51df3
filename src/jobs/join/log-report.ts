import { type ConnectionRemark, connectionRemarks } from '../../logs/connection-remarks.ts';
import type { OwnLines } from '../../logs/own-scans.ts';
import type { LogEvidence, Occurrence } from '../../logs/read-log.ts';
import { groupBy } from '../../model/group-by.ts';
import type { LogRemark, LogReport } from '../../model/join-report.ts';
import type { LogHeadline } from '../../model/reasons/log-fact.ts';
import { logHeadlineText, logRemarkText } from '../../wording/log-texts.ts';
import { possibilityOf } from './cause-from-log.ts';
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
  if (standings.length > 0) return standings.map((standing) => logHeadlineText(factOn(standing, verdict))).join(' ');
  return logHeadlineText({ code: open.some(isOfTransport) ? 'not-shown' : 'no-line' });
}

function factOn({ node, inCluster, hasCompany, event, joined }: Standing, { settled, open }: LogVerdict): LogHeadline {
  const isOf = ({ node: writer }: LogEvidence) => writer === node;
  if (!inCluster) return { code: 'out', node, joined, event, failuresFollow: open.some((one) => isOfTransport(one) && isOf(one)) };
  // What came before somebody else joined is another matter.
  const ended = settled.filter(({ by }) => (by.node === node && by.kind !== 'let-in') || by.other?.name === node);
  const failedUntil = ended.length === 0 ? null : Math.max(...ended.map(({ evidence }) => lastLine(evidence)));
  return { code: 'in', node, joined, event, hasCompany, failedUntil };
}

function ofOwnScan({ from, startedAt, lines, byTimeAlone }: OwnLines): LogRemark {
  return {
    kind: 'own-scan',
    rule: null,
    line: lines[0] ?? 0,
    lastLine: lines.at(-1) ?? 0,
    count: lines.length,
    text: logRemarkText({ code: 'own-scan', lines: lines.length, startedAt, from, byTimeAlone }),
  };
}

function ofSettled({ evidence, by }: SetAside): LogRemark {
  return { kind: 'settled', ...said(evidence), text: logRemarkText({ code: 'settled', failure: evidence, by }) };
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
  const client = first?.evidence.peer?.host ?? null;
  const possibility = possibilityOf(group.map(({ evidence }) => evidence));
  return {
    kind: 'passing',
    rule: rules.size === 1 ? rule : null,
    line: lines[0] ?? 0,
    lastLine: lines.at(-1) ?? 0,
    count: lines.length,
    text: logRemarkText({ code: 'passing', client, by: first?.by ?? null, possibility }),
  };
}

export function ofOtherConnection({ first, lines, whose }: ConnectionRemark): LogRemark {
  return {
    kind: 'other-connection',
    rule: first.rule,
    line: lines[0] ?? first.line,
    lastLine: lines.at(-1) ?? first.line,
    count: lines.length,
    text: logRemarkText({ code: 'other-connection', failure: first, whose }),
  };
}

function said(evidence: LogEvidence): Omit<LogRemark, 'kind' | 'text'> {
  return { rule: evidence.rule, line: evidence.line, lastLine: lastLine(evidence), count: evidence.count };
}

function lastLine({ occurrences, line }: { readonly occurrences: readonly Occurrence[]; readonly line: number }): number {
  return occurrences.at(-1)?.line ?? line;
}
