/** A number of places that can shrink to one. */
export type Lanes = {
  readonly width: number;
  /** Places in use. */
  readonly taken: number;
  /** Waits for a place; what it resolves to gives the place back. First come, first served. */
  readonly enter: () => Promise<() => void>;
  /** From now on one at a time. */
  readonly narrow: () => void;
};

export function createLanes(initialWidth: number): Lanes {
  let width = initialWidth;
  let taken = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    taken -= 1;
    admit();
  };
  const admit = () => {
    while (taken < width) {
      const next = waiting.shift();
      if (!next) return;
      taken += 1;
      next();
    }
  };
  return {
    get width() {
      return width;
    },
    get taken() {
      return taken;
    },
    enter: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(leave));
        admit();
      }),
    narrow: () => {
      width = 1;
    },
  };
}
