import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { decodeKeptRun, openHistory } from '../index.ts';
import { counted } from './counted.ts';
import { readInput } from './read-inputs.ts';
import { standardInput } from './standard-input.ts';
import type { Terminal } from './terminal.ts';
import { closingHistory, tellSetAside } from './with-history.ts';

/** Run by run, so that memory holds one at a time. What is there already is left out: whoever imports the same again adds what was missing. */
export async function importRuns(file: string, source: string, terminal: Terminal): Promise<void> {
  if (source !== '-') await readInput(source, 'the runs');
  const name = source === '-' ? 'standard input' : source;
  const input = source === '-' ? Readable.from(standardInput(terminal, 'what history export wrote')) : createReadStream(source);
  await closingHistory(await openHistory(file, { onSetAside: tellSetAside(terminal) }), async (history) => {
    let [number, added, known] = [0, 0, 0];
    try {
      for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
        number += 1;
        if (line.trim() === '') continue;
        if (history.add(decodeKeptRun(line, `${name}:${number}`)) === null) known += 1;
        else added += 1;
      }
    } catch (error) {
      if (added > 0) terminal.err(`handclasp: ${counted(added, 'run')} before line ${number} imported\n`);
      throw error;
    }
    await terminal.out(`${counted(added, 'run')} imported${known === 0 ? '' : `, ${known} known already`}.\n`);
  });
}
