import { createReadStream } from 'node:fs';
import { type Deployment, parseTargets, type Target, type TargetText, UsageError } from '../index.ts';
import { reason } from './read-inputs.ts';
import { pathOfList, targetLines } from './read-targets.ts';
import { standardInput } from './standard-input.ts';

/**
 * The targets of the command line, an argument or what was read of a list at a time, each line's together, so that a list of any length costs no memory. A target
 * that stands twice is asked twice. A line of a list that is no target is told, and the others go on: who finds it in the morning should find the rest done.
 *
 * @throws UsageError for an argument that is no target, and for a list that cannot be read.
 */
export async function* streamTargets(
  words: readonly string[],
  terminal: Parameters<typeof standardInput>[0],
  deployment: Deployment | null,
  onBadLine: (error: UsageError) => void,
): AsyncGenerator<Iterable<readonly Target[]>> {
  for (const word of words) {
    if (word === '-') yield* fromLines(standardInput(terminal, targetLines), { origin: 'standard input', deployment }, onBadLine);
    else if (word.startsWith('@'))
      yield* fromLines(createReadStream(word.slice(1)), { origin: word.slice(1), file: pathOfList(word.slice(1)), deployment }, onBadLine);
    else yield [parseTargets(word, deployment)];
  }
}

/** Where lines come from, and how the stack is run that they are of. */
type List = Pick<TargetText, 'file'> & { readonly origin: string; readonly deployment: Deployment | null };

async function* fromLines(
  input: AsyncIterable<Uint8Array>,
  list: List,
  onBadLine: (error: UsageError) => void,
): AsyncGenerator<Iterable<readonly Target[]>> {
  const place = { ...list, line: 0, withinPem: false };
  for await (const lines of linesOf(readable(input, list.origin))) yield targetsOf(lines, place, onBadLine);
}

/** Each line is read when it is asked for: until then it is bytes. `place` is that of the line before. What is within PEM text is told once, and passed over. */
function* targetsOf(
  lines: Iterable<string>,
  place: List & { line: number; withinPem: boolean },
  onBadLine: (error: UsageError) => void,
): Generator<readonly Target[]> {
  for (const text of lines) {
    place.line += 1;
    if (place.withinPem) {
      place.withinPem = !text.includes('-----END');
      continue;
    }
    place.withinPem = text.includes('-----BEGIN');
    let targets: readonly Target[] = [];
    try {
      const { withinPem: _, deployment, ...from } = place;
      targets = parseTargets([{ text, ...from }], deployment);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      onBadLine(error);
    }
    yield targets;
  }
}

/** The same, with what hinders reading told as the user's affair. */
async function* readable(input: AsyncIterable<Uint8Array>, origin: string): AsyncGenerator<Uint8Array> {
  try {
    yield* input;
  } catch (cause) {
    throw new UsageError(
      'file-unreadable',
      `cannot read the list of targets ${origin}: ${reason(cause)}`,
      'check the path and its permissions',
      {
        cause,
      },
    );
  }
}

/** Lines of UTF-8, whatever ends them, without what does; as many at a time as were read. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Iterable<string>> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of input) {
    const all = Buffer.concat([rest, bytes]);
    // A carriage return at the end may be half of a line's end.
    const end = Math.max(all.lastIndexOf(lineFeed), all.lastIndexOf(carriageReturn, -2)) + 1;
    rest = all.subarray(end);
    if (end > 0) yield cut(all.subarray(0, end));
  }
  if (rest.length > 0) yield cut(rest);
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function* cut(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, from);
    const end = found < 0 ? bytes.length : found;
    const text = bytes.toString('utf8', from, end);
    from = end + 1;
    if (text.includes('\r')) yield* (text.endsWith('\r') ? text.slice(0, -1) : text).split('\r');
    else yield text;
  }
}
