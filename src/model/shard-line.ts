import type { ShardReport } from './shard.ts';

/** The schema of the line that ends the NDJSON of a shard. */
export const shardLineSchema = 'handclasp.shard/1';

/** What ends the lines of a shard: without it the scan did not come to its end. It says whose part this is, even where the shard has no target and so no other line. */
export type ShardLine = {
  readonly schema: typeof shardLineSchema;
  readonly tool: { readonly name: 'handclasp'; readonly version: string };
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly partial: boolean;
  readonly shard: ShardReport;
};

/** The line, with its line break. */
export function shardLine(line: Omit<ShardLine, 'schema' | 'tool'>, version: string): Uint8Array {
  const { startedAt, finishedAt, partial, shard } = line;
  const whole: ShardLine = { schema: shardLineSchema, tool: { name: 'handclasp', version }, startedAt, finishedAt, partial, shard };
  return Buffer.from(`${JSON.stringify(whole)}\n`);
}
