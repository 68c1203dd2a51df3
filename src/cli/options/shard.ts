import { type Shard, UsageError } from '../../index.ts';
import { text, type Values } from './option.ts';

const most = 10_000;
export const shardOption = {
  shard: text('shard', 'I/N', {
    group: 'Targets',
    asks: true,
    help: 'Scan one of N parts of the targets, I from 0 to N-1',
    detail: 'a host and its ports always belong to the same part; handclasp merge makes one report of all parts',
  }),
};

function shardOfText(value: string): Shard {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(value) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (index === undefined || shard.of < 1 || shard.of > most)
    throw new UsageError('arguments', `--shard cannot be "${value}"`, `it is I/N, as in 0/8, with at most ${most} parts`);
  if (shard.index >= shard.of)
    throw new UsageError(
      'arguments',
      `--shard cannot be "${value}"`,
      `parts are counted from 0: ${shard.of === 1 ? 'the only one of one is 0/1' : `of ${shard.of} parts, the last is ${shard.of - 1}/${shard.of}`}`,
    );
  return shard;
}

/** The part that was asked for; null for all targets. What takes all of them does not go with a part. @throws UsageError */
export function shardOf(
  values: Values<typeof shardOption> & Readonly<Record<'lab' | 'discover', boolean> & Record<'replay' | 'baseline', string | null>>,
): Shard | null {
  if (values.shard === null) return null;
  const other = (['lab', 'discover', 'replay', 'baseline'] as const).find((key) => values[key] !== null && values[key] !== false);
  if (other === undefined) return shardOfText(values.shard);
  const why = {
    lab: 'the lab is scanned whole',
    discover: 'nodes that are found belong to no part: name all targets',
    replay: 'replay the saved run of each part as it is',
    baseline: 'compare what handclasp merge writes: give it to the next scan as --baseline',
  };
  throw new UsageError('arguments', `--shard and --${other} do not go together`, why[other]);
}
