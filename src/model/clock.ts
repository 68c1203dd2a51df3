import { setTimeout as sleep } from 'node:timers/promises';

/** Time, so that a test can tell it. */
export type Clock = {
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
};

export const realClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
  random: Math.random,
};
