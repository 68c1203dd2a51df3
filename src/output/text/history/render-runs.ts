import { numberText } from '../../../model/days-left.ts';
import type { ListedRun } from '../../../model/past-run.ts';
import { painter } from '../../paint.ts';
import { printableData } from '../../printable.ts';
import { type Column, columnLines } from '../columns.ts';
import { counted } from '../counted.ts';
import type { TextView } from '../text-view.ts';
import { utcText } from './utc-text.ts';

/** The runs of a history, a line each. */
export function renderRuns(given: readonly ListedRun[], { width, colour }: Pick<TextView, 'width' | 'colour'>): string {
  const paint = painter(colour);
  const runs = printableData(given);
  if (runs.length === 0) return 'No run is kept here yet.\n';
  const { lines } = columnLines(columns, runs, { width, leavesOut: true, paint });
  return `${[...lines, '', `${counted(runs.length, 'run')} shown, the latest first. handclasp diff shows what changed.`].join('\n')}\n`;
}

function count(head: string, dispensable: number | null, of: (run: ListedRun) => number): Column<ListedRun> {
  return { head, cell: (run) => ({ text: of(run) === 0 ? '-' : numberText(of(run)) }), least: 3, cut: 'end', dispensable };
}

const columns: readonly Column<ListedRun>[] = [
  { head: 'RUN', cell: ({ id }) => ({ text: String(id), tone: 'strong' }), least: 3, cut: 'end', dispensable: null },
  { head: 'STARTED (UTC)', cell: ({ startedAt }) => ({ text: utcText(startedAt) }), least: 10, cut: 'end', dispensable: null },
  {
    head: 'COMMAND',
    cell: ({ command, partial }) => ({ text: partial ? `${command}, interrupted` : command }),
    least: 5,
    cut: 'end',
    dispensable: 2,
  },
  count('ENDPOINTS', 3, ({ summary }) => summary.endpoints),
  count('CRIT', null, ({ summary }) => summary.critical),
  count('HIGH', null, ({ summary }) => summary.high),
  count('MED', 4, ({ summary }) => summary.medium),
  count('NOT CHECKED', 1, ({ summary }) => summary.incomplete),
  {
    head: 'CHANGED',
    cell: ({ changed }) => ({ text: changed === null ? '' : changed === 0 ? '-' : counted(changed, 'endpoint') }),
    least: 3,
    cut: 'end',
    dispensable: null,
  },
];
