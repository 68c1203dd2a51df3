import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../src/model/usage-error.ts';
import { type ClusterOptions, clusterOptions } from './cluster-options.ts';
import { nodeCertificates, writeClientFiles } from './cluster-pki.ts';
import { type ClusterRecord, nodeFolders, recordFile } from './cluster-record.ts';
import { installDistribution } from './distribution.ts';
import { elasticsearchNode, type Login } from './elasticsearch-node.ts';
import { findJava, type Java, javaAt, javaRange } from './java-home.ts';
import type { NodePlan } from './node-plan.ts';
import { lastWords, type NodeStart, runningNode, startNode, stopNode } from './node-process.ts';
import { opensearchLogin, opensearchNode } from './opensearch-node.ts';
import { countNodes, listens } from './readiness.ts';
import { clusterFolder, type NodeUser, nodeUser, openStateFolder } from './state-folder.ts';
import { stopCluster } from './stop-cluster.ts';

/** Told what is being done, and able to stop it. */
export type Watch = { readonly log?: (line: string) => void; readonly signal?: AbortSignal };

/**
 * Starts a cluster, in place of one of the same name, and waits until its nodes answer and have found one another, and those that shall not start have ended.
 *
 * Throws UsageError where the options or the machine do not allow it, Error with the node's last words where a node does not come up; then nothing is left running.
 */
export async function startCluster(given: Partial<ClusterOptions>, watch: Watch = {}): Promise<ClusterRecord> {
  const options = checkedOptions(given);
  await stopCluster(options.name);
  return bringUpCluster(options, watch);
}

/**
 * Ends the nodes of a cluster and starts them again with other options: what they stored stays, their configuration is written anew. Waits and throws as `startCluster` does.
 */
export async function restartCluster(given: Partial<ClusterOptions>, watch: Watch = {}): Promise<ClusterRecord> {
  const options = checkedOptions(given);
  await stopCluster(options.name, { keep: true });
  await Promise.all(nodeFolders(options.name).map((folder) => rm(join(folder, 'config'), { recursive: true, force: true })));
  return bringUpCluster(options, watch);
}

function checkedOptions(given: Partial<ClusterOptions>): ClusterOptions {
  const options = clusterOptions(given);
  if (process.platform !== 'linux')
    throw new UsageError(
      'cluster-platform',
      'real clusters are started on Linux only',
      'their nodes listen on 127.0.N.N, and are known by /proc',
    );
  return options;
}

/** A release of the product, unpacked, and the Java that runs it. */
type Runtime = { readonly version: string; readonly home: string; readonly java: Java };

