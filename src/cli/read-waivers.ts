import type { WaivedMatter } from '../index.ts';
import type { CommandText } from './commands/command.ts';
import { readEach } from './input-faults.ts';

/** What somebody decided to live with, of all files. @throws InputFaults */
export async function readWaivers(files: readonly string[], commands: readonly CommandText[]): Promise<readonly WaivedMatter[]> {
  if (files.length === 0) return [];
  const { readConfigFile } = await import('./read-config-file.ts');
  return (await readEach('waivers', files, (file) => readConfigFile(file, commands).waivers)).flat();
}
