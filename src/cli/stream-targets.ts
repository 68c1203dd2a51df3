import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parseTargets } from '../model/parse-targets.ts';
import type { Target } from '../model/target.ts';
import { UsageError } from '../model/usage-error.ts';
import { reason } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/**
 * The targets of the command line, one after the other, so that a list of any length costs no memory. A target that stands twice is asked twice.
 *
 * @throws UsageError at the line that is no target.
 */
export async function* streamTargets(words: readonly string[], terminal: Pick<Terminal, 'stdin'>): AsyncGenerator<Target> {
  for (const word of words) {
    if (word === '-') yield* fromLines(Readable.from(terminal.stdin(), { objectMode: false }), 'standard input');
    else if (word.startsWith('@')) yield* fromLines(createReadStream(word.slice(1)), word.slice(1));
    else yield* parseTargets(word);
  }
}

async function* fromLines(input: Readable, origin: string): AsyncGenerator<Target> {
  const failed = new Promise<never>((_, reject) => {
    input.once('error', (cause) => {
      reject(
        new UsageError(
          'file-unreadable',
          `cannot read the list of targets ${origin}: ${reason(cause)}`,
          'check the path and its permissions',
          { cause },
        ),
      );
    });
  });
  // Heard below, or too late to matter.
  failed.catch(() => {});
  let number = 0;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (;;) {
    const { value: line, done } = await Promise.race([lines.next(), failed]);
    if (done) return;
    number += 1;
    yield* parseTargets([{ text: line, origin, line: number }]);
  }
}
