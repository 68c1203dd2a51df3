import * as z from 'zod';
import { UsageError } from '../model/usage-error.ts';
import { decodeSavedRun } from '../replay/saved-run.ts';
import { keptRun, keptRunSchemaName } from './history-schema.ts';
import type { KeptRun, SavedJson } from './kept-run.ts';

/** A line of what `history export` writes. */
export function encodeKeptRun(run: KeptRun): string {
  return `${JSON.stringify({ schema: keptRunSchemaName, ...run })}\n`;
}

/**
 * Reads such a line.
 *
 * @param where its file and number, for messages
 * @throws UsageError `history-import` where it is none
 */
export function decodeKeptRun(line: string, where: string): KeptRun {
  const hint = 'give what handclasp history export wrote';
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new UsageError('history-import', `${where}: it is not JSON`, hint, { cause });
  }
  const read = keptRun.safeParse(json);
  if (!read.success) {
    const [first] = read.error.issues;
    const place = first === undefined || first.path.length === 0 ? '' : `${z.core.toDotPath(first.path)}: `;
    throw new UsageError('history-import', `${where}: ${place}${first?.message ?? 'it is not a run'}`, hint);
  }
  const { schema: _, saved, ...run } = read.data;
  // What it says of itself is taken only where it can be judged again.
  decodeSavedRun(JSON.stringify(saved), where);
  return { ...run, saved: saved as unknown as SavedJson };
}
