import type { Fix } from '../../../model/fix.ts';
import type { CauseReport } from '../../../model/join-report.ts';
import type { ClusterFinding, EndpointReport, Report } from '../../../model/report.ts';
import { countBySeverity } from '../../../model/severity.ts';
import { displayWidth } from '../../display-width.ts';
import { type Paint, painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { counted, severityCounts } from '../counted.ts';
import { endpointLabels } from '../endpoint-labels.ts';
import { fixLines } from '../fix-lines.ts';
import { notCheckedLines } from '../not-checked-lines.ts';
import { hanging, indented, labelled, widestProse } from '../paragraph.ts';
import { casesOf, type Problem, type ProblemCase, partedByView, problemsOf } from '../problem.ts';
import { problemList } from '../problem-list.ts';
import { problemSection } from '../problem-section.ts';
import { renderScan } from '../render-scan.ts';
import { plainView, type TextView } from '../text-view.ts';
import { alikeFindings } from './alike-findings.ts';
import { certaintyMark } from './certainty-mark.ts';
import { checkedLines, checkedMargin } from './checked-lines.ts';
import { evidenceLines } from './evidence-lines.ts';
import { causeHeadline } from './headline.ts';
import { logNotes } from './log-notes.ts';
import { noCauseHeadline } from './no-cause-headline.ts';
import { isOfAllNodes, repeatsCause } from './repeats-cause.ts';
import { uncheckedText } from './unchecked-text.ts';

export type DiagnosisTextOptions = Pick<TextView, 'width' | 'colour'> &
  Partial<TextView> & {
    /** No cause was found, and not all was seen that it takes to say that there is none. */
    readonly undecided: boolean;
  };

/** Where the mark of certainty ends, where there is room for it behind the verdict. */
const markColumn = 80;

type Scene = { readonly report: Report; readonly view: TextView; readonly width: number; readonly paint: Paint; readonly whole: boolean };

/**
 * Why a node does not join, or Kibana does not connect, for people: the cause and how sure it is, what shows it, the steps that end it, and a line each of what was checked, what was
 * not, and what else was found. Nothing in it that came from a peer or a file can steer the terminal.
 */
export function renderDiagnosis(given: Report, { undecided, ...options }: DiagnosisTextOptions): string {
  const view: TextView = { ...plainView, ...options };
  const report = printableData(given);
  const { cause } = report;
  const whole = view.details || (cause != null && view.show.includes(cause.rule));
  const scene: Scene = { report, view, width: view.width, paint: painter(view.colour), whole };
  // With details, endpoints have a part of their own.
  const cases = otherCases(report, view);
  const problems = problemsOf([...cases, ...endpointCases(report)]);
  const brings = cause == null && !undecided && report.log?.joined === true && !report.partial;
  const inLog = (headed: boolean) => (report.log === undefined ? [] : logNotes(report.log, { ...scene, headed, bringsVerdict: brings }));
  const composed = (brevity: number): readonly (readonly string[])[] => {
    const inLine = brevity >= 3;
    return [
      cause == null ? wellLines(scene, undecided) : causeLines(cause, scene),
      cause == null ? [] : [...evidenceLines(cause, report, { ...scene, brief: inLine }), ...(inLine ? inLog(false) : [])],
      cause == null ? [] : fixSection(cause, scene),
      inLine ? [] : inLog(true),
      ...problemParts(view.details ? problemsOf(cases) : problems, scene),
      ...(whole && !view.details ? [] : detailParts(scene)),
      tailLines(scene, problems, { brevity }),
    ].filter((part) => part.length > 0);
  };
  const isFree = cause == null || whole || view.verbose || view.show.length > 0;
  // Of a long text the cause and its fix stay on the screen: few words first, then what is well, then the log's own words give way.
  const parts = (isFree ? [] : [0, 1, 2]).map(composed).find((each) => heightOf(each) <= screenLines) ?? composed(isFree ? 0 : 3);
  // What is well is told in a few lines, without gaps.
  const dense = cause == null && parts.length === 2 && inLog(true).length === 0;
  return `${parts.map((part) => part.join('\n')).join(dense ? '\n' : '\n\n')}\n`;
}

/** What a cause takes at most, as far as nothing but its fix needs more. */
const screenLines = 30;

function heightOf(parts: readonly (readonly string[])[]): number {
  return parts.reduce((lines, part) => lines + part.length + 1, -1);
}

function causeLines(cause: CauseReport, { report, width, paint }: Scene): readonly string[] {
  const lines = indented(causeHeadline(cause, report), 0, width);
  const mark = certaintyMark(cause);
  const last = lines.at(-1) ?? '';
  const gap = Math.min(width, markColumn) - displayWidth(last) - displayWidth(mark);
  const partial = report.partial ? indented('Interrupted: this is based on what was seen until then.', 0, width) : [];
  const reported = lines.map((line) => paint('critical', line));
  return gap >= 2
    ? [...reported.slice(0, -1), `${paint('critical', last)}${' '.repeat(gap)}${paint('strong', mark)}`, ...partial]
    : [...reported, ...indented(mark, 2, width).map((line) => paint('strong', line)), ...partial];
}

function wellLines({ report, view, width, paint }: Scene, undecided: boolean): readonly string[] {
  return indented(noCauseHeadline(report, undecided, view), 0, width).map((line) =>
    paint(undecided || report.partial ? 'medium' : 'good', line),
  );
}

function fixSection({ fix }: CauseReport, { report, view, width, paint }: Scene): readonly string[] {
  return [
    paint('strong', 'Fix'),
    ...fixLines(fix.steps, Math.min(width, widestProse) - 2, { placesOnce: true }).map((line) => `  ${line}`),
    ...likewiseLines(fix, alikeFindings(report), { view, width }),
  ];
}

/** Lines to copy for what is wrong likewise; of more, the names alone, unless all is asked for. */
const mostLikewise = 10;

/** What is wrong in the same way ends in the same way, with lines of its own. */
function likewiseLines(fix: Fix, alike: readonly ClusterFinding[], { view, width }: Pick<Scene, 'view' | 'width'>): readonly string[] {
  const told = new Set(fix.steps.flatMap(({ lines }) => lines ?? []));
  const each = alike.flatMap(({ subjects, fix: { steps } }) => {
    const name = subjects.at(-1);
    return name === undefined ? [] : [{ name, lines: steps.flatMap(({ lines }) => lines ?? []).filter((line) => !told.has(line)) }];
  });
  if (each.length === 0) return [];
  const count = each.reduce((sum, { lines }) => sum + lines.length, 0);
  if (count === 0 || (count > mostLikewise && !view.details)) {
    const more = count === 0 ? '' : ' --details prints the lines.';
    return indented(`Do the same for ${each.map(({ name }) => name).join(', ')}.${more}`, 2, width);
  }
  return each.flatMap(({ name, lines }) => [
    ...indented(lines.length === 0 ? `Do the same for ${name}.` : `Do the same for ${name}:`, 2, width),
    ...lines.map((line) => `       ${line}`),
  ]);
}

/** What else was found in files and in comparison; the cause, and what is told with it, left out. */
function otherCases(report: Report, view: TextView): readonly ProblemCase[] {
  const alike = alikeFindings(report);
  const { cause } = report;
  // The same rule may be about another file.
  const isRepeated = ({ rule }: ClusterFinding) =>
    !view.details && cause != null && (rule !== cause.rule || isOfAllNodes(rule)) && repeatsCause(rule, cause);
  const others = (report.findings ?? []).filter((one, index) => index !== cause?.finding && !alike.includes(one) && !isRepeated(one));
  return others.map((finding) => ({ finding, subjects: finding.subjects }));
}

/** What else was found at endpoints. */
function endpointCases(report: Report): readonly ProblemCase[] {
  const { endpoints } = report;
  return casesOf(
    endpoints.map((endpoint) => withoutCause(endpoint, report)),
    endpointLabels(endpoints),
  );
}

/** An endpoint shows by itself what the cause says of it. */
function withoutCause(endpoint: EndpointReport, { cause, diagnosed }: Report): EndpointReport {
  if (cause == null) return endpoint;
  // Who trusts nobody, or the wrong CA, rejects each of the others.
  const isRejecting = cause.trust === undefined ? cause.rule === 'truststore-no-anchors' : cause.trust.rejectedBy === diagnosed?.name;
  if (!isRejecting && !cause.subjects.includes(endpoint.target)) return endpoint;
  return { ...endpoint, findings: endpoint.findings.filter(({ rule }) => !repeatsCause(rule, cause)) };
}

/** In full for who asks; else a line each for what is as bad as the cause. */
function problemParts(problems: readonly Problem[], { report, view, width, paint }: Scene): readonly (readonly string[])[] {
  if (view.details || view.show.length > 0) {
    const { reported } = partedByView(problems, view.details ? { ...view, show: [...view.show, 'low'] } : view);
    return problemSection(reported, { view, width, paint, namesSubjects: true });
  }
  const bad = problems.filter((one) => isBad(one) && one.rule !== report.cause?.rule);
  return bad.length === 0 ? [] : [problemList(bad, { width, paint })];
}

function isBad({ severity }: Problem): boolean {
  return severity === 'critical' || severity === 'high';
}

function detailParts({ report, view, width, paint }: Scene): readonly (readonly string[])[] {
  if (!view.details && !view.verbose) return [];
  const { ruledOut = [], endpoints, unknown = [], cause } = report;
  const items = (texts: readonly string[]) => texts.flatMap((text) => hanging(text, { first: 2, rest: 4 }, width));
  const headed = (head: string, lines: readonly string[]) => (lines.length === 0 ? [] : [paint('strong', head), ...lines]);
  const ways = [
    headed('Checked, fine', items(ruledOut.map(({ what, because }) => `${what}: ${because}`))),
    headed('Assumed', items((cause?.assumes ?? []).map(({ text }) => text))),
    notCheckedLines(view.details ? [] : endpoints, unknown, { labelOf: endpointLabels(endpoints), width, paint }),
  ];
  if (!view.details) return ways;
  const shown = renderScan({ ...report, unknown: [] }, { ...view, exit: null });
  return [...ways, endpoints.length === 0 ? [] : headed('Endpoints', shown.trimEnd().split('\n'))];
}

function tailLines(
  { report, view, width, paint }: Scene,
  problems: readonly Problem[],
  { brevity }: { readonly brevity: number },
): readonly string[] {
  const { cause, ruledOut = [], diagnosed } = report;
  const self = diagnosed?.product === 'kibana' ? 'Kibana' : (diagnosed?.name ?? 'it');
  const unchecked = view.details || view.verbose ? null : uncheckedText(report);
  const others = otherText(problems, { view, brief: brevity > 0 });
  const explain = cause == null ? null : `handclasp explain ${cause.rule}`;
  const lines = [
    ...(view.details || view.verbose || brevity > 1 ? [] : checkedLines(ruledOut, { self, width })),
    ...(unchecked === null ? [] : labelled('Not checked:', unchecked, checkedMargin, width)),
  ];
  const parts = [others, explain].filter((part) => part !== null);
  if (parts.length === 0) return lines.map((line) => paint('faint', line));
  // As few lines as the width allows: the rest of the last one is used first.
  const end = [...lines];
  for (const part of parts) {
    const joined = `${end.at(-1) ?? ''} · ${part}`;
    if (end.length > 0 && (end.length > lines.length || unchecked !== null) && displayWidth(joined) <= width) end[end.length - 1] = joined;
    else end.push(...indented(part, 0, width));
  }
  return end.map((line) => paint('faint', line));
}

/** How much else there is, and how to see it; what is worse is listed by itself. */
function otherText(problems: readonly Problem[], { view, brief }: { readonly view: TextView; readonly brief: boolean }): string | null {
  const counts = countBySeverity(problems.flatMap(({ cases }) => cases.map(({ finding }) => finding)));
  const found = severityCounts(counts, ['critical', 'high', 'medium', 'low']);
  const notes = counts.info;
  const parts = [...(found === '' ? [] : [found]), ...(notes > 0 ? [counted(notes, 'note')] : [])].join(', ');
  if (parts === '') return null;
  return `${brief ? 'Others' : 'Other findings'}: ${parts}${view.show.includes('all') ? '' : ' (--show all)'}`;
}
