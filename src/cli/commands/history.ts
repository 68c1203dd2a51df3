import { html, UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import { historyFileOption, pruneOption } from '../options/history.ts';
import { number } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
import { command } from './command.ts';

/** What `history` is to do. `runs` are as written: numbers, days, instants, or `latest`. */
export type HistoryCommandRequest = { readonly file: string } & (
  | { readonly kind: 'list'; readonly last: number | null; readonly outputs: readonly Output[] }
  | { readonly kind: 'show'; readonly run: string; readonly outputs: readonly Output[] }
  | { readonly kind: 'export'; readonly runs: readonly string[] }
  | { readonly kind: 'import'; readonly source: string }
  | { readonly kind: 'prune'; readonly keepMs: number }
);

const actions = ['show', 'export', 'import', 'prune'] as const;

export const history = command({
  name: 'history',
  summary: 'What past runs found: list, show, export, import, prune',
  synopsis: '[show [RUN] | export [RUN..] | import FILE | prune]',
  about: `Lists the runs that scan, matrix and ready kept with --history FILE, the latest first. -o FILE.html writes a page over time: what is wrong now, what ends next, what changed, how many problems there were, and each endpoint's history. A run is named by its number, by a day or an instant (the last run until then), or as latest.

show prints a run as it was judged then. export writes runs to standard output, a line of JSON each, and import takes them from a file, or from - for standard input; what is there already is left out. prune deletes what is older than --keep.`,
  operands: {
    metavariable: 'WHAT',
    help: 'show [RUN], export [RUN..], import FILE, or prune',
    usual: 'the list of runs',
    least: 0,
    most: 'any',
    completes: actions,
  },
  options: {
    ...historyFileOption,
    last: number(
      'last',
      { least: 1, most: 1_000_000 },
      { group: 'Output', common: true, help: 'Number of runs to list', usual: '20; 100 for html' },
    ),
    ...pruneOption,
    ...outputOptions('history'),
  },
  writes: 'history',
  examples: [
    ['history --history tls.db', 'the last 20 runs'],
    ['history --history tls.db -o history.html', 'a page of what is wrong, what ends next, and what changed'],
    ['history show 12 --history tls.db', 'what run 12 found'],
    ['history show 2026-11-30 --history tls.db --format json', 'the last run until the end of that day'],
    ['history export --history tls.db', 'all runs, as NDJSON on standard output'],
    ['history import runs.ndjson --history other.db', 'into another history'],
    ['history prune --keep 90d --history tls.db', 'delete what is older'],
  ],
  request: ({ values: { history: file, last, keep }, operands: [action, ...rest], outputs }): HistoryCommandRequest => {
    if (file === null) throw historyMissing();
    if (keep !== null && action !== 'prune')
      throw new UsageError('arguments', '--keep is for history prune', 'or for scan, matrix and ready, beside --history');
    switch (action) {
      case undefined:
        return { kind: 'list', file, last: last === null ? null : Math.round(last), outputs };
      case 'show':
        refuseMore(rest, 1);
        if (outputs.some(({ format }) => format === html))
          throw new UsageError('arguments', 'history show writes no html', '"handclasp history -o history.html" is a page of all runs');
        return { kind: 'show', file, run: rest[0] ?? 'latest', outputs };
      case 'export':
        return { kind: 'export', file, runs: rest };
      case 'import': {
        refuseMore(rest, 1);
        const [source] = rest;
        if (source === undefined)
          throw new UsageError('arguments', 'history import needs a file', 'name what history export wrote, or - for standard input');
        return { kind: 'import', file, source };
      }
      case 'prune':
        refuseMore(rest, 0);
        if (keep === null) throw new UsageError('arguments', 'history prune needs --keep', 'say how long runs are kept, as in --keep 90d');
        return { kind: 'prune', file, keepMs: keep };
      default:
        throw new UsageError('arguments', `history cannot "${action}"`, `it can ${actions.join(', ')}; alone it lists the runs`);
    }
  },
});

function refuseMore(rest: readonly string[], most: number): void {
  const extra = rest[most];
  if (extra !== undefined)
    throw new UsageError('arguments', `unexpected argument "${extra}"`, '"handclasp history --help" lists what there is');
}

export function historyMissing(): UsageError {
  return new UsageError(
    'arguments',
    'no history was named',
    'name it with --history FILE, or in the file of --config-file; scan --history FILE begins one',
  );
}
