import { constants } from 'node:fs';
import { access, chmod, copyFile, link, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../model/usage-error.ts';
import { History } from './history.ts';
import { applicationId, migrations } from './migrations.ts';
import { rollBack } from './roll-back.ts';
import { type Database, damage, firstRow, openDatabase, sqlFault } from './sqlite.ts';

/** How long one process waits for another that writes, by default. */
const waitMs = 10_000;

export type HistoryOptions = {
  /** Told where a damaged file was put, and that a new one was begun. */
  readonly onSetAside?: (file: string, aside: string) => void;
  /** How long to wait for another process that writes. */
  readonly timeoutMs?: number;
};

/**
 * Opens a history to add to it, and begins one where there is none: readable and writable by its owner alone. One that is damaged is set aside under another name.
 *
 * @throws UsageError `history-newer`, `history-foreign`, `history-unwritable`, `sqlite-missing`
 */
export async function openHistory(file: string, { onSetAside, timeoutMs = waitMs }: HistoryOptions = {}): Promise<History> {
  await refuseNetwork(file);
  const begin = async () => {
    await createPrivately(file);
    return await openAndCheck(file, timeoutMs);
  };
  try {
    if ((await contentOf(file)) === 'zeros') await setAside(file, onSetAside);
    return await begin();
  } catch (error) {
    const fault = sqlFault(error);
    // It begins as a database does, and goes on otherwise.
    if (fault !== 'damaged' && fault !== 'not-a-database') throw await explainedFault(error, file);
    await setAside(file, onSetAside);
    try {
      return await begin();
    } catch (again) {
      throw await explainedFault(again, file);
    }
  }
}

/**
 * Opens a history to look into it. Nothing is written, and nothing is set aside.
 *
 * @throws UsageError `history-missing`, `history-damaged`, `history-newer`, `history-foreign`, `sqlite-missing`
 */
export async function readHistory(file: string): Promise<History> {
  try {
    if ((await contentOf(file)) === 'nothing')
      throw new UsageError('history-missing', `there is no history ${file}`, 'start one: handclasp scan --history FILE');
    const database = await openForReading(file);
    try {
      refuseOthers(database, file);
      return new History(database, file);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw await explainedFault(error, file);
  }
}

async function openForReading(file: string): Promise<Database> {
  const database = await openDatabase(file, { readOnly: true, timeoutMs: waitMs });
  try {
    firstRow(database, 'SELECT count(*) FROM sqlite_master');
    return database;
  } catch (error) {
    database.close();
    if (sqlFault(error) !== 'unopenable' && sqlFault(error) !== 'read-only') throw error;
    // In a folder where nothing may be written there is no place for what readers and writers share; then nobody writes either.
    const url = pathToFileURL(file);
    url.searchParams.set('immutable', '1');
    return await openDatabase(url, { readOnly: true, timeoutMs: waitMs });
  }
}

async function openAndCheck(file: string, timeoutMs: number): Promise<History> {
  const database = await openDatabase(file, { readOnly: false, timeoutMs });
  try {
    refuseOthers(database, file);
    // Before the first table: what deleted runs leave is given back.
    if (pragma(database, 'user_version') === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    await untilFree(timeoutMs, () => database.exec('PRAGMA journal_mode = WAL'));
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    migrate(database, file);
    const verdict = Object.values(firstRow(database, 'PRAGMA quick_check(1)') ?? {})[0];
    if (verdict !== 'ok') throw damage(`quick_check: ${verdict}`);
    return new History(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The change to the journal does not wait for others by itself. */
async function untilFree(timeoutMs: number, change: () => void): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return change();
    } catch (error) {
      if (sqlFault(error) !== 'busy' || Date.now() > until) throw error;
      await setTimeout(20);
    }
  }
}

function migrate(database: Database, file: string): void {
  if (pragma(database, 'user_version') === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been faster.
    refuseOthers(database, file);
    for (const [index, step] of migrations.entries()) if (index >= pragma(database, 'user_version')) database.exec(step);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** @throws UsageError `history-newer`, `history-foreign`: what is not ours to change is left alone */
function refuseOthers(database: Database, file: string): void {
  const version = pragma(database, 'user_version');
  const owner = pragma(database, 'application_id');
  const isEmpty = firstRow(database, 'SELECT count(*) AS n FROM sqlite_master')?.n === 0;
  if (isEmpty && owner === 0) return;
  if (owner !== applicationId)
    throw new UsageError('history-foreign', `${file} is a database of another program`, 'name another file; this one was left as it is');
  if (version > migrations.length)
    throw new UsageError(
      'history-newer',
      `${file} is from a newer release of handclasp (version ${version}; this release knows version ${migrations.length})`,
      'use that release, or name another file; this one was left as it is',
    );
}

function pragma(database: Database, name: string): number {
  return Number(Object.values(firstRow(database, `PRAGMA ${name}`) ?? {})[0]);
}

/** @throws UsageError `history-foreign` where it is neither a database nor what is left of one */
async function contentOf(file: string): Promise<'nothing' | 'database' | 'zeros'> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return 'nothing';
  try {
    const start = Buffer.alloc(16);
    const { bytesRead } = await handle.read(start, 0, 16, 0);
    if (bytesRead === 0) return 'nothing';
    if (start.toString('latin1') === 'SQLite format 3\0') return 'database';
    if (bytesRead === 16 && start.every((byte) => byte === 0)) return 'zeros';
    throw new UsageError('history-foreign', `${file} is neither a history nor a database`, 'name another file; this one was left as it is');
  } finally {
    await handle.close();
  }
}

async function createPrivately(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    // Whatever the umask says.
    await chmod(file, 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Renames a file and what stands beside it, to a name that nobody has. */
async function setAside(file: string, onSetAside: HistoryOptions['onSetAside']): Promise<void> {
  const time = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  for (let attempt = 0; ; attempt++) {
    const aside = `${file}.damaged-${time}${attempt === 0 ? '' : `-${attempt}`}`;
    try {
      await moveToNew(file, aside);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'EEXIST') continue;
      // Another process has set it aside.
      if (code === 'ENOENT') return;
      throw error;
    }
    for (const part of ['-wal', '-shm']) await rename(`${file}${part}`, `${aside}${part}`).catch(() => {});
    onSetAside?.(file, aside);
    return;
  }
}

/** Never over a file that is there, as `rename` would. */
async function moveToNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST' || code === 'ENOENT') throw error;
    // A file system without hard links.
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
  await rm(from);
}

/** File systems whose locks SQLite cannot rely on, by `f_type` of statfs(2): NFS, SMB, CIFS, SMB2, Ceph, AFS. */
const networkTypes: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x00c36400, 0x5346414f]);

/** @throws UsageError `history-unwritable` */
async function refuseNetwork(file: string): Promise<void> {
  const found = await statfs(dirname(file)).catch(() => null);
  if (found !== null && isNetworkType(found.type))
    throw new UsageError(
      'history-unwritable',
      `${file} is on a network file system, whose locks SQLite cannot rely on`,
      'keep the history on a local disk; handclasp history export writes a copy that can be anywhere',
    );
}

export function isNetworkType(type: number): boolean {
  return networkTypes.has(type >>> 0);
}

/** What went wrong, as the operator has to know it. Errors of others stay as they are. */
export async function explainedFault(error: unknown, file: string): Promise<unknown> {
  if (error instanceof UsageError) return error;
  switch (sqlFault(error)) {
    case 'busy':
      return unwritable(file, 'another process has been writing to it for too long', 'try again when it is done', error);
    case 'full':
      return unwritable(
        file,
        'the disk is full; what was in it before is whole',
        'make room, or keep fewer runs: handclasp history prune --keep 90d',
        error,
      );
    case 'io':
      return unwritable(file, 'the disk does not take it; what was in it before is whole', 'look at the disk and at its free space', error);
    case 'read-only':
      return unwritable(file, 'it may not be written to', 'check its owner and its permissions', error);
    case 'damaged':
    case 'not-a-database':
      return new UsageError(
        'history-damaged',
        `${file} is damaged, and was left as it is`,
        'the next scan --history sets it aside and begins a new one; a copy made by handclasp history export can be imported',
        { cause: error },
      );
    case 'unopenable':
      return unwritable(file, await whyUnopenable(file), 'name a file in a directory that you may write to', error);
    case 'other':
      return error;
    case null:
      return systemFault(error) === null
        ? error
        : unwritable(file, systemFault(error) ?? '', 'name a file that you may read and write', error);
  }
}

function unwritable(file: string, why: string, hint: string, cause: unknown): UsageError {
  return new UsageError('history-unwritable', `cannot use the history ${file}: ${why}`, hint, { cause });
}

function systemFault(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  const texts: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    ENOENT: 'there is no such directory',
    EISDIR: 'it is a directory',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  };
  return texts[String(error.code)] ?? String(error.code);
}

async function whyUnopenable(file: string): Promise<string> {
  const folder = dirname(file);
  if ((await stat(file).catch(() => null))?.isDirectory() === true) return 'it is a directory';
  if ((await stat(folder).catch(() => null)) === null) return `there is no directory ${folder}`;
  return await access(folder, constants.W_OK).then(
    () => 'it cannot be opened',
    () => `${folder} may not be written to`,
  );
}
