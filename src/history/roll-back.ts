import type { Database } from './sqlite.ts';

/** Ends a transaction that failed. SQLite may have ended it already. */
export function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // There was none any more.
  }
}
