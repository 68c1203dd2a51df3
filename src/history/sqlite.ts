import { UsageError } from '../model/usage-error.ts';

/** What SQLite takes and gives. */
export type SqlValue = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** As much of `node:sqlite` as a history needs; `@photostructure/sqlite` has the same. */
export type Database = {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => {
    readonly run: (...values: readonly SqlValue[]) => { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
    readonly get: (...values: readonly SqlValue[]) => Row | undefined;
    readonly all: (...values: readonly SqlValue[]) => readonly Row[];
  };
  readonly close: () => void;
};

type Sqlite = {
  readonly DatabaseSync: new (file: string | URL, options: { readonly readOnly: boolean; readonly timeout: number }) => Database;
};

/**
 * Opens a database. What Node brings comes first; Node 20 brings nothing, and takes the package.
 *
 * @param timeoutMs how long to wait for another process that writes
 * @throws UsageError `sqlite-missing`, and whatever SQLite throws
 */
export async function openDatabase(
  file: string | URL,
  { readOnly, timeoutMs }: { readonly readOnly: boolean; readonly timeoutMs: number },
) {
  const { DatabaseSync } = builtIn() ?? (await packaged());
  return new DatabaseSync(file, { readOnly, timeout: timeoutMs });
}

function builtIn(): Sqlite | null {
  // Node 22 says on standard error that it is experimental, which is nothing that an operator could do anything about.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return (process.getBuiltinModule('node:sqlite') as Sqlite | undefined) ?? null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function packaged(): Promise<Sqlite> {
  try {
    return (await import('@photostructure/sqlite')) as unknown as Sqlite;
  } catch (cause) {
    throw new UsageError(
      'sqlite-missing',
      `Node.js ${process.versions.node} has no SQLite, which a history needs`,
      'use Node.js 22.13 or later, or install the package beside handclasp: npm install @photostructure/sqlite@1.2.1',
      { cause },
    );
  }
}

/** The first row of what is asked once. */
export function firstRow(database: Database, sql: string): Row | undefined {
  return database.prepare(sql).get();
}

/** Why SQLite refused, as far as it makes a difference. */
export type SqlFault = 'busy' | 'full' | 'damaged' | 'not-a-database' | 'read-only' | 'unopenable' | 'io' | 'other';

/** By the primary result code, with the text of each (https://sqlite.org/rescode.html, `sqlite3_errstr`). */
const faults: readonly (readonly [code: number, text: string, fault: SqlFault])[] = [
  [5, 'database is locked', 'busy'],
  [6, 'database table is locked', 'busy'],
  [8, 'attempt to write a readonly database', 'read-only'],
  [10, 'disk I/O error', 'io'],
  [11, 'database disk image is malformed', 'damaged'],
  [13, 'database or disk is full', 'full'],
  [14, 'unable to open database file', 'unopenable'],
  [26, 'file is not a database', 'not-a-database'],
];

/** Null for what is no error of SQLite. */
export function sqlFault(error: unknown): SqlFault | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return null;
  // Errors of statements have no number in the package.
  const key = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : error.message;
  return faults.find((known) => known.some((one) => one === key))?.[2] ?? 'other';
}

/** Damage that SQLite does not see. */
export function damage(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode: 11 });
}