async function bringUpCluster(options: ClusterOptions, { log = () => {}, signal }: Watch): Promise<ClusterRecord> {
  const runtimes = new Map<string, Runtime>();
  const user = nodeUser();
  openStateFolder(user);
  for (const version of new Set([options.version, ...options.versions.values()])) {
    const java = javaFor(options, version);
    runtimes.set(version, { version, java, home: await installDistribution(options.product, version, log) });
  }
  await refuseTakenPorts(options);

  const folder = clusterFolder(options.name);
  await mkdir(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const client = options.security ? await writeClientFiles(join(folder, 'client')) : null;
  if (client !== null) await chmod(join(folder, 'client'), 0o700);
  const login = options.product === 'opensearch' ? opensearchLogin : { user: 'handclasp', password: randomBytes(9).toString('base64url') };
  const runtimeOf = (index: number) => runtimes.get(options.versions.get(index) ?? options.version) as Runtime;
  const plans = await planNodes(options, { folder, runtimeOf, login });
  const { java } = runtimeOf(1);
  const record: ClusterRecord = {
    name: options.name,
    product: options.product,
    version: options.version,
    java,
    security: options.security,
    nodes: plans.map((plan) => ({
      name: plan.name,
      address: plan.address,
      transport: `${plan.address}:9300`,
      http: `${plan.address}:9200`,
      httpScheme: plan.httpTls ? 'https' : 'http',
      folder: plan.folder,
      log: join(plan.folder, plan.log),
    })),
    ca: client?.ca ?? null,
    client: client === null ? null : { certificate: client.certificate, key: client.key },
    login: options.security ? login : null,
  };
  await writeFile(recordFile(options.name), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  const kinds = [...runtimes.values()].map((one) => `${one.version} on Java ${one.java.major}`).join(', ');
  log(`starting ${options.nodes} x ${options.product} ${kinds}`);
  await bringUp(options, record, plans, user, signal);
  return record;
}

function javaFor(options: ClusterOptions, version: string): Java {
  const range = javaRange(options.product, version);
  const java = options.javaHome === undefined ? findJava(range) : javaAt(options.javaHome);
  if (java !== null) return java;
  throw options.javaHome === undefined
    ? new UsageError(
        'cluster-java',
        `${options.product} ${version} needs Java ${range.from} to ${range.to}`,
        'install one, or name it with --java-home',
      )
    : new UsageError('cluster-java', `there is no Java in ${options.javaHome}`, 'name the folder that has bin/java');
}

async function refuseTakenPorts(options: ClusterOptions): Promise<void> {
  for (let index = 1; index <= options.nodes; index++) {
    for (const port of [9200, 9300]) {
      const address = `${options.net}.${index}`;
      if (await listens(address, port))
        throw new UsageError(
          'cluster-port',
          `something listens on ${address}:${port} already`,
          'end it, or choose other addresses with --net',
        );
    }
  }
}

async function planNodes(
  options: ClusterOptions,
  given: { readonly folder: string; readonly runtimeOf: (index: number) => Runtime; readonly login: Login },
): Promise<readonly NodePlan[]> {
  const plans: NodePlan[] = [];
  for (let index = 1; index <= options.nodes; index++) {
    const folder = join(given.folder, `node-${index}`);
    const certificates = options.security
      ? await nodeCertificates(index, `${options.net}.${index}`, options.certificates.get(index))
      : null;
    const { version, home, java } = given.runtimeOf(index);
    const node = { index, folder, home, javaHome: java.home, certificates, login: given.login };
    const own = { ...options, version };
    plans.push(options.product === 'elasticsearch' ? elasticsearchNode(own, node) : opensearchNode(own, node));
  }
  return plans;
}

async function bringUp(
  options: ClusterOptions,
  record: ClusterRecord,
  plans: readonly NodePlan[],
  user: NodeUser,
  signal: AbortSignal | undefined,
): Promise<void> {
  const starts: NodeStart[] = [];
  try {
    for (const plan of plans) starts.push(await startNode(plan, user));
    await untilReady(options, record, starts, signal);
  } catch (error) {
    await Promise.all(starts.map(({ plan }) => stopNode(plan.folder)));
    if (signal?.aborted) await rm(clusterFolder(options.name), { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

async function untilReady(
  options: ClusterOptions,
  record: ClusterRecord,
  starts: readonly NodeStart[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + options.waitMs;
  const client = record.client && {
    certificate: readFileSync(record.client.certificate, 'utf8'),
    key: readFileSync(record.client.key, 'utf8'),
  };
  const [first] = record.nodes;
  if (first === undefined) return;
  const staying = starts.filter(({ plan }) => !options.ending.includes(plan.index));
  for (;;) {
    signal?.throwIfAborted();
    const dead = staying.find(({ plan, launcher }) => gaveUp(launcher, plan.folder));
    if (dead !== undefined)
      throw new Error(`${dead.plan.name} did not come up; its folder is ${dead.plan.folder}\n${lastWords(dead.plan.folder)}`);
    const seen = await countNodes(first.address, { scheme: first.httpScheme, login: record.login, client });
    if (seen !== null && seen >= options.expect) {
      const open = await Promise.all(staying.map(({ plan }) => listens(plan.address, 9300)));
      if (open.every(Boolean) && starts.every((start) => staying.includes(start) || runningNode(start.plan.folder).length === 0)) return;
    }
    if (Date.now() > deadline) {
      throw new Error(`no cluster of ${options.expect} after ${options.waitMs / 1000} s; ${first.name} says\n${lastWords(first.folder)}`);
    }
    await sleep(500);
  }
}

/** Neither launcher nor node is left, or the launcher says that it failed. */
function gaveUp(launcher: NodeStart['launcher'], folder: string): boolean {
  if (launcher.pid === undefined) return true;
  // While one program takes the place of another, a process has no command line to be known by.
  if (launcher.exitCode === null && launcher.signalCode === null) return false;
  return launcher.exitCode !== 0 || runningNode(folder).length === 0;
}
