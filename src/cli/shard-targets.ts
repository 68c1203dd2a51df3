import { isOfShard, type Shard, type Target } from '../index.ts';

type Lists = Iterable<readonly Target[]>;

/** The targets of a stream that belong to a shard, counted beside all of them. */
export class ShardTargets {
  targets = 0;
  allTargets = 0;
  readonly #shard: Shard;

  constructor(shard: Shard) {
    this.#shard = shard;
  }

  async *of(source: AsyncIterable<Lists>): AsyncGenerator<Lists> {
    for await (const lists of source) yield this.#of(lists);
  }

  *#of(lists: Lists): Generator<readonly Target[]> {
    for (const all of lists) {
      const own = all.filter((target) => isOfShard(target, this.#shard));
      this.allTargets += all.length;
      this.targets += own.length;
      yield own;
    }
  }
}
