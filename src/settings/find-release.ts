import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Setup } from '../model/setup.ts';

/**
 * The release that a configuration directory is read by, from the installation that it belongs to: the one that it lies in, as an archive has it, or where packages put it.
 * Null where there is none to be seen. Never throws.
 */
export async function findRelease(product: Setup['product'], directory: string): Promise<string | null> {
  const above = resolve(directory, '..');
  const homes = resolve(directory) === `/etc/${product}` ? [`/usr/share/${product}`, above] : [above];
  for (const home of homes) {
    const release = product === 'elasticsearch' ? await ofElasticsearch(home) : await ofKibana(home);
    if (release !== null) return release;
  }
  return null;
}

async function ofElasticsearch(home: string): Promise<string | null> {
  const names = await readdir(join(home, 'lib')).catch(() => []);
  return names.map((name) => /^elasticsearch-(\d+\.\d+\.\d+)\.jar$/.exec(name)?.[1]).find((release) => release !== undefined) ?? null;
}

async function ofKibana(home: string): Promise<string | null> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return null;
    const { name, version } = manifest as { readonly name?: unknown; readonly version?: unknown };
    return name === 'kibana' && typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version) ? version : null;
  } catch {
    return null;
  }
}
