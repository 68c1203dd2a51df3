import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readLog } from '../src/logs/read-log.ts';
import { clusterOfTwo, type Fault, faults } from '../test/cluster/failing-nodes.ts';
import type { ClusterRecord, NodeRecord } from './cluster/cluster-record.ts';
import { startCluster } from './cluster/start-cluster.ts';
import { stopCluster } from './cluster/stop-cluster.ts';

/**
 * Records anew what support-diagnostics would collect from each node that does not join: two real nodes are started for each fault, one that is well and the failing one.
 * Of a node that does not start there are its log and its settings file alone, as somebody would pack them by hand.
 *
 *     node --import tsx scripts/record-failing-nodes.ts [FAULT..]
 */
const recorded = join(dirname(fileURLToPath(import.meta.url)), '..', 'test', 'jobs', 'bundle', 'recorded');
const net = '127.0.173';
/** Where the distribution lies on this machine. */
const distributions = /\/\S*\/distributions\/elasticsearch-[\d.]+/g;

/** Files of the archive, and what is asked for each: elastic-rest.yml of support-diagnostics. */
const questions: readonly (readonly [file: string, path: string])[] = [
  ['version.json', '/'],
  ['nodes.json', '/_nodes?human'],
  ['ssl_certs.json', '/_ssl/certificates'],
  ['remote_cluster_info.json', '/_remote/info'],
  ['cluster_settings.json', '/_cluster/settings?flat_settings'],
  ['deprecation_info.json', '/_migration/deprecations'],
];

async function main(names: readonly string[]): Promise<void> {
  await mkdir(recorded, { recursive: true });
  for (const fault of faults.filter((one) => names.length === 0 || names.includes(one))) {
    console.error(fault);
    const options = clusterOfTwo(fault, net);
    try {
      const cluster = await startCluster(options, { log: console.error });
      const node = cluster.nodes[1];
      if (node === undefined) throw new RangeError('the cluster has two nodes');
      const runs = options.ending?.length === 0;
      if (runs) await untilLogged(node);
      await writeFile(join(recorded, `${fault}.txt`), await archiveText(fault, cluster, node, runs));
    } finally {
      await stopCluster(options.name);
      // The addresses are free a moment later.
      await sleep(8_000);
    }
  }
}

/** Long enough for it to have tried more than once, or to have been let in, seen and refused. */
async function untilLogged(node: NodeRecord): Promise<void> {
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 2_000) {
    const { failures } = readLog(readFileSync(node.log, 'utf8'));
    if (waitedMs >= 40_000 && failures.some(({ count }) => count > 1)) return;
    await sleep(2_000);
  }
}

/** Sections, each headed by the path that it has in the archive. */
async function archiveText(fault: Fault, cluster: ClusterRecord, node: NodeRecord, runs: boolean): Promise<string> {
  const top = 'local-diagnostics-20261130-120000';
  const sections: (readonly [path: string, text: string])[] = [];
  if (runs) {
    sections.push([
      'diagnostic_manifest.json',
      JSON.stringify(
        {
          diagnostic: '9.3.6',
          type: 'elasticsearch_diagnostic',
          product: 'elasticsearch',
          version: cluster.version,
          timestamp: new Date().toISOString(),
          mode: 'full',
          runner: 'cli',
        },
        null,
        2,
      ),
    ]);
    for (const [file, path] of questions) sections.push([file, shortened(file, await ask(cluster, node, path))]);
  } else {
    sections.push(['config/elasticsearch.yml', await readFile(join(node.folder, 'config', 'elasticsearch.yml'), 'utf8')]);
  }
  sections.push([`logs/handclasp-${clusterOfTwo(fault, net).name}.log`, shortLog(await readFile(node.log, 'utf8'))]);
  return sections
    .map(
      ([path, text]) =>
        `=== ${top}/${path}\n${text.replaceAll(node.folder, '/usr/share/elasticsearch').replaceAll(distributions, '/usr/share/elasticsearch').trimEnd()}\n`,
    )
    .join('');
}

function ask({ login, client }: ClusterRecord, { address }: NodeRecord, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request({
      host: address,
      port: 9200,
      path,
      agent: false,
      timeout: 90_000,
      rejectUnauthorized: false,
      ...(client === null ? {} : { cert: readFileSync(client.certificate), key: readFileSync(client.key) }),
      ...(login === null ? {} : { auth: `${login.user}:${login.password}` }),
    });
    asking.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve(body));
      response.once('error', reject);
    });
    asking.once('timeout', () => asking.destroy(new Error(`${path} takes too long`)));
    asking.once('error', reject);
    asking.end();
  });
}

/** Without what no rule reads, and what tells of the machine of the recording. */
function shortened(file: string, text: string): string {
  const body = JSON.parse(text);
  if (file !== 'nodes.json' || typeof body !== 'object') return JSON.stringify(body, null, 2);
  const kept = ['name', 'transport_address', 'host', 'ip', 'version', 'build_flavor', 'roles', 'settings', 'transport', 'http'];
  for (const node of Object.values<Record<string, unknown>>(body.nodes ?? {})) {
    const jvm = node.jvm as Record<string, unknown> | undefined;
    for (const key of Object.keys(node)) if (!kept.includes(key)) delete node[key];
    if (jvm !== undefined) node.jvm = { version: jvm.version, vm_name: jvm.vm_name, using_bundled_jdk: jvm.using_bundled_jdk };
  }
  return JSON.stringify(body, null, 2);
}

/** Without most frames of stack traces, and of what a node writes each second a few entries alone; those that are left are whole. */
function shortLog(text: string): string {
  const entries: string[][] = [];
  for (const line of text.split('\n')) {
    if (/^\[\d{4}-/.test(line)) entries.push([line]);
    else entries.at(-1)?.push(line);
  }
  const seen = new Map<string, number>();
  return entries
    .filter(([first = '']) => {
      const kind = first
        .replace(/^\[[^\]]*\]/, '')
        .replace(/\d+|0x[0-9a-f]+/g, '#')
        .slice(0, 160);
      const count = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, count);
      return count <= 4;
    })
    .map(([first = '', ...rest]) => {
      let frames = 0;
      const kept = rest.filter((line) => {
        frames = /^\s+(?:at |\.\.\. )/.test(line) ? frames + 1 : 0;
        return frames <= 6;
      });
      return [first.slice(0, 2_000), ...kept.map((line) => line.slice(0, 1_000))].join('\n');
    })
    .join('\n');
}

await main(process.argv.slice(2));
