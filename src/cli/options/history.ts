import { duration, file, type Option, type Values } from './option.ts';

/** `--keep`. @param help what it does in that command */
function keepOption(help: string): Option<number | null> {
  return duration(
    'keep',
    { units: ['d', 'w'], bare: null, least: '1d', most: '5200w' },
    { group: 'Files', help, detail: 'in days or weeks, as in 90d or 52w; without it, every run is kept' },
  );
}

/** To keep what a run saw and found. */
export const historyOptions = {
  history: file('history', {
    group: 'Files',
    asks: true,
    help: 'Keep the run in this history, for history and diff',
    detail: 'an SQLite file that only you can read; begun where there is none',
  }),
  keep: { ...keepOption('How long the history keeps runs'), asks: true },
};

export type HistoryRequest = Values<typeof historyOptions>;

/** To look into a history. */
export const historyFileOption = {
  history: file('history', { group: 'Files', common: true, help: 'The history to look into', detail: 'what scan --history FILE keeps' }),
};

/** To delete what is old. */
export const pruneOption = { keep: keepOption('Of prune: how long runs are kept') };
