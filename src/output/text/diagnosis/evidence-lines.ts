import type { CauseReport } from '../../../model/join-report.ts';
import type { ClusterFinding, Report } from '../../../model/report.ts';
import { factsText } from '../facts-text.ts';
import { hanging, indented, labelled } from '../paragraph.ts';
import { shortenMiddle } from '../shorten.ts';
import { alikeFindings } from './alike-findings.ts';
import { trustLines } from './trust-lines.ts';

/** What shows the cause. `whole`: with every fact, what the products log for it, and who says so; `brief`: a line of the log, however long. */
export function evidenceLines(
  cause: CauseReport,
  report: Report,
  { width, whole, brief }: { readonly width: number; readonly whole: boolean; readonly brief: boolean },
): readonly string[] {
  const { trust, rule } = cause;
  const { unseenIssuer } = cause.evidence;
  const alike = alikeFindings(report);
  const isReported = trust !== undefined && isReportedBySides(rule, trust);
  return [
    ...(trust === undefined ? [] : trustLines(trust, width)),
    ...(isReported && !whole ? [] : indented(sentence(cause.detail), 2, width)),
    ...(trust !== undefined && !whole ? [] : placeLines(cause, width)),
    ...(isReported && !whole && typeof unseenIssuer === 'string'
      ? indented('That CA was not seen: it may be an intermediate that is not sent.', 2, width)
      : []),
    ...alike.flatMap((one) => [...indented(sentence(one.detail), 2, width), ...placeLines(one, width)]),
    ...logLines(cause, { width, brief }),
    ...(whole ? [...inFiles(cause, report, width), ...factLines(cause, width)] : []),
  ];
}

/** Where names and fingerprints of both sides say it all. */
function isReportedBySides(rule: string, { trusted, namesakes }: NonNullable<CauseReport['trust']>): boolean {
  if (namesakes !== undefined) return true;
  if (rule === 'trust-lookalike-ca' || rule === 'autoconfig-separate-clusters') return trusted.some(({ sha256 }) => sha256 !== null);
  return rule === 'trust-unknown-issuer' || rule === 'client-cert-not-sent' || rule === 'kibana-missing-es-ca';
}

/** Lines of files that the sentence does not name. */
function placeLines({ subjects, detail }: Pick<ClusterFinding, 'subjects' | 'detail'>, width: number): readonly string[] {
  const places = subjects.filter((subject) => /[\\/]/.test(subject) && !/^https?:/.test(subject) && !detail.includes(subject));
  return places.length === 0 ? [] : indented(places.join(' · '), 4, width);
}

function logLines(
  { evidence, logged }: CauseReport,
  { width, brief }: { readonly width: number; readonly brief: boolean },
): readonly string[] {
  const quote = (text: string, first: number) =>
    brief ? [`${' '.repeat(first)}${shortenMiddle(text, width - first)}`] : hanging(text, { first, rest: first + 2 }, width);
  const { log, orRather, seenBesides, logsBesides } = evidence;
  const quoted = typeof log === 'string' && logged !== undefined ? [`line ${logged.line}: ${log}`] : [];
  const inLog = isRecord(log) && typeof log.log === 'string' ? [`The log says the same, line ${String(log.line)}: ${log.log}`] : [];
  return [
    ...quoted.flatMap((text) => quote(text, 4)),
    ...inLog.flatMap((text) => quote(text, 2)),
    ...(Array.isArray(orRather) ? indented(`Other causes of such a line: ${orRather.join(', ')}.`, 2, width) : []),
    ...(Array.isArray(logsBesides) ? indented(`The log also names: ${logsBesides.join(', ')}.`, 2, width) : []),
    ...(typeof seenBesides === 'string' ? indented(`Seen as well: ${sentence(seenBesides)}`, 2, width) : []),
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What files show of the same by themselves. */
function inFiles({ finding, detail }: CauseReport, { findings = [] }: Report, width: number): readonly string[] {
  const own = finding === null ? undefined : findings[finding];
  return own === undefined || own.detail === detail ? [] : indented(sentence(own.detail), 2, width);
}

function factLines({ rule, evidence, subjects, logLines: known, source }: CauseReport, width: number): readonly string[] {
  const field = (label: string, text: string) => (text === '' ? [] : labelled(`  ${label}`, text, 10, width));
  return [
    ...field('rule', rule),
    ...field('seen', factsText(evidence)),
    ...field('at', subjects.join(', ')),
    ...field('logs', known.map((line) => `"${line}"`).join(', ')),
    ...field('source', source),
  ];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
