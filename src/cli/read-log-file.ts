import { type LogReading, readLog } from '../index.ts';
import { readInput } from './read-inputs.ts';
import { wholeStandardInput } from './standard-input.ts';
import type { Terminal } from './terminal.ts';

/** Reads a log from a file, or from standard input where that is `-`; null where none is named. */
export async function readLogFile(file: string | null, terminal: Terminal): Promise<LogReading | null> {
  if (file === null) return null;
  const bytes = file === '-' ? await wholeStandardInput(terminal, 'lines of the log') : await readInput(file, 'the log');
  return readLog(new TextDecoder().decode(bytes));
}
