import type { EndpointReport, Report } from '../../model/report.ts';
import { printable, printableData } from '../printable.ts';
import { calendarSection, nextLines } from './calendar/calendar-lines.ts';
import { closingLine, secondsText } from './closing-line.ts';
import { counted, severityCounts } from './counted.ts';
import { endpointRows } from './endpoint-rows.ts';
import { isReached } from './endpoint-state.ts';
import { endpointSummary, stateMargin } from './endpoint-summary.ts';
import { notCheckedLines } from './not-checked-lines.ts';
import { hanging, indented } from './paragraph.ts';
import { countedSeverities } from './problem.ts';
import { fixHint, problemSection } from './problem-section.ts';
import { type ScanScene, scanScene } from './scan-scene.ts';
import { scanVerdict } from './scan-verdict.ts';
import { plainView, type TextView } from './text-view.ts';
import { tlsFoundLines } from './tls-found.ts';
import { unreachableLines, whyNothing } from './unreachable-lines.ts';
import { verdictLine } from './verdict-line.ts';

/** What is told by default, but for what is given. */
export type ScanTextOptions = Pick<TextView, 'width' | 'colour'> &
  Partial<TextView> & {
    /** A text of the caller's own under an endpoint, for those who ask for details. */
    readonly note?: (endpoint: EndpointReport) => string | null;
    /** A line of the caller's own before the last. */
    readonly footer?: string;
  };

/** Endpoints that have a row each where details are not asked for. A wide terminal has room to tell something in each. */
const mostRows = { narrow: 10, wide: 40 } as const;
const wide = 100;

/**
 * The report of a scan for people: what it comes to, the problems with what was seen and what ends them, and a line on what was checked. The rest is told to who asks for it.
 * Nothing in it that came from a peer can steer the terminal.
 */
export function renderScan(report: Report, { note, footer, ...asked }: ScanTextOptions): string {
  const scene = scanScene(printableData(report), { ...plainView, ...asked });
  const notes = new Map(note === undefined ? [] : report.endpoints.map((endpoint) => [endpoint.target, note(endpoint)] as const));
  const [only] = scene.endpoints;
  const single = scene.endpoints.length === 1 ? only : undefined;
  const rows = single === undefined ? rowLines(scene) : noRows;
  const parts = [
    single === undefined ? verdictLine(scanVerdict(scene.endpoints, report, scene.view), scene) : singleLines(scene, single),
    [...rows.lines, ...leftOutLines(rows, scene)],
    ...problemSection(scene.reported, { ...scene, namesSubjects: single === undefined }),
    scene.view.details && single === undefined ? detailLines(scene, (endpoint) => notes.get(endpoint.target) ?? null) : [],
    scene.view.details || scene.view.verbose ? notCheckedLines(scene.endpoints, report.unknown ?? [], scene) : [],
    calendarSection(report.calendar, scene.view, scene),
    [
      ...(single === undefined ? endLines(scene) : []),
      ...(footer === undefined ? [] : indented(printable(footer), 0, scene.width)),
      ...closingLines(scene, single),
    ],
  ].filter((part) => part.length > 0);
  return `${joined(parts, single !== undefined && parts.length === 2).join('\n')}\n`;
}

/** With an empty line between parts; what is healthy needs none. */
function joined(parts: readonly (readonly string[])[], dense: boolean): readonly string[] {
  return parts.flatMap((part, index) => (index === 0 || dense ? part : ['', ...part]));
}

function singleLines(scene: ScanScene, endpoint: EndpointReport): readonly string[] {
  return [
    ...endpointSummary(endpoint, { ...scene, label: scene.labelOf(endpoint), state: scanVerdict([endpoint], scene.report, scene.view) }),
    ...trustLines(endpoint, scene),
    ...tlsOf(endpoint, scene),
  ];
}

/** How verdicts of peers differ; for who asks for everything, how they come about. */
function trustLines(endpoint: EndpointReport, { width, view, paint }: ScanScene): readonly string[] {
  const { trustDifference, trustRemark, trustPath, status, tls } = endpoint;
  const lines = (text: string | null) => (text === null ? [] : indented(text, stateMargin, width));
  const path = trustPath.flatMap((line) => hanging(shortHashes(line), { first: stateMargin, rest: stateMargin + 4 }, width));
  return [
    ...lines(trustDifference).map((line) => paint('high', line)),
    ...(isWhole(view) ? [...lines(tls === null ? null : status), ...lines(trustRemark), ...path] : []).map((line) => paint('faint', line)),
  ];
}

