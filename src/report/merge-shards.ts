import type { Report } from '../model/report.ts';
import { type MergedReport, type ShardOptions, type ShardReport, shardText } from '../model/shard.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { summaryOf } from './summary-of.ts';

/** What is known of a part before its endpoints are put beside those of the others. */
export type ShardPart = {
  /** For messages. */
  readonly file: string;
  /** Of the handclasp that wrote it. */
  readonly version: string;
  readonly shard: ShardReport;
};

/**
 * Which shards there is no part of. Parts belong together where one release of handclasp made them, by the same options, of one list.
 *
 * @throws UsageError `parts-differ` for parts that do not belong together, and for two of one shard.
 */
export function missingShards(parts: readonly ShardPart[]): MergedReport {
  const [first] = parts;
  if (first === undefined) throw new RangeError('no parts');
  const { of } = first.shard;
  const byIndex = new Map<number, ShardPart>();
  for (const part of parts) {
    refuseOther(part, first);
    const twin = byIndex.get(part.shard.index);
    if (twin !== undefined) {
      throw differ(
        `shard ${shardText(part.shard)} stands twice: in ${twin.file} and in ${part.file}`,
        'leave one of them out: that of the run that counts',
      );
    }
    byIndex.set(part.shard.index, part);
  }
  const missing = Array.from({ length: of }, (_, index) => index).filter((index) => !byIndex.has(index));
  const known = parts.reduce((sum, { shard }) => sum + shard.targets, 0);
  if (known > first.shard.allTargets || (missing.length === 0 && known !== first.shard.allTargets)) {
    throw differ(
      `the parts have ${known} targets together, and their list has ${first.shard.allTargets}`,
      'the list changed between the runs: scan all shards of one list',
    );
  }
  return { of, missing };
}

function refuseOther({ file, version, shard }: ShardPart, first: ShardPart): void {
  if (version !== toolVersion) {
    throw differ(
      `${file} was written by handclasp ${version}, and this is ${toolVersion}`,
      `merge with handclasp ${version}, or scan again with ${toolVersion}`,
    );
  }
  if (shard.of !== first.shard.of) {
    throw differ(`${file} is shard ${shardText(shard)}, and ${first.file} is ${shardText(first.shard)}`, 'merge the parts of one scan');
  }
  if (shard.allTargets !== first.shard.allTargets) {
    throw differ(
      `${file} is of a list of ${shard.allTargets} targets, and ${first.file} of one of ${first.shard.allTargets}`,
      'scan all shards of one list',
    );
  }
  const option = otherOption(shard.options, first.shard.options);
  if (option !== null) {
    throw differ(
      `${file} was scanned with ${valueText(option, shard.options)}, and ${first.file} with ${valueText(option, first.shard.options)}`,
      'scan all shards with the same options',
    );
  }
}

function otherOption(a: ShardOptions, b: ShardOptions): string | null {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].find((name) => a[name] !== b[name]) ?? null;
}

function valueText(option: string, options: ShardOptions): string {
  const value = options[option] ?? null;
  if (value === null || value === false) return `no --${option}`;
  if (value === true) return `--${option}`;
  return typeof value === 'string' && value.startsWith('sha256:')
    ? `--${option} of ${value.slice(0, 'sha256:'.length + 12)}`
    : `--${option} ${value}`;
}

function differ(message: string, hint: string): UsageError {
  return new UsageError('parts-differ', message, hint);
}

/** One report of the reports of shards, which belong together. What takes all endpoints at once to tell, as the calendar does, is not in it. */
export function mergeShards(reports: readonly Report[], merged: MergedReport): Report {
  const inOrder = [...reports].sort((a, b) => (a.shard?.index ?? 0) - (b.shard?.index ?? 0));
  const endpoints = inOrder.flatMap((report) => report.endpoints);
  const { startedAt, finishedAt, partial } = spanOf(inOrder, merged);
  return {
    schema: 'handclasp.report/1',
    tool: { name: 'handclasp', version: toolVersion },
    startedAt,
    finishedAt,
    partial,
    endpoints,
    merged,
    summary: summaryOf(endpoints),
  };
}

/** When the first of several runs began, when the last ended, and whether all that was to be done was done. */
export function spanOf(
  parts: readonly { readonly startedAt: string; readonly finishedAt: string; readonly partial: boolean }[],
  { missing }: MergedReport,
): { readonly startedAt: string; readonly finishedAt: string; readonly partial: boolean } {
  const [startedAt = ''] = parts.map((part) => part.startedAt).sort();
  const finishedAt =
    parts
      .map((part) => part.finishedAt)
      .sort()
      .at(-1) ?? '';
  return { startedAt, finishedAt, partial: missing.length > 0 || parts.some(({ partial }) => partial) };
}
