import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import {
  type ArchiveContent,
  type ArchiveEntry,
  mostEntries,
  mostInflated,
  mostKept,
  type SkippedEntry,
  type WishFor,
} from './archive-entry.ts';
import { damaged, encrypted, swelling } from './archive-fault.ts';
import { entryPath } from './entry-path.ts';
import { KeptBytes } from './kept-bytes.ts';

/**
 * The entries of a zip file that are wanted. Its directory stands at the end, so that whatever is not wanted is neither read nor unpacked.
 *
 * @throws UsageError where it is cut off, broken, encrypted, or made to swell
 */
export async function zipContent(file: string, wishFor: WishFor): Promise<ArchiveContent> {
  const { openPromise } = await import('yauzl');
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { autoClose: false, decodeStrings: false });
  } catch (error) {
    throw damaged(file, 'it is not a complete zip file: its directory, at the end, cannot be read', error);
  }
  try {
    return await readAll(zip, file, wishFor);
  } finally {
    zip.close();
  }
}

async function readAll(zip: ZipFile, file: string, wishFor: WishFor): Promise<ArchiveContent> {
  if (zip.entryCount > mostEntries) throw swelling(file, `it has ${zip.entryCount} entries, more than any diagnostic`);
  const entries: ArchiveEntry[] = [];
  const skipped: SkippedEntry[] = [];
  const wanted: { readonly path: string; readonly entry: Entry }[] = [];
  await eachEntry(zip, file, (entry) => {
    const name = Buffer.from(entry.fileNameRaw).toString('utf8');
    const path = entryPath(name);
    if (path === null) {
      skipped.push({ path: name, why: 'outside' });
      return;
    }
    if (/[/\\]$/.test(name) || wishFor(path) === null) return;
    // The upper half of the attributes is the mode of a file where the archive was made on Unix.
    if (entry.versionMadeBy >>> 8 === 3 && entry.externalFileAttributes >>> 28 === 0xa) skipped.push({ path, why: 'link' });
    else wanted.push({ path, entry });
  });
  let [room, inflated] = [mostKept, 0];
  for (const { path, entry } of wanted) {
    const wish = wishFor(path);
    if (wish === null) continue;
    if (entry.isEncrypted()) throw encrypted(file, path);
    if (wish.longer === 'refuse' && entry.uncompressedSize > wish.most) {
      skipped.push({ path, why: 'too-large' });
      continue;
    }
    if (Math.min(entry.uncompressedSize, wish.most) > room) {
      skipped.push({ path, why: 'too-much' });
      continue;
    }
    inflated += entry.uncompressedSize;
    if (inflated > mostInflated) throw swelling(file, `it unpacks to more than ${mostInflated / 2 ** 30} GiB`);
    const kept = new KeptBytes(wish);
    let crc = 0;
    try {
      // Fails where it has more or fewer octets than the directory says.
      const stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        crc = crc32(chunk as Uint8Array, crc);
        kept.add(chunk as Uint8Array);
      }
    } catch (error) {
      throw damaged(file, `${path} cannot be read: it is not what the directory of the archive says`, error);
    }
    if (crc !== entry.crc32) throw damaged(file, `${path} is damaged: its checksum is wrong`);
    const taken = kept.taken();
    room -= taken.bytes.length;
    entries.push({ path, ...taken });
  }
  return { entries, skipped };
}

async function eachEntry(zip: ZipFile, file: string, take: (entry: Entry) => void): Promise<void> {
  try {
    for await (const entry of zip.eachEntry()) take(entry);
  } catch (error) {
    throw damaged(file, 'its directory is broken', error);
  }
}
