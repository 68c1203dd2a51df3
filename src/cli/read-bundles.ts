import { type Bundle, readBundle } from '../index.ts';
import { refuseMaterial } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/** Reads the archives that the command line names, one after the other, so that one at a time takes memory. @throws UsageError */
export async function readBundles(files: readonly string[], terminal: Terminal): Promise<readonly Bundle[]> {
  const bundles: Bundle[] = [];
  for (const file of files) {
    refuseMaterial(file, 'the archive');
    bundles.push(await readBundle(file, (secret) => terminal.mask.add(secret)));
  }
  return bundles;
}
