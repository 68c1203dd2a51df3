import { explainedFault, type History, printable, readHistory } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** Looks into a history, and closes it. @throws UsageError */
export async function withHistory<T>(file: string, look: (history: History) => T | Promise<T>): Promise<T> {
  return await closingHistory(await readHistory(file), look);
}

/** Works with a history, and closes it; what SQLite throws is explained. @throws UsageError */
export async function closingHistory<T>(history: History, work: (history: History) => T | Promise<T>): Promise<T> {
  try {
    return await work(history);
  } catch (error) {
    throw await explainedFault(error, history.file);
  } finally {
    history.close();
  }
}

/** Says where a damaged history was put. */
export function tellSetAside(terminal: Pick<Terminal, 'err'>) {
  return (file: string, aside: string): void => {
    terminal.err(`handclasp: ${printable(file)} is damaged: it is now ${printable(aside)}, and a new history is begun\n`);
  };
}
