import type { WaivedMatter } from '../index.ts';
import type { CommandText } from './commands/command.ts';

/** What somebody decided to live with, of all files. @throws UsageError */
export async function readWaivers(files: readonly string[], commands: readonly CommandText[]): Promise<readonly WaivedMatter[]> {
  if (files.length === 0) return [];
  const { readConfigFile } = await import('./read-config-file.ts');
  return files.flatMap((file) => readConfigFile(file, commands).waivers);
}
