/** One of several parts of a list of targets, which one process each scans. */
export type Shard = {
  /** From 0. */
  readonly index: number;
  /** How many there are. */
  readonly of: number;
};

/** What a scan of a shard says of itself, so that the parts can be put together. */
export type ShardReport = Shard & {
  /** Targets of this shard. */
  readonly targets: number;
  /** Targets of all shards together, as this one read them. */
  readonly allTargets: number;
  /** What decides the results: options by their names, files by the digest of what was read of them. */
  readonly options: ShardOptions;
};

export type ShardOptions = Readonly<Record<string, string | number | boolean | null>>;

/** Of `merge`: what the report was made of. */
export type MergedReport = {
  readonly of: number;
  /** Indexes of the shards of which there was no part. */
  readonly missing: readonly number[];
};

/**
 * Which of so many shards a host belongs to: always the same, on every machine and whatever other targets there are, so that a list that grows moves no host, and all ports of a host
 * are asked by one process.
 */
export function shardOf(host: string, of: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(host.toLowerCase())) hash = Math.imul(hash ^ byte, 0x01000193);
  // FNV-1a leaves the lowest bits of names that differ in their last character in a pattern; this is the end of MurmurHash3.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % of;
}

/** Whether a host belongs to the shard. */
export function isOfShard({ host }: { readonly host: string }, { index, of }: Shard): boolean {
  return shardOf(host, of) === index;
}

/** As `--shard` has it. */
export function shardText({ index, of }: Shard): string {
  return `${index}/${of}`;
}
