import { performance } from 'node:perf_hooks';
import { createIdleProcessors } from './idle-processors.ts';
import type { Thread } from './scan-thread.ts';

/** How often in a row a look must find that one more thread would have something to do. */
const growAfterLooks = 4;
/** A thread of which less of the time is left over has more to do than it can. */
const busyFrom = 0.9;
/** Of a processor: a new thread that finds less takes it from those at work, or from what is scanned where that is the same machine. */
const spareFrom = 0.6;

/** Looks, again and again, whether one more thread would pay: all are busy, a processor is idle, and targets wait. */
export function createGrowthWatch(): (threads: readonly Thread[], targetsWait: boolean) => boolean {
  const idleProcessors = createIdleProcessors();
  let looksInARow = 0;
  return (threads, targetsWait) => {
    const spare = idleProcessors();
    // Each is asked, since each look begins a new time to judge by.
    const busy = threads.map((thread) => {
      const until = thread.worker.performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(until, thread.usedUntil);
      thread.usedUntil = until;
      return utilization >= busyFrom;
    });
    looksInARow = busy.every(Boolean) && spare >= spareFrom && targetsWait ? looksInARow + 1 : 0;
    const pays = looksInARow >= growAfterLooks;
    if (pays) looksInARow = 0;
    return pays;
  };
}
