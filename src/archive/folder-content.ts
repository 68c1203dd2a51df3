import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type ArchiveContent, type ArchiveEntry, mostEntries, mostKept, type SkippedEntry, type WishFor } from './archive-entry.ts';
import { damaged, swelling } from './archive-fault.ts';
import { KeptBytes } from './kept-bytes.ts';

/** The files under a folder that are wanted, as an archive that was unpacked has them. Links are not followed. @throws UsageError */
export async function folderContent(folder: string, wishFor: WishFor): Promise<ArchiveContent> {
  const entries: ArchiveEntry[] = [];
  const skipped: SkippedEntry[] = [];
  let [count, room] = [0, mostKept];
  const waiting = [folder];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const found = await readdir(here, { withFileTypes: true }).catch((error: unknown) => {
      throw damaged(folder, `${here === folder ? 'it' : relative(folder, here)} cannot be listed`, error);
    });
    for (const one of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      count += 1;
      if (count > mostEntries) throw swelling(folder, `it has more than ${mostEntries} files, more than any diagnostic`);
      const whole = join(here, one.name);
      const path = relative(folder, whole).split(sep).join('/');
      if (one.isDirectory()) {
        waiting.push(whole);
        continue;
      }
      const wish = wishFor(path);
      if (wish === null) continue;
      if (one.isSymbolicLink()) skipped.push({ path, why: 'link' });
      if (!one.isFile()) continue;
      const kept = new KeptBytes(wish);
      let tooLarge = false;
      try {
        for await (const chunk of createReadStream(whole)) {
          if (kept.add(chunk as Buffer)) continue;
          tooLarge = true;
          break;
        }
      } catch (error) {
        throw damaged(folder, `${path} cannot be read`, error);
      }
      if (tooLarge || kept.size > room) {
        skipped.push({ path, why: tooLarge ? 'too-large' : 'too-much' });
        continue;
      }
      const taken = kept.taken();
      room -= taken.bytes.length;
      entries.push({ path, ...taken });
    }
  }
  return { entries, skipped };
}
