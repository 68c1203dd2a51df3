import type { Target } from '../index.ts';

/** So many are remembered: a list of any length is to cost no memory. */
const mostRemembered = 100_000;

type Lists = Iterable<readonly Target[]>;

/** Counts the targets of a stream that stand in it before, among the first hundred thousand. They are asked again: to leave them out all would have to be remembered. */
export class RepeatedTargets {
  count = 0;
  readonly #seen = new Set<string>();

  async *counting(source: AsyncIterable<Lists>): AsyncGenerator<Lists> {
    for await (const lists of source) yield this.#counted(lists);
  }

  *#counted(lists: Lists): Generator<readonly Target[]> {
    for (const targets of lists) {
      for (const { label } of targets) {
        if (this.#seen.has(label)) this.count += 1;
        else if (this.#seen.size < mostRemembered) this.#seen.add(label);
      }
      yield targets;
    }
  }
}
