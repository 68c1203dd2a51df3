import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import {
  type ArchiveContent,
  type ArchiveEntry,
  mostEntries,
  mostInflated,
  mostKept,
  type SkippedEntry,
  type WishFor,
} from './archive-entry.ts';
import { damaged, swelling } from './archive-fault.ts';
import { entryPath } from './entry-path.ts';
import { KeptBytes } from './kept-bytes.ts';

/** A file that holds others, as its own bytes say. */
export type TarForm = 'tar' | 'tar.gz';

/**
 * The entries of a tar file, packed or not, that are wanted. It streams by as a whole, since it has no directory.
 *
 * @throws UsageError where it is cut off, broken, or made to swell
 */
export async function tarContent(file: string, form: TarForm, wishFor: WishFor): Promise<ArchiveContent> {
  const { Parser } = await import('tar');
  const entries: ArchiveEntry[] = [];
  const skipped: SkippedEntry[] = [];
  let [count, room] = [0, mostKept];
  let fault: unknown = null;
  const parser = new Parser({
    // A header that is broken is no reason to look for another one behind it.
    strict: true,
    // Other packings are none that the tools use.
    brotli: false,
    zstd: false,
    onReadEntry: (entry) => {
      count += 1;
      const path = entryPath(entry.path);
      const wish = path === null ? null : wishFor(path);
      const isFile = entry.type === 'File' || entry.type === 'OldFile' || entry.type === 'ContiguousFile';
      if (path === null) {
        if (entry.path !== './' && entry.path !== '/' && entry.path !== '.') skipped.push({ path: entry.path, why: 'outside' });
      } else if (wish !== null && (entry.type === 'SymbolicLink' || entry.type === 'Link')) skipped.push({ path, why: 'link' });
      if (path === null || wish === null || !isFile) {
        entry.resume();
        return;
      }
      if ((wish.longer === 'refuse' && entry.size > wish.most) || Math.min(entry.size, wish.most) > room) {
        skipped.push({ path, why: wish.longer === 'refuse' && entry.size > wish.most ? 'too-large' : 'too-much' });
        entry.resume();
        return;
      }
      const kept = new KeptBytes(wish);
      entry.on('data', (chunk: Buffer) => {
        kept.add(chunk);
      });
      entry.on('end', () => {
        const taken = kept.taken();
        room -= taken.bytes.length;
        entries.push({ path, ...taken });
      });
    },
  });
  parser.on('error', (error: unknown) => {
    fault ??= error;
  });
  let inflated = 0;
  const packed = createReadStream(file);
  const stream = form === 'tar.gz' ? packed.pipe(createGunzip()) : packed;
  packed.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) {
      inflated += (chunk as Buffer).length;
      if (inflated > mostInflated) throw swelling(file, `it unpacks to more than ${mostInflated / 2 ** 30} GiB`);
      if (count > mostEntries) throw swelling(file, `it has more than ${mostEntries} entries, more than any diagnostic`);
      if (!parser.write(chunk as Buffer) && fault === null) await drained(parser);
      if (fault !== null) throw fault;
    }
    await ended(parser);
    if (fault !== null) throw fault;
  } catch (error) {
    if (error instanceof Error && error.name === 'UsageError') throw error;
    throw damaged(file, `it is not a complete ${form} file: ${whatIsWrong(error)}`, error);
  } finally {
    stream.destroy();
    packed.destroy();
  }
  if (count === 0) throw damaged(file, `it is not a ${form} file, or has nothing in it`);
  return { entries, skipped };
}

type Events = { once: (event: string, listener: () => void) => unknown; off?: (event: string, listener: () => void) => unknown };

/** Until it takes more, or has failed. */
function drained(parser: Events): Promise<void> {
  return new Promise((resolve) => {
    parser.once('drain', resolve);
    parser.once('error', resolve);
  });
}

function ended(parser: Events & { end: () => unknown }): Promise<void> {
  return new Promise((resolve) => {
    parser.once('end', resolve);
    parser.once('close', resolve);
    parser.once('error', resolve);
    parser.end();
  });
}

/** By the codes of zlib and tar. */
function whatIsWrong(error: unknown): string {
  const codeIn = (key: 'code' | 'tarCode') =>
    error instanceof Error && key in error ? String((error as Error & Record<string, unknown>)[key]) : '';
  if (codeIn('code') === 'Z_BUF_ERROR' || codeIn('tarCode') === 'TAR_BAD_ARCHIVE') return 'it ends too early';
  if (codeIn('code').startsWith('Z_')) return 'its compressed data is broken';
  return codeIn('tarCode') === 'TAR_ENTRY_INVALID' ? 'the header of an entry is broken' : 'it cannot be read';
}
