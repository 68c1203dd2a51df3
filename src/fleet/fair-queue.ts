/** Takes turns between groups, so that a long run of one network does not keep the others waiting. */
export type FairQueue<T> = {
  /** Items that wait. */
  readonly size: number;
  readonly put: (group: string, item: T) => void;
  /** The next item of the next group that has a place left; undefined where none has. The place is taken until `done`. */
  readonly take: () => { readonly group: string; readonly item: T } | undefined;
  readonly done: (group: string) => void;
};

/** @param maxPerGroup items of one group in work at once */
export function createFairQueue<T>(maxPerGroup: number): FairQueue<T> {
  /** Groups with waiting items, in the order of their turns. */
  const waiting = new Map<string, Line<T>>();
  const working = new Map<string, number>();
  let size = 0;

  return {
    get size() {
      return size;
    },
    put: (group, item) => {
      const line = waiting.get(group);
      if (line) line.items.push(item);
      else waiting.set(group, { items: [item], at: 0 });
      size += 1;
    },
    take: () => {
      for (const [group, line] of waiting) {
        const busy = working.get(group) ?? 0;
        if (busy >= maxPerGroup) continue;
        const item = line.items[line.at] as T;
        // Whoever was taken is not held on to: the rest of its group may be long.
        line.items[line.at] = undefined;
        line.at += 1;
        size -= 1;
        // The group goes to the end of the round, where it is if it is alone, or away when nothing of it waits.
        const waits = line.at < line.items.length;
        if (!waits || waiting.size > 1) waiting.delete(group);
        if (waits) waiting.set(group, compact(line));
        working.set(group, busy + 1);
        return { group, item };
      }
      return undefined;
    },
    done: (group) => {
      const busy = (working.get(group) ?? 0) - 1;
      if (busy > 0) working.set(group, busy);
      else working.delete(group);
    },
  };
}

/** Items from `at` on wait. */
type Line<T> = { readonly items: (T | undefined)[]; at: number };

/** Lets go of the places of items that were taken, now and then. */
function compact<T>(line: Line<T>): Line<T> {
  if (line.at < 1024) return line;
  return { items: line.items.slice(line.at), at: 0 };
}
