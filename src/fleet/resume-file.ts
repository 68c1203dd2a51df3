import { createReadStream } from 'node:fs';
import { stat, truncate } from 'node:fs/promises';
import { UsageError } from '../model/usage-error.ts';

/** Labels of targets whose every address has a line in the file of an earlier run. */
export type DoneTargets = ReadonlySet<string>;

const lineBreak = 0x0a;

/**
 * Reads what an interrupted run had written (`handclasp.endpoint/1`, a line an address), and cuts off what comes after the last whole target: a torn line,
 * or some of a target's addresses without the others. A file that is not there yet is an empty one.
 *
 * @throws UsageError `resume-unreadable` for a file of another kind, which is left as it is.
 */
export async function resumeFrom(file: string): Promise<DoneTargets> {
  const found = await stat(file).catch(() => null);
  if (found === null) return new Set();
  const done = new Set<string>();
  let wholeUntil = 0;
  for await (const { text, end } of linesOf(file)) {
    const line = readLine(text);
    if (line === null) {
      throw new UsageError(
        'resume-unreadable',
        `${file} is no report that a scan wrote: at byte ${end - text.length - 1}`,
        'give the file that --format ndjson --output wrote, or a new name',
      );
    }
    if (line.nth < line.of) continue;
    done.add(line.target);
    wholeUntil = end;
  }
  if (wholeUntil < found.size) await truncate(file, wholeUntil);
  return done;
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

function readLine(text: string): { readonly target: string; readonly nth: number; readonly of: number } | null {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null || !('schema' in line) || line.schema !== 'handclasp.endpoint/1') return null;
    const { target, part } = line as { target?: unknown; part?: { nth?: unknown; of?: unknown } };
    if (typeof target !== 'string' || typeof part?.nth !== 'number' || typeof part.of !== 'number') return null;
    return { target, nth: part.nth, of: part.of };
  } catch {
    return null;
  }
}
