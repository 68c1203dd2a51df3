import { open, stat } from 'node:fs/promises';
import { UsageError } from '../model/usage-error.ts';
import type { ArchiveContent, WishFor } from './archive-entry.ts';
import { damaged } from './archive-fault.ts';
import { folderContent } from './folder-content.ts';
import { tarContent } from './tar-content.ts';
import { zipContent } from './zip-content.ts';

/**
 * The entries of an archive (zip, tar, tar.gz) or of the folder that it was unpacked into, as far as they are wanted. Nothing is written to disk; whatever its size, at most what
 * is wanted is kept.
 *
 * @throws UsageError where it cannot be read to its end: then nothing of it was judged
 */
export async function readArchive(file: string, wishFor: WishFor): Promise<ArchiveContent> {
  const kind = await kindOf(file);
  switch (kind) {
    case 'folder':
      return await folderContent(file, wishFor);
    case 'zip':
      return await zipContent(file, wishFor);
    case 'tar':
    case 'tar.gz':
      return await tarContent(file, kind, wishFor);
    case null:
      throw new UsageError(
        'archive-unreadable',
        `${file}: it is neither a zip file nor a tar file`,
        'name the archive that support-diagnostics or eck-diagnostics made, or the folder that it was unpacked into',
      );
  }
}

/** By its first bytes: names are changed on the way. */
async function kindOf(file: string): Promise<'zip' | 'tar' | 'tar.gz' | 'folder' | null> {
  const unreadable = (error: unknown): never => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      'archive-unreadable',
      `cannot read the archive ${file}: ${missing ? 'there is no such file' : 'the system refused'}`,
      'check the path and its permissions',
      { cause: error },
    );
  };
  const found = await stat(file).catch(unreadable);
  if (found.isDirectory()) return 'folder';
  // A named pipe would keep us waiting, and has no end to begin at.
  if (!found.isFile()) throw damaged(file, 'it is not a regular file');
  const handle = await open(file).catch(unreadable);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.length === 0) throw damaged(file, 'it is empty');
    if (
      head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1')) ||
      head.subarray(0, 4).equals(Buffer.from('PK\u0005\u0006', 'latin1'))
    )
      return 'zip';
    if (head[0] === 0x1f && head[1] === 0x8b) return 'tar.gz';
    return head.subarray(257, 262).toString('latin1') === 'ustar' ? 'tar' : null;
  } finally {
    await handle.close();
  }
}
