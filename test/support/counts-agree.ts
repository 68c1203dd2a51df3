import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { countBySeverity, type Severity, severities } from '../../src/model/severity.ts';
import { renderHtml } from '../../src/output/render-html.ts';
import { renderDiagnosis } from '../../src/output/text/diagnosis/render-diagnosis.ts';
import { isOfAllNodes, repeatsCause } from '../../src/output/text/diagnosis/repeats-cause.ts';
import { renderMatrix } from '../../src/output/text/render-matrix.ts';
import { renderScan } from '../../src/output/text/render-scan.ts';

type Counts = Readonly<Record<Severity, number>>;

/** Wide enough that no row is broken. */
const plain = { width: 4_000, colour: false };
const any = severities.join('|');
const startOfCounts = new RegExp(`^(?:PARTIAL|No problems|Nothing was checked|\\d+ (?:${any})\\b)`);

/** Everything that is counted can be seen, and everything that is shown is counted: in the JSON, and in each text that there is of such a report. */
export function assertCountsAgree(report: Report): void {
  const compared = countBySeverity(report.findings ?? []);
  const single = countBySeverity(report.endpoints.flatMap(({ findings }) => findings));
  assert.deepEqual(picked(report.summary), sum(compared, single), 'the summary counts what the JSON lists');
  assertCauseIsFound(report);
  if (report.cause !== undefined) assertDiagnosisShows(report);
  else if (report.matrix !== undefined) {
    const text = renderMatrix(report, { ...plain, show: ['all'] });
    assertClosingCounts(text, { ...report.summary, ...compared }, severities);
    for (const { severity, title } of report.findings ?? [])
      assert.match(text, new RegExp(`^${severity.toUpperCase()} .*${title.replace(/[^\w ]/g, '.')}`, 'm'));
    const ofSingle = /^On single endpoints: (.*) \(handclasp scan/m.exec(text)?.[1] ?? '';
    assert.deepEqual(countsIn(ofSingle), single, 'what is not shown is counted, and where it is');
    const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
    for (const [, severity, count] of renderHtml(report).matchAll(
      new RegExp(`<details [^>]*data-severity="(${any})" data-count="(\\d+)"`, 'g'),
    ))
      counts[severity as Severity] += Number(count);
    assert.deepEqual(counts, picked(report.summary), 'so does the page');
  } else assertScanShows(report);
}

/** The cause is a finding, and counted as one. */
function assertCauseIsFound({ cause, findings = [], endpoints }: Report): void {
  if (cause == null) return;
  if (cause.finding !== null) assert.equal(findings[cause.finding]?.rule, cause.rule, 'the cause is the finding that it names');
  else {
    const there = endpoints.filter(({ target }) => cause.subjects.includes(target)).flatMap((endpoint) => endpoint.findings);
    assert.ok(
      there.some(({ rule }) => rule === cause.rule),
      `${cause.rule} is no finding of ${cause.subjects.join()}`,
    );
  }
}

/** The cause comes first; what else was found is counted in the last lines, and shown to who asks. */
function assertDiagnosisShows(report: Report): void {
  const { findings = [], cause, endpoints } = report;
  const usual = renderDiagnosis(report, { ...plain, undecided: false });
  const whole = renderDiagnosis(report, { ...plain, undecided: false, details: true, show: ['all'] });
  const isCause = (index: number) => index === cause?.finding;
  for (const [index, { title, severity, detail }] of findings.entries()) {
    if (!isCause(index) && !isToldWithCause(report, index))
      assert.match(whole, new RegExp(`^${severity.toUpperCase()} .*${title.replace(/[^\w ]/g, '.')}`, 'm'));
    assert.ok(squeezed(whole).includes(squeezed(detail)), `${detail} is shown\n${whole}`);
  }
  for (const { title } of endpoints.flatMap((endpoint) => endpoint.findings))
    assert.ok(whole.includes(title) || cause?.title === title, title);
  const counted = countsIn(/^(?:.* · )?(?:Other findings|Others): (.*?)(?: \(--show|$)/m.exec(usual)?.[1] ?? '');
  const others = countBySeverity([
    ...findings.filter(({ rule }, index) => !isCause(index) && !isToldWithCause(report, index) && !isCauseInFiles(rule, report)),
    ...endpoints.flatMap((endpoint) => endpoint.findings.filter((one) => !isCauseAt(one.rule, endpoint.target, report))),
  ]);
  for (const severity of ['critical', 'high', 'medium', 'low'] as const)
    assert.equal(counted[severity], others[severity], `${severity}\n${usual}`);
}

/** Further places at which files show the same as the cause. */
function isToldWithCause({ cause, findings = [] }: Report, index: number): boolean {
  const [own, other] = [cause?.finding == null ? undefined : findings[cause.finding], findings[index]];
  const ofFiles = (one: typeof own) => one !== undefined && (one.evidence.context !== undefined || one.evidence.stops === true);
  return own?.rule === other?.rule && ofFiles(own) && ofFiles(other);
}

/** An endpoint shows by itself what the cause says of it: where it is one of the two sides, or where the fault is that of whoever looks at it. */
function isCauseAt(rule: string, target: string, { cause, diagnosed }: Report): boolean {
  if (cause == null || !repeatsCause(rule, cause)) return false;
  const isOwn = cause.trust === undefined ? cause.rule === 'truststore-no-anchors' : cause.trust.rejectedBy === diagnosed?.name;
  return isOwn || cause.subjects.includes(target);
}

/** Of files: what the same fault is called by another rule, and a CA that all nodes have. */
function isCauseInFiles(rule: string, { cause }: Report): boolean {
  return cause != null && (rule === cause.rule ? isOfAllNodes(rule) : repeatsCause(rule, cause));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

function assertScanShows(report: Report): void {
  const whole = renderScan(report, { ...plain, show: ['all'] });
  assertClosingCounts(whole, report.summary, severities);
  for (const { severity, title } of report.endpoints.flatMap(({ findings }) => findings)) {
    // The rest of a long title stands below its beginning.
    assert.match(whole, new RegExp(`^${severity.toUpperCase()} .*${title.slice(0, 30).replace(/[^\w ]/g, '.')}`, 'm'));
  }
  const usual = renderScan(report, plain);
  assertClosingCounts(usual, report.summary, ['critical', 'high', 'medium']);
  const notes = Number(/(\d+) (?:minor )?notes?\b/.exec(usual)?.[1] ?? 0);
  assert.equal(notes, report.summary.low + report.summary.info, 'what is not told is counted');
}

function assertClosingCounts(text: string, summary: Report['summary'], which: readonly Severity[]): void {
  // Prose is broken at a width that is comfortable to read, however wide the terminal is.
  const lines = text.trimEnd().split('\n');
  const closing = lines.slice(lines.findLastIndex((line) => startOfCounts.test(line))).join(' ');
  for (const severity of which) assert.equal(countsIn(closing)[severity], summary[severity], `${severity}: ${closing}`);
}

function countsIn(text: string): Counts {
  const found = [...text.matchAll(new RegExp(`(\\d+) (${any})\\b`, 'g'))];
  return Object.fromEntries(
    severities.map((severity) => [severity, Number(found.find(([, , named]) => named === severity)?.[1] ?? 0)]),
  ) as Counts;
}

function sum(a: Counts, b: Counts): Counts {
  return Object.fromEntries(severities.map((severity) => [severity, a[severity] + b[severity]])) as Counts;
}

function picked(summary: Report['summary']): Counts {
  return Object.fromEntries(severities.map((severity) => [severity, summary[severity]])) as Counts;
}
