import { stat } from 'node:fs/promises';
import { type ChangesReport, changesBetween } from '../../index.ts';
import { withHistory } from '../with-history.ts';

/** When the last run of a history ended; null where there is none. @throws UsageError */
export async function lastRunOf(file: string): Promise<Date | null> {
  if ((await stat(file).catch(() => null)) === null) return null;
  return await withHistory(file, (history) => {
    const [last] = history.runs(1);
    return last === undefined ? null : new Date(last.finishedAt);
  });
}

/** What changed in a run since the one before it of the same targets; null where there is none. @throws UsageError */
export async function changesOf(file: string, run: number): Promise<ChangesReport | null> {
  return await withHistory(file, (history) => {
    const to = history.run(run);
    const from = to === null ? null : history.previous(to);
    return to === null || from === null ? null : changesBetween(history, from, to);
  });
}
