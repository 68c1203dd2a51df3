import type { Change, ChangesReport } from '../../../model/change.ts';
import { groupBy } from '../../../model/group-by.ts';
import type { PastRun } from '../../../model/past-run.ts';
import { atLeast, type Severity } from '../../../model/severity.ts';
import { type Paint, painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { closingLine } from '../closing-line.ts';
import { counted, severityCounts } from '../counted.ts';
import { indented, labelled } from '../paragraph.ts';
import { plainView, type TextView } from '../text-view.ts';
import { verdictLine } from '../verdict-line.ts';
import { utcText } from './utc-text.ts';

export type ChangesTextOptions = Pick<TextView, 'width' | 'colour'> & Partial<Pick<TextView, 'failOn' | 'exit'>>;

/** What changed between two runs, for people: the worst first, and places with the same change together. */
export function renderChanges(given: ChangesReport, options: ChangesTextOptions): string {
  const { width, colour, failOn, exit } = { ...plainView, ...options };
  const look = { width, paint: painter(colour) };
  const { changes, from, to, endpoints } = printableData(given);
  const groups = [...groupBy(changes, ({ severity, message }) => `${severity} ${message}`).values()];
  const parts = [
    verdictLine(verdictOf(changes, from, failOn), look),
    ...groups.map((group) => changeLines(group, look)),
    [
      ...closingLine(
        [
          `${runText(to)} against ${runText(from)}`,
          from.partial || to.partial ? 'PARTIAL, interrupted' : null,
          `${counted(endpoints.compared, 'endpoint')} in both`,
          `${counted(endpoints.compared - Math.min(endpoints.changed, endpoints.compared), 'endpoint')} unchanged`,
          exit === null ? null : `exit ${exit}`,
        ],
        look,
      ),
    ],
  ];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function verdictOf(changes: readonly Change[], from: PastRun, failOn: Severity | 'never'): Parameters<typeof verdictLine>[0] {
  const since = `since run ${from.id} (${utcText(from.startedAt)} UTC)`;
  if (changes.length === 0) return { word: 'OK', tone: 'good', text: `Nothing changed ${since}` };
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of changes) counts[severity] += 1;
  const text = `${counted(changes.length, 'change')} ${since}: ${severityCounts(counts)}`;
  const [worst] = changes;
  if (failOn !== 'never' && worst !== undefined && atLeast(worst.severity, failOn)) return { word: 'FAIL', tone: worst.severity, text };
  return worst !== undefined && atLeast(worst.severity, 'medium')
    ? { word: 'WARN', tone: 'medium', text }
    : { word: 'OK', tone: 'good', text };
}

/** Cells of the widest severity, and two behind it. */
const margin = 10;
/** How many places are named. */
const mostPlaces = 6;

function changeLines(group: readonly Change[], { width, paint }: { readonly width: number; readonly paint: Paint }): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { severity, message } = first;
  const places = group.map(placeOf).filter((place) => place !== '');
  const more = places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : '';
  return [
    ...labelled(severity.toUpperCase(), message, margin, width).map((line, index) =>
      index === 0 ? paint(severity, line.slice(0, severity.length)) + line.slice(severity.length) : line,
    ),
    ...(places.length === 0 ? [] : indented(`${places.slice(0, mostPlaces).join(', ')}${more}`, margin, width)),
  ];
}

/** As reports name it, with its address where that is no part of the name. */
function placeOf({ target, address }: Change): string {
  return address === null || target.includes(address) ? target : `${target} (${address})`;
}

function runText({ id, startedAt }: PastRun): string {
  return `run ${id} (${utcText(startedAt)} UTC)`;
}
