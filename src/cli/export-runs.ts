import { encodeKeptRun } from '../index.ts';
import { findRun } from './find-run.ts';
import type { Terminal } from './terminal.ts';
import { withHistory } from './with-history.ts';

/** Writes runs to standard output, the first first, a line each. @param words which; all of them where there is none */
export async function exportRuns(file: string, words: readonly string[], terminal: Terminal): Promise<void> {
  await withHistory(file, async (history) => {
    const runs = words.length === 0 ? history.runs().toReversed() : words.map((word) => findRun(history, word));
    for (const run of runs) {
      if (terminal.interrupted.aborted) return;
      const { id: _, ...kept } = history.kept(run);
      await terminal.out(encodeKeptRun(kept));
    }
  });
}
