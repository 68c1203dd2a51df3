import { stat } from 'node:fs/promises';
import { renderTimeline, type Timeline, timelineOf } from '../../index.ts';
import type { Terminal } from '../terminal.ts';
import { withHistory } from '../with-history.ts';

/**
 * The page of the metrics port: what the history tells now. It is read anew after each run, and no more often than that.
 *
 * @param isHealthy whether runs come to their ends when they are due
 */
export function statusPage(file: string, isHealthy: () => boolean, { mask }: Pick<Terminal, 'mask'>): () => Promise<string> {
  let known: { readonly run: number; readonly timeline: Timeline } | null = null;
  return async () => {
    const at = new Date();
    const timeline = await timelineNow(at);
    return mask.text(renderTimeline({ ...timeline, at: at.toISOString() }, { overdue: !isHealthy() }));
  };

  async function timelineNow(at: Date): Promise<Timeline> {
    // The first run begins it.
    if ((await stat(file).catch(() => null)) === null) return { at: at.toISOString(), series: [], endpoints: [], changes: [] };
    return await withHistory(file, (history) => {
      const run = history.runs(1)[0]?.id ?? 0;
      known = known?.run === run ? known : { run, timeline: timelineOf(history, { at }) };
      return known.timeline;
    });
  }
}
