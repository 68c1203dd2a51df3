import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download, installDistribution } from './distribution.ts';
import { stateFolder } from './state-folder.ts';
import { unzip } from './unzip.ts';

/** What the grammars of both languages are run by, in 8.19 and 9.x. */
const antlr = 'org.antlr:antlr4-runtime:4.13.1:jar';

/** Gives the distribution of a release the module that reads KQL, which the one from Maven comes without. Before a node of it starts. */
export async function installKql(version: string): Promise<void> {
  const module = join(await installDistribution('elasticsearch', version, () => {}), 'modules', 'x-pack-kql');
  await whole(module, async (folder) => {
    const jar = await download(`org.elasticsearch.plugin:x-pack-kql:${version}:jar`, folder, () => {});
    await download(antlr, folder, () => {});
    const unpacked = join(folder, 'unpacked');
    await mkdir(unpacked);
    await unzip(jar, unpacked);
    const descriptor = 'plugin-descriptor.properties';
    await copyFile(join(unpacked, 'META-INF', 'es-plugins', 'x-pack-kql', descriptor), join(folder, descriptor));
    await rm(unpacked, { recursive: true });
  });
}

/** The class path of a release's grammar of ES|QL. What runs such a query is not published. */
export async function esqlClassPath(version: string): Promise<string> {
  const home = await installDistribution('elasticsearch', version, () => {});
  const jars = join(stateFolder(), 'distributions', `esql-${version}`);
  await whole(jars, async (folder) => {
    await download(`org.elasticsearch.plugin:x-pack-esql:${version}:jar`, folder, () => {});
    await download(antlr, folder, () => {});
  });
  return [join(jars, '*'), join(home, 'lib', '*')].join(':');
}

/** Makes a folder that is never half there. */
async function whole(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  const folder = await mkdtemp(join(stateFolder(), 'distributions', '.partial-'));
  try {
    await fill(folder);
    // Another user runs what is in it.
    await chmod(folder, 0o755);
    await rename(folder, path).catch((error: unknown) => {
      // Another process may have been faster.
      if (!existsSync(path)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
