import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Product } from './cluster-options.ts';
import { stateFolder } from './state-folder.ts';
import { topFolder, unzip } from './unzip.ts';

const run = promisify(execFile);
const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';

/** What is being installed in this process, so that two clusters that start together install it once. */
const installing = new Map<string, Promise<string>>();

/**
 * The folder of an unpacked distribution, fetched through Maven as the machine has it configured. Elasticsearch comes with X-Pack security, OpenSearch with the security
 * plugin. Their licences allow running them; nothing of them belongs into this repository or its package.
 */
export async function installDistribution(product: Product, version: string, log: (line: string) => void): Promise<string> {
  const home = join(stateFolder(), 'distributions', `${product}-${version}`);
  if (existsSync(home)) return home;
  const started = installing.get(home) ?? install(product, version, home, log);
  installing.set(home, started);
  try {
    return await started;
  } finally {
    installing.delete(home);
  }
}

/** Whether Maven can be asked. */
export async function hasMaven(): Promise<boolean> {
  try {
    await run('mvn', ['--version']);
    return true;
  } catch {
    return false;
  }
}

async function install(product: Product, version: string, home: string, log: (line: string) => void): Promise<string> {
  const folder = await mkdtemp(join(stateFolder(), 'distributions', '.partial-'));
  try {
    const unpacked = join(folder, 'unpacked');
    await mkdir(unpacked);
    await unzip(await download(`org.${product}.distribution.integ-test-zip:${product}:${version}:zip`, folder, log), unpacked);
    const top = topFolder(unpacked, await readdir(unpacked));
    if (product === 'opensearch') {
      const plugin = join(top, 'plugins', 'opensearch-security');
      await unzip(await download(`org.opensearch.plugin:opensearch-security:${version}.0:zip`, folder, log), plugin);
    }
    // Renamed when complete, so that a folder of this name is never half of one. Another process may have been faster.
    await rename(top, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
    return home;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fetches GROUP:NAME:VERSION:TYPE into a folder, through Maven as the machine has it configured, and says where it is. */
export async function download(artifact: string, folder: string, log: (line: string) => void): Promise<string> {
  log(`fetching ${artifact}`);
  const [, name, version, type] = artifact.split(':');
  await run('mvn', ['-q', '-B', copyGoal, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], { cwd: folder }).catch(
    (error: unknown) => {
      const output = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : '';
      throw new Error(`maven could not fetch ${artifact}${output === '' ? '' : `\n${output}`}`, { cause: error });
    },
  );
  return join(folder, `${name}-${version}.${type}`);
}
