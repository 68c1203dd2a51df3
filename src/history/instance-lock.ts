import { open } from 'node:fs/promises';
import { UsageError } from '../model/usage-error.ts';
import { explainedFault } from './open-history.ts';
import { type Database, openDatabase, sqlFault } from './sqlite.ts';

/** The right to write to a history by a schedule, which one process has at a time. */
export type InstanceLock = { readonly release: () => void };

/**
 * Takes it, by a lock of the system on a file beside the history: it goes with the process, however that ends.
 *
 * @throws UsageError `history-in-use` where another process has it; `history-unwritable`, `sqlite-missing`
 */
export async function lockInstance(history: string): Promise<InstanceLock> {
  const file = `${history}-watch`;
  try {
    await (await open(file, 'a', 0o600)).close();
    const database = await openDatabase(file, { readOnly: false, timeoutMs: 0 });
    try {
      take(database);
      return { release: () => database.close() };
    } catch (error) {
      database.close();
      if (sqlFault(error) !== 'busy') throw error;
      const owner = await ownerIn(file);
      throw new UsageError(
        'history-in-use',
        `another handclasp watch${owner === null ? '' : ` (process ${owner})`} keeps its runs in ${history}`,
        'stop it first, or give this one a history of its own',
        { cause: error },
      );
    }
  } catch (error) {
    throw await explainedFault(error, history);
  }
}

/** Whoever finds the lock taken reads there who has it. */
function take(database: Database): void {
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF');
  database.exec(`PRAGMA user_version = ${process.pid}`);
  database.exec('BEGIN EXCLUSIVE');
}

/** `user_version` of the file's header: 4 octets at 60 (https://sqlite.org/fileformat2.html). */
async function ownerIn(file: string): Promise<number | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 60);
    return bytesRead === 4 ? buffer.readInt32BE(0) : null;
  } finally {
    await handle.close();
  }
}
