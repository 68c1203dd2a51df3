import Table from 'cli-table3';
import { decidingPeers } from '../model/deciding-peers.ts';
import type { Finding } from '../model/finding.ts';
import type { EndpointReport, Report } from '../model/report.ts';
import { type Severity, severities } from '../model/severity.ts';
import { displayWidth } from './display-width.ts';
import { fixLines } from './fix-lines.ts';
import { type Paint, painter, type Tone } from './paint.ts';
import { printableData } from './printable.ts';
import { wrapText } from './wrap-text.ts';

export type TableOptions = {
  /** Cells in a line; less than 60 is taken for 60. */
  readonly width: number;
  readonly colour: boolean;
  /** A line of the caller's own under an endpoint. */
  readonly note?: (endpoint: EndpointReport) => string | null;
  /** Severities that are counted and not shown, which is then said. */
  readonly leftOut?: readonly Severity[];
};

/**
 * The report for people: a row for each endpoint; under the table each endpoint's findings with evidence and fix; then what could not be judged; at the end one line
 * that sums up. Nothing in it that came from a peer can steer the terminal.
 */
export function renderTable(report: Report, options: TableOptions): string {
  const width = Math.max(60, options.width);
  const paint = painter(options.colour);
  const endpoints = report.endpoints.map((endpoint) => ({ endpoint: printableData(endpoint), note: options.note?.(endpoint) ?? null }));
  const parts = [
    ...(endpoints.length === 0
      ? []
      : [
          overview(
            endpoints.map(({ endpoint }) => endpoint),
            new Date(report.finishedAt),
            width,
            paint,
          ),
        ]),
    ...endpoints.map(({ endpoint, note }) => section(endpoint, note, width, paint)),
    notJudged(
      endpoints.map(({ endpoint }) => endpoint),
      width,
      paint,
    ),
    closing(report, options.leftOut ?? [], width, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Text of a cell, a line each, and the tone of those lines that have one. */
type Cell = readonly { readonly text: string; readonly tone?: Tone }[];

const heads = ['ENDPOINT', 'ANSWERS', 'TLS', 'CLIENT AUTH', 'CHAIN', 'WORST FINDING'] as const;
/** Together with gaps of one, 60 cells. */
const narrowest = [15, 9, 3, 8, 10, 10] as const;

function overview(endpoints: readonly EndpointReport[], now: Date, width: number, paint: Paint): string {
  const rows = endpoints.map((endpoint) => cells(endpoint, now));
  const gap = width < 80 ? 1 : 2;
  const natural = heads.map((head, column) =>
    rows.reduce(
      (widest, row) => (row[column] ?? []).reduce((most, { text }) => Math.max(most, displayWidth(text)), widest),
      displayWidth(head),
    ),
  );
  const widths = columnWidths(natural, width - gap * (heads.length - 1));
  const laidOut = (cell: Cell, column: number) =>
    cell
      .flatMap(({ text, tone }) => wrapText(text, widths[column] ?? 1).map((line) => (tone === undefined ? line : paint(tone, line))))
      .join('\n');
  const lines = [heads.map((head, column) => laidOut([{ text: head, tone: 'strong' }], column)), ...rows.map((row) => row.map(laidOut))];
  // cli-table3 compares each cell with all before it. Its columns have fixed widths here and its rows no borders, so parts of a table stand under each other as one would.
  const parts = Array.from({ length: Math.ceil(lines.length / rowsAtOnce) }, (_, part) =>
    laidOutRows(lines.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce), widths, gap),
  );
  return withoutTrailingSpace(parts.join('\n'));
}

const rowsAtOnce = 100;

function laidOutRows(rows: readonly string[][], widths: readonly number[], gap: number): string {
  const table = new Table({
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: ' '.repeat(gap),
    },
    // Without these cli-table3 colours heads and borders by itself, into pipes too.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
  });
  table.push(...rows);
  return table.toString();
}

/** Shares out the width: no column gets more than it can use, and the wider ones take what is left in turns. */
function columnWidths(natural: readonly number[], available: number): number[] {
  const widths = natural.map((wish, column) => Math.min(wish, narrowest[column] ?? 1));
  let spare = available - widths.reduce((sum, each) => sum + each, 0);
  while (spare > 0) {
    const wanting = natural.flatMap((wish, column) => (wish > (widths[column] ?? 0) ? [column] : []));
    if (wanting.length === 0) break;
    for (const column of wanting.slice(0, spare)) {
      widths[column] = (widths[column] ?? 0) + 1;
      spare--;
    }
  }
  return widths;
}

function cells(endpoint: EndpointReport, now: Date): readonly Cell[] {
  return [
    endpointCell(endpoint),
    answersCell(endpoint),
    tlsCell(endpoint),
    clientAuthCell(endpoint),
    chainCell(endpoint, now),
    worstCell(endpoint),
  ];
}

const nothing: Cell = [{ text: '-', tone: 'faint' }];

function endpointCell({ target, host, address }: EndpointReport): Cell {
  return [{ text: target }, ...(address === null || address === host ? [] : [{ text: address, tone: 'faint' as const }])];
}

function answersCell(endpoint: EndpointReport): Cell {
  const { reachability, answer, channel, service } = endpoint;
  if (reachability === 'not-attempted') return [{ text: 'not checked', tone: 'medium' }];
  if (reachability !== 'open') return [{ text: reachability, tone: 'high' }];
  const product = [service.product, service.version].filter((word) => word !== null).join(' ');
  const inTheClear = service.security === 'plaintext' ? ', no TLS' : '';
  const what =
    answer === 'tls' || answer === 'http' || answer === 'transport' ? (channel === 'unknown' ? answer : channel) + inTheClear : answer;
  return [{ text: what }, ...(product === '' ? [] : [{ text: product, tone: 'faint' as const }])];
}

function tlsCell({ tls }: EndpointReport): Cell {
  if (tls === null) return nothing;
  const accepted = Object.entries(tls.versions).flatMap(([version, answer]) => (answer === 'accepted' ? [version] : []));
  return (accepted.length === 0 ? [tls.version] : accepted).map((version) => ({
    text: version.replace(/^TLSv/, '').replace(/^1$/, '1.0'),
  }));
}

function clientAuthCell({ clientAuth }: EndpointReport): Cell {
  if (clientAuth === null) return nothing;
  const byVersion = Object.entries(clientAuth.byVersion);
  const modes = new Set(byVersion.map(([, mode]) => mode));
  if (modes.size < 2) return [{ text: byVersion[0]?.[1] ?? clientAuth.mode }];
  return byVersion.map(([version, mode]) => ({ text: `${version.replace(/^TLSv/, '')} ${mode}` }));
}

const dayMs = 86_400_000;

/** The day the first certificate of the chain ends, and what is known of trust and name. */
function chainCell(endpoint: EndpointReport, now: Date): Cell {
  const { chain, hostname } = endpoint;
  if (chain.length === 0) return nothing;
  const ends = Math.min(...chain.map(({ notAfter }) => Date.parse(notAfter)));
  const days = Math.floor((ends - now.getTime()) / dayMs);
  const tone: { readonly tone?: Tone } =
    days < 0 ? { tone: 'critical' } : days <= 7 ? { tone: 'high' } : days <= 30 ? { tone: 'medium' } : {};
  return [
    { text: days < 0 ? 'expired' : 'ends', ...tone },
    { text: new Date(ends).toISOString().replace(/T.*/, ''), ...tone },
    ...trustCell(endpoint),
    ...(hostname.verdict === 'mismatch' ? [{ text: 'wrong name', tone: 'high' as const }] : []),
  ];
}

/** What those decide who connect to the port; nothing where no trust was given. */
function trustCell({ channel, trust, verdicts }: EndpointReport): Cell {
  if (verdicts === 'not-checked') return [];
  switch (trust) {
    case 'trusted':
      return [{ text: 'trusted', tone: 'good' }];
    case 'untrusted':
      return [{ text: 'untrusted', tone: 'high' }];
    case 'not-checked':
      return [{ text: 'trust not checked', tone: 'medium' }];
    case 'peers-differ': {
      const refusing = decidingPeers[channel].filter((peer) => verdicts[peer]?.trusted === false);
      const word = refusing.map((peer) => shortNames[peer]).join(', ');
      return [
        { text: 'peers differ', tone: 'high' },
        { text: `${word} ${refusing.length === 1 ? 'refuses' : 'refuse'}`, tone: 'high' },
      ];
    }
  }
}

const shortNames = { node: 'Kibana', jsse17: 'JDK 17', jsse25: 'JDK 25' } as const;

function worstCell({ reachability, findings, incomplete }: EndpointReport): Cell {
  const [worst, ...others] = worstFirst(findings);
  if (worst === undefined) {
    if (reachability !== 'open') return nothing;
    return incomplete.length > 0 ? [{ text: 'incomplete', tone: 'medium' }] : [{ text: 'none', tone: 'good' }];
  }
  return [{ text: worst.severity + (others.length > 0 ? ` +${others.length}` : ''), tone: worst.severity }, { text: worst.rule }];
}

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function section(endpoint: EndpointReport, note: string | null, width: number, paint: Paint): string {
  const { findings, incomplete, reachability, answer } = endpoint;
  const ordinary = reachability === 'open' && (answer === 'tls' || answer === 'http' || answer === 'transport');
  if (findings.length === 0 && incomplete.length === 0 && ordinary && note === null && endpoint.trustDifference === null) return '';
  const where =
    endpoint.address === null || endpoint.address === endpoint.host ? endpoint.target : `${endpoint.target} (${endpoint.address})`;
  return [
    ...wrapText(where, width).map((line) => paint('strong', line)),
    ...indented(endpoint.status, '  ', width),
    ...(note === null ? [] : indented(note, '  ', width)),
    ...(endpoint.trustDifference === null
      ? []
      : labelled('differ:', endpoint.trustDifference, '  ', width).map((line) => paint('high', line))),
    ...(endpoint.trustRemark === null ? [] : labelled('remark:', endpoint.trustRemark, '  ', width).map((line) => paint('faint', line))),
    ...(endpoint.trustDifference === null && findings.length === 0
      ? []
      : treeLines(endpoint.trustPath, width).map((line) => paint('faint', line))),
    ...worstFirst(findings).flatMap((finding) => findingLines(finding, width, paint)),
    ...incomplete.flatMap((what) => labelled('not told:', what, '  ', width).map((line) => paint('medium', line))),
  ].join('\n');
}

/** A line a certificate: who, until when, and enough of the fingerprints to find it in a log; whole ones are in the JSON. */
function treeLines(path: readonly string[], width: number): readonly string[] {
  return path.map((line) => {
    const short = line.replace(/(SHA-\d+ [0-9a-f]{8})[0-9a-f]+/g, '$1…');
    return `  ${short.length > width - 2 ? `${short.slice(0, width - 5)}...` : short}`;
  });
}

const margin = ' '.repeat(12);

function findingLines(finding: Finding, width: number, paint: Paint): readonly string[] {
  const facts = Object.entries(finding.evidence).map(([key, value]) => `${key}: ${fact(value)}`);
  const [first = '', ...rest] = wrapText(finding.title, width - margin.length);
  return [
    `  ${paint(finding.severity, finding.severity.padEnd(10))}${paint('strong', first)}`,
    ...rest.map((line) => margin + paint('strong', line)),
    ...indented(finding.rule, margin, width).map((line) => paint('faint', line)),
    ...indented(finding.detail, margin, width),
    ...(facts.length === 0 ? [] : labelled('seen:', facts.join('; '), margin, width)),
    ...fixLines(finding.fix.steps, width - margin.length - 8).map((line, index) => margin + (index === 0 ? 'fix:' : '').padEnd(8) + line),
    ...labelled('source:', finding.source, margin, width).map((line) => paint('faint', line)),
  ];
}

/** A fact on one line. Lists of hundreds of names, and fingerprints in full, are for the JSON. */
function fact(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.map(fact).join(', ') : JSON.stringify(value);
  const short = /^[0-9a-f]{40,}$/.test(text) ? `${text.slice(0, 16)}...` : text;
  return short.length > 300 ? `${short.slice(0, 297)}...` : short;
}

/**
 * What could not be judged, once for all endpoints of which it is true. Of an endpoint that was not reached nothing could be judged: its own section says so.
 */
function notJudged(endpoints: readonly EndpointReport[], width: number, paint: Paint): string {
  const reached = endpoints.filter(({ reachability }) => reachability === 'open');
  const placesByPair = new Map<string, { readonly rule: string; readonly because: string; readonly places: string[] }>();
  for (const { target, unknown } of reached) {
    for (const { rule, because } of unknown) {
      const key = JSON.stringify([rule, because]);
      const entry = placesByPair.get(key) ?? { rule, because, places: [] };
      entry.places.push(target);
      placesByPair.set(key, entry);
    }
  }
  const lines = new Map<string, { readonly rules: string[]; readonly because: string; readonly places: readonly string[] }>();
  for (const { rule, because, places } of placesByPair.values()) {
    const key = JSON.stringify([because, places]);
    const line = lines.get(key) ?? { rules: [], because, places };
    line.rules.push(rule);
    lines.set(key, line);
  }
  if (lines.size === 0) return '';
  const where = (places: readonly string[]) =>
    places.length <= 2
      ? places.join(', ')
      : places.length === reached.length
        ? `all ${places.length} endpoints`
        : `${places.length} endpoints`;
  const texts = [...lines.values()].map(({ rules, because, places }) => `${where(places)}: ${rules.join(', ')}: ${because}`);
  return [paint('strong', 'Not judged'), ...texts.flatMap((text) => hanging(text, width)).map((line) => paint('faint', line))].join('\n');
}

/** A list's item: its first line stands out by two cells. */
function hanging(text: string, width: number): readonly string[] {
  return wrapText(text, width - 4).map((line, index) => (index === 0 ? '  ' : '    ') + line);
}

function indented(text: string, indent: string, width: number): readonly string[] {
  return wrapText(text, width - indent.length).map((line) => indent + line);
}

/** A label, and the text beside it: inside a finding eight cells further in, under an endpoint in line with the findings. */
function labelled(label: string, text: string, indent: string, width: number): readonly string[] {
  const column = indent === margin ? 8 : 10;
  const lines = wrapText(text, width - indent.length - column);
  return lines.map((line, index) => indent + (index === 0 ? label : '').padEnd(column) + line);
}

function closing({ summary, partial, startedAt, finishedAt }: Report, leftOut: readonly Severity[], width: number, paint: Paint): string {
  const count = (number: number, one: string, many = one) => `${number} ${number === 1 ? one : many}`;
  const counted = (shown: boolean) =>
    severities
      .filter((severity) => summary[severity] > 0 && leftOut.includes(severity) !== shown)
      .map((severity) => `${summary[severity]} ${severity}`);
  const [found, hidden] = [counted(true), counted(false)];
  const seconds = ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const line = [
    `${partial ? 'PARTIAL, interrupted: ' : ''}${count(summary.endpoints, 'endpoint', 'endpoints')} in ${seconds} s`,
    ...(found.length > 0 ? [found.join(', ')] : hidden.length > 0 ? [] : ['no findings']),
    ...(hidden.length > 0 ? [`${hidden.join(', ')} not shown: --format json has it`] : []),
    ...(summary.unreachable > 0 ? [`${summary.unreachable} unreachable`] : []),
    ...(summary.incomplete > 0 ? [`${summary.incomplete} incomplete`] : []),
  ].join(' · ');
  return wrapText(line, width)
    .map((each) => paint('strong', each))
    .join('\n');
}

function withoutTrailingSpace(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
