import { type History, type PastRun, UsageError } from '../index.ts';

/**
 * The run that a word names: its number, `latest`, or a day or an instant, of which the last run until then is meant.
 *
 * @throws UsageError `no-run`
 */
export function findRun(history: History, word: string): PastRun {
  const found = lookUp(history, word);
  if (found !== null) return found;
  const [latest] = history.runs(1);
  throw new UsageError(
    'no-run',
    latest === undefined ? `${history.file} has no run yet` : `${history.file} has no run ${word}`,
    latest === undefined
      ? 'keep one: handclasp scan --history FILE'
      : `the latest is ${latest.id}; "handclasp history --history FILE" lists them`,
  );
}

function lookUp(history: History, word: string): PastRun | null {
  if (word === 'latest') return history.runs(1)[0] ?? null;
  if (/^\d{1,15}$/.test(word)) return history.run(Number(word));
  const isDay = /^\d{4}-\d\d-\d\d$/.test(word);
  const at = Date.parse(word);
  if (!Number.isNaN(at) && /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(word))
    return history.lastBefore(new Date(at + (isDay ? 86_400_000 : 1)));
  throw new UsageError(
    'arguments',
    `"${word}" names no run`,
    'a run is its number, latest, a day such as 2026-11-30, or an instant such as 2026-11-30T02:00:00Z',
  );
}
