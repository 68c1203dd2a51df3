/** Lets no more than so many pass in a second, evenly: what was not used is not saved up beyond a tenth of a second. */
export type Pace = {
  /** Resolves when it is the caller's turn, in the order of asking. Rejects with the signal's reason. */
  readonly turn: (signal?: AbortSignal) => Promise<void>;
};

/** No limit. */
export const unpaced: Pace = { turn: () => Promise.resolve() };

const burstSeconds = 0.1;

/** @param perSecond may be a fraction: 0.5 is one in two seconds. */
export function createPace(perSecond: number, clock: () => number = () => performance.now()): Pace {
  const capacity = Math.max(1, perSecond * burstSeconds);
  let tokens = capacity;
  let filledAt = clock();
  let line: Promise<void> = Promise.resolve();

  const refill = () => {
    const now = clock();
    tokens = Math.min(capacity, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  const take = async (signal: AbortSignal | undefined): Promise<void> => {
    refill();
    while (tokens < 1) {
      await sleep(Math.max(1, ((1 - tokens) / perSecond) * 1000), signal);
      refill();
    }
    tokens -= 1;
  };

  return {
    turn: (signal) => {
      const mine = line.then(() => {
        signal?.throwIfAborted();
        return take(signal);
      });
      // Whoever gives up does not hold up those behind.
      line = mine.catch(() => {});
      return mine;
    },
  };
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
