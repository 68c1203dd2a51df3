import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { localLimitOf } from '../model/local-limit.ts';
import type { FileFault, FileUnread } from '../model/reasons/file-fault.ts';

/** A file as far as it could be had. */
export type OpenedFile = {
  readonly bytes: Uint8Array | null;
  /** Why there are no bytes; null where there are. */
  readonly fault: FileFault | null;
  readonly mode: number | null;
  readonly size: number | null;
  readonly modifiedAt: Date | null;
  /** Where it really is, symbolic links followed; null where that could not be told. */
  readonly realPath: string | null;
};

/** A file of another machine, or of a container. */
export const elsewhere: OpenedFile = { bytes: null, fault: 'elsewhere', mode: null, size: null, modifiedAt: null, realPath: null };

/** Reads a whole file that may be missing, forbidden, no file at all, or too large to be read. Never throws. */
export async function openFile(path: string, largest: number): Promise<OpenedFile> {
  const nothing = { bytes: null, mode: null, size: null, modifiedAt: null, realPath: null };
  // Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => error);
  if (handle === null || typeof handle !== 'object' || !('stat' in handle)) return { ...nothing, fault: fileFaultOf(handle) };
  const file = handle as Awaited<ReturnType<typeof open>>;
  try {
    const stat = await file.stat();
    const known = { mode: stat.mode & 0o7777, size: stat.size, modifiedAt: stat.mtime, realPath: await realpath(path).catch(() => null) };
    if (stat.isDirectory()) return { ...nothing, ...known, fault: 'directory' };
    if (!stat.isFile()) return { ...nothing, ...known, fault: 'not-a-file' };
    if (stat.size > largest) return { ...nothing, ...known, fault: 'too-large' };
    return { ...known, bytes: new Uint8Array(await file.readFile()), fault: null };
  } catch (error) {
    return { ...nothing, fault: fileFaultOf(error) };
  } finally {
    await file.close();
  }
}

/** What an error of the file system says. */
export function fileFaultOf(error: unknown): 'missing' | 'denied' | 'exhausted' | 'failed' {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  return localLimitOf(error) === null ? 'failed' : 'exhausted';
}

/** Why there is nothing of a file, for reports. */
export function fileUnread(file: string, { fault, size }: OpenedFile): FileUnread {
  return { code: 'file-unread', file, fault, size };
}
