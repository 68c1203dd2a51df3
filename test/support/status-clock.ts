import type { StatusClock } from '../../src/cli/status-line.ts';

/** A clock that goes on when it is told to. */
export function fakeClock(): StatusClock & { readonly pass: (ms: number) => void; readonly running: () => number } {
  let now = 0;
  const timers = new Set<{ readonly ms: number; readonly call: () => void; due: number }>();
  return {
    now: () => now,
    every: (ms, call) => {
      const timer = { ms, call, due: now + ms };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass: (ms) => {
      for (const end = now + ms; now < end; ) {
        now = Math.min(end, ...[...timers].map(({ due }) => due));
        for (const timer of timers) {
          if (timer.due > now) continue;
          timer.due += timer.ms;
          timer.call();
        }
      }
    },
    running: () => timers.size,
  };
}
