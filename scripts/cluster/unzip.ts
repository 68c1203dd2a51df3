import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Unpacks a zip (APPNOTE 6.3, without zip64 and encryption) and keeps what makes a file executable, which is why Node does it: neither `unzip` nor a full JDK is on
 * every machine. Everything becomes readable by all, since another user runs it.
 *
 * Throws Error on a broken archive and on an entry that would land outside the folder.
 */
export async function unzip(archive: string, folder: string): Promise<void> {
  const zip = await readFile(archive);
  const root = resolve(folder);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw new Error(`${archive} is not a zip file`);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error(`${archive} has a broken directory`);
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const mode = zip.readUInt32LE(at + 38) >>> 16;
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);

    const path = resolve(root, name);
    if (path !== root && !path.startsWith(root + sep)) throw new Error(`${archive} has an entry outside its folder: ${name}`);
    if (name.endsWith('/')) {
      await mkdir(path, { recursive: true });
      continue;
    }
    // The local header has lengths of its own; the directory's may differ.
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(from, from + size);
    if (method !== 0 && method !== 8) throw new Error(`${archive} packs ${name} by method ${method}`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, method === 0 ? data : inflateRawSync(data));
    await chmod(path, (mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

/** The only folder at the top of an unpacked archive, or the folder itself. */
export function topFolder(folder: string, names: readonly string[]): string {
  const [only] = names;
  return names.length === 1 && only !== undefined ? join(folder, only) : folder;
}