function isWhole({ details, show }: TextView): boolean {
  return details && show.includes('all');
}

/** Enough of a fingerprint to find it in a log; whole ones are in the JSON. */
function shortHashes(line: string): string {
  return line.replace(/\b([0-9a-f]{16})[0-9a-f]{16,}/g, '$1…');
}

/** What the depth asked for beyond the usual. */
function tlsOf(endpoint: EndpointReport, { width, view, paint }: ScanScene): readonly string[] {
  const isFull = endpoint.tls?.groups !== undefined;
  if (!isFull && !isWhole(view)) return [];
  return tlsFoundLines(endpoint, { margin: stateMargin, width }).map((line) => paint('faint', line));
}

/** Rows of endpoints, and the heads of the columns that they do not have. */
type Rows = { readonly lines: readonly string[]; readonly leftOut: readonly string[] };

const noRows: Rows = { lines: [], leftOut: [] };

/** Where the screen has no room for a column, it says how to see what stands in it. */
function leftOutLines({ leftOut }: Rows, { view, width }: ScanScene): readonly string[] {
  return leftOut.length === 0 || isWhole(view) ? [] : indented(`Not shown: ${leftOut.join(', ')} (--details --show all)`, 0, width);
}

function rowLines(scene: ScanScene): Rows {
  const { endpoints, width, view } = scene;
  const answering = endpoints.filter((endpoint) => isReached(endpoint) && whyNothing(endpoint) === null);
  const most = view.details ? Number.POSITIVE_INFINITY : width >= wide ? mostRows.wide : mostRows.narrow;
  return answering.length > 0 && answering.length <= most ? endpointRows(answering, scene) : noRows;
}

/** What is to be said of single endpoints beyond their rows; of all, for who asks for everything. */
function detailLines(scene: ScanScene, noteOf: (endpoint: EndpointReport) => string | null): readonly string[] {
  const { width, labelOf, view } = scene;
  return scene.endpoints.filter(isReached).flatMap((endpoint) => {
    const note = isWhole(view) ? noteOf(endpoint) : null;
    const more = [
      ...trustLines(endpoint, scene),
      ...tlsOf(endpoint, scene),
      ...(note === null ? [] : indented(printable(note), stateMargin, width)),
    ];
    return more.length === 0 && !isWhole(view) ? [] : [...endpointSummary(endpoint, { ...scene, label: labelOf(endpoint) }), ...more];
  });
}

function endLines(scene: ScanScene): readonly string[] {
  const { endpoints, view, reported, notes, width } = scene;
  return [
    ...(notes === null || notes.areDefaults ? [] : indented(notes.text, 0, width)),
    ...fixHint(reported, view, width),
    ...nextLines(scene.report.calendar, scene),
    ...unreachableLines(endpoints, { ...scene, whole: view.details || view.show.some((word) => word === 'all' || word === 'unreachable') }),
  ];
}

function closingLines(scene: ScanScene, single: EndpointReport | undefined): readonly string[] {
  const { report, endpoints, notes, view, reported } = scene;
  const reached = endpoints.filter(isReached);
  const cut = reached.filter(({ incomplete }) => incomplete.length > 0).length;
  const found = severityCounts(report.summary, countedSeverities(reported, view));
  const withoutTrust = reached.some(({ verdicts, chain }) => verdicts === 'not-checked' && chain.length > 0);
  const noteText =
    notes === null || (single === undefined && !notes.areDefaults)
      ? null
      : notes.areDefaults
        ? notes.text
        : `${counted(notes.count, 'minor note')} (--show all)`;
  return closingLine(
    [
      report.partial ? 'PARTIAL, interrupted' : null,
      found === ''
        ? reached.length === 0
          ? 'Nothing was checked'
          : report.baseline === undefined
            ? 'No problems'
            : 'No new problems'
        : found,
      noteText,
      single === undefined ? `${counted(endpoints.length, 'endpoint')} in ${secondsText(report)}` : secondsText(report),
      cut > 0 ? `${single === undefined ? `${cut} ` : ''}not fully checked${view.verbose || view.details ? '' : ' (--verbose)'}` : null,
      withoutTrust && single === undefined ? 'trust not checked (--ca FILE)' : null,
      view.exit === null ? null : `exit ${view.exit}`,
    ],
    scene,
  );
}
