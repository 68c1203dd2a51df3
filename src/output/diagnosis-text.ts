import type { Fix } from '../model/fix.ts';
import type { CauseReport } from '../model/join-report.ts';
import type { ClusterFinding, Report } from '../model/report.ts';
import { severities } from '../model/severity.ts';
import { type Paint, painter } from './paint.ts';
import { printableData } from './printable.ts';
import { fixLines } from './text/fix-lines.ts';
import { renderScan } from './text/render-scan.ts';
import { wrapText } from './wrap-text.ts';

/**
 * A report with a cause, for people: the cause with its evidence and its fix, what was ruled out before it, what else was found, and the endpoints. Nothing in it that came
 * from a peer or a file can steer the terminal.
 *
 * @param options.width cells in a line; less than 60 is taken for 60
 * @param options.nothing what it means that no cause was found, as a sentence
 */
export function renderDiagnosis(
  given: Report,
  options: { readonly width: number; readonly colour: boolean; readonly nothing: string; readonly bringsVerdict?: boolean },
): string {
  const width = Math.max(60, options.width);
  const paint = painter(options.colour);
  const report = printableData(given);
  const { cause } = report;
  const parts = [
    cause == null
      ? wrapText(options.nothing, width)
          .map((line) => paint('strong', line))
          .join('\n')
      : causeBlock(cause, report, width, paint),
    logNotes(report, options.bringsVerdict === true, width, paint),
    ruledOut(report, width, paint),
    ...others(report).map((finding) => section(finding, width, paint)),
    untold(report, width, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n\n${paint('strong', 'Endpoints')}\n${renderScan(tersely(given), { width, colour: options.colour })}`;
}

const sureness: Readonly<Record<CauseReport['confidence'], string>> = {
  proven: 'proven: files, wire or log show it',
  likely: 'likely: one thing is taken for granted',
  possible: 'possible: it fits what was seen, as other things may',
};

function causeBlock(cause: CauseReport, { findings = [] }: Report, width: number, paint: Paint): string {
  const { title, rule, confidence, detail, evidence, subjects, fix, source, logLines } = cause;
  const [first = '', ...more] = wrapText(title, width - indent.length);
  // A finding of an endpoint bears its severity there.
  const counted = cause.finding === null ? undefined : findings[cause.finding];
  return [
    `${paint('critical', 'cause'.padEnd(indent.length))}${paint('strong', first)}`,
    ...more.map((line) => indent + paint('strong', line)),
    ...lines([rule, ...(counted === undefined ? [] : [counted.severity]), sureness[confidence]].join(' · '), width).map((line) =>
      paint('faint', line),
    ),
    ...lines(detail, width),
    ...labelled('seen:', factsOf(evidence), width),
    ...labelled('at:', subjects.join(', '), width),
    ...fixOf(fix, width),
    ...labelled('logs:', logLines.map((line) => `"${line}"`).join(', '), width),
    ...labelled('source:', source, width).map((line) => paint('faint', line)),
  ].join('\n');
}

function ruledOut({ ruledOut: all = [] }: Report, width: number, paint: Paint): string {
  if (all.length === 0) return '';
  return [paint('strong', 'Ruled out'), ...all.flatMap(({ what, because }) => hanging(`${what}: ${because}`, width))].join('\n');
}

/** What a log says of who joined, and which of its lines are no reason not to. */
function logNotes({ log }: Report, isSaid: boolean, width: number, paint: Paint): string {
  if (log === undefined) return '';
  const texts = [
    ...(isSaid ? [] : [log.verdict]),
    ...log.remarks.map(({ kind, line, lastLine, count, rule, text }) => {
      const times = kind === 'own-scan' ? '' : `, ${count} times`;
      const where = count === 1 ? `line ${line}` : `lines ${line} to ${lastLine}${times}`;
      return rule === null ? `${where}: ${text}` : `${where}: ${text} (${rule})`;
    }),
  ];
  if (texts.length === 0) return '';
  return [paint('strong', 'In the log'), ...texts.flatMap((text) => hanging(text, width))].join('\n');
}

/** What else is worth a look, further cases of the cause's rule as well; mere information is for the JSON. */
function others({ findings = [], cause }: Report): readonly ClusterFinding[] {
  return findings
    .filter(({ severity }, index) => index !== cause?.finding && severity !== 'info')
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** The endpoints without mere information, and without what could not be judged of them: whoever looks for a cause has enough to read. */
function tersely(report: Report): Report {
  const endpoints = report.endpoints.map((endpoint) => ({
    ...endpoint,
    findings: endpoint.findings.filter(({ severity }) => severity !== 'info'),
    unknown: [],
  }));
  return { ...report, endpoints };
}

function section({ severity, title, rule, detail, evidence, subjects, fix, source }: ClusterFinding, width: number, paint: Paint): string {
  const [first = '', ...more] = wrapText(title, width - indent.length);
  return [
    `${paint(severity, severity.padEnd(indent.length))}${paint('strong', first)}`,
    ...more.map((line) => indent + paint('strong', line)),
    ...lines(evidence.certainty === 'likely' ? `${rule} · ${sureness.likely}` : rule, width).map((line) => paint('faint', line)),
    ...lines(detail, width),
    ...labelled('at:', subjects.join(', '), width),
    ...fixOf(fix, width),
    ...labelled('source:', source, width).map((line) => paint('faint', line)),
  ].join('\n');
}

/** Of a process that ends at its start, what else could not be told matters to nobody. */
function untold({ unknown = [], cause }: Report, width: number, paint: Paint): string {
  if (unknown.length === 0 || cause?.evidence.stops === true) return '';
  const rules = new Map<string, string[]>();
  for (const { rule, because } of unknown) rules.set(because, [...(rules.get(because) ?? []), rule]);
  const texts = [...rules].map(([because, ids]) => `${listed(ids)}: ${because}`);
  return [paint('strong', 'Not told'), ...texts.flatMap((text) => hanging(text, width)).map((line) => paint('faint', line))].join('\n');
}

/** All of them are in the JSON. */
function listed(ids: readonly string[]): string {
  return ids.length > 5 ? `${ids.slice(0, 4).join(', ')} and ${ids.length - 4} more` : ids.join(', ');
}

/** A list's item: its first line stands out by two cells. */
function hanging(text: string, width: number): readonly string[] {
  return wrapText(text, width - 4).map((line, index) => (index === 0 ? '  ' : '    ') + line);
}

const indent = ' '.repeat(10);

function lines(text: string, width: number): readonly string[] {
  return wrapText(text, width - indent.length).map((line) => indent + line);
}

function fixOf({ steps }: Fix, width: number): readonly string[] {
  return fixLines(steps, width - indent.length - 8).map((line, index) => indent + (index === 0 ? 'fix:' : '').padEnd(8) + line);
}

function labelled(label: string, text: string, width: number): readonly string[] {
  if (text === '') return [];
  return wrapText(text, width - indent.length - 8).map((line, index) => indent + (index === 0 ? label : '').padEnd(8) + line);
}

/** How sure it is, and whether it stops the process, is said otherwise; what is logged has a line of its own. */
const unsaid: ReadonlySet<string> = new Set(['certainty', 'stops', 'blocks', 'context', 'logs', 'files', 'settings']);

function factsOf(evidence: CauseReport['evidence']): string {
  return Object.entries(evidence)
    .filter(([key, value]) => !unsaid.has(key) && value !== null)
    .map(([key, value]) => `${key}: ${fact(value)}`)
    .join('; ');
}

/** A fact on one line; fingerprints in full are for the JSON. */
function fact(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.map(fact).join(', ') : JSON.stringify(value);
  const short = text.replace(/\b([0-9a-f]{16})[0-9a-f]{24,}\b/g, '$1...');
  return short.length > 300 ? `${short.slice(0, 297)}...` : short;
}
