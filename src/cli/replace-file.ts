import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file that others read at any moment: it is whole at each of them, the old one or the new one. The name that it is written under begins with a dot and has an ending of its own, so
 * that nobody takes it for the file. A link stays one, and what is no regular file, such as a pipe, is written as it is.
 *
 * @throws the error of the system; then the old file is as it was
 */
export async function replaceFile(file: string, pieces: Iterable<string>): Promise<void> {
  const found = await stat(file).catch(() => null);
  const target = found === null ? file : await realpath(file);
  if (found !== null && !found.isFile()) return await write(target, 'w', null, pieces);
  const partial = join(dirname(target), `.${basename(target)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
  try {
    await write(partial, 'wx', found === null ? null : found.mode & 0o777, pieces);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function write(file: string, flags: 'w' | 'wx', mode: number | null, pieces: Iterable<string>): Promise<void> {
  const handle = await open(file, flags);
  try {
    if (mode !== null) await handle.chmod(mode);
    for (const text of pieces) await handle.writeFile(text);
    if (flags === 'wx') await handle.sync();
  } finally {
    await handle.close();
  }
}
