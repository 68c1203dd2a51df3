import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { shardLineSchema } from '../model/shard-line.ts';
import { UsageError } from '../model/usage-error.ts';

/** Labels of targets whose every address has a line in the file of an earlier run, and was tried. */
export type DoneTargets = ReadonlySet<string>;

const lineBreak = 0x0a;

/**
 * Reads what an interrupted run had written (`handclasp.endpoint/1`, a line an address), and cuts off what comes after the last whole target: a torn line,
 * or some of a target's addresses without the others. What a limit of the machine that scanned kept from being tried is not done: its lines are taken out, since the run that goes
 * on writes it anew, and so is the line that ends a shard. A file that is not there yet is an empty one.
 *
 * @throws UsageError `resume-unreadable` for a file of another kind, which is left as it is.
 */
export async function resumeFrom(file: string): Promise<DoneTargets> {
  const found = await stat(file).catch(() => null);
  if (found === null) return new Set();
  const done = new Set<string>();
  let wholeUntil = 0;
  let untried = false;
  const kept: Range[] = [];
  for await (const { text, end } of linesOf(file)) {
    const line = readLine(text);
    if (line === null) {
      throw new UsageError(
        'resume-unreadable',
        `${file} is no report that a scan wrote: at byte ${end - text.length - 1}`,
        'give the file that --format ndjson --output wrote, or a new name',
      );
    }
    if (line === 'end') {
      wholeUntil = end;
      continue;
    }
    untried ||= !line.tried;
    if (line.nth < line.of) continue;
    if (!untried) {
      done.add(line.target);
      keep(kept, { from: wholeUntil, to: end });
    }
    untried = false;
    wholeUntil = end;
  }
  const isBeginning = kept.length === 0 || (kept.length === 1 && kept[0]?.from === 0);
  const keptUntil = kept[0]?.to ?? 0;
  if (!isBeginning) await keepOnly(file, kept, found.mode);
  else if (keptUntil < found.size) await truncate(file, keptUntil);
  return done;
}

/** Bytes of a file, up to and without `to`. */
type Range = { readonly from: number; readonly to: number };

/** What adjoins is one range: a file of millions of lines has few. */
function keep(kept: Range[], range: Range): void {
  const last = kept.at(-1);
  if (last?.to === range.from) kept[kept.length - 1] = { from: last.from, to: range.to };
  else kept.push(range);
}

/** Puts a file with these bytes in the place of the file, at one blow: an interruption loses nothing. */
async function keepOnly(file: string, kept: readonly Range[], mode: number): Promise<void> {
  const beside = `${file}.part`;
  try {
    for (const [index, { from, to }] of kept.entries()) {
      await pipeline(
        createReadStream(file, { start: from, end: to - 1 }),
        createWriteStream(beside, { flags: index === 0 ? 'w' : 'a', mode }),
      );
    }
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new UsageError(
      'output-unwritable',
      `cannot write ${beside}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'see that its directory can be written to and has room',
      { cause },
    );
  }
}

/** Whole lines, with the offset behind each one's line break; a last line without one is left out. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly end: number }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(lineBreak); at >= 0; at = bytes.indexOf(lineBreak, from)) {
      yield { text: bytes.toString('utf8', from, at), end: offset + at + 1 };
      from = at + 1;
    }
    rest = bytes.subarray(from);
    offset += from;
  }
}

type Line = { readonly target: string; readonly nth: number; readonly of: number; readonly tried: boolean };

/** `end` for the line that ends a shard. */
function readLine(text: string): Line | 'end' | null {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null || !('schema' in line)) return null;
    if (line.schema === shardLineSchema) return 'end';
    if (line.schema !== 'handclasp.endpoint/1') return null;
    const { target, part, reachability } = line as { target?: unknown; part?: { nth?: unknown; of?: unknown }; reachability?: unknown };
    if (typeof target !== 'string' || typeof part?.nth !== 'number' || typeof part.of !== 'number') return null;
    return { target, nth: part.nth, of: part.of, tried: reachability !== 'not-attempted' };
  } catch {
    return null;
  }
}
