import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterOptions, Setting } from '../../scripts/cluster/cluster-options.ts';
import type { ClusterRecord } from '../../scripts/cluster/cluster-record.ts';
import { hasMaven, installDistribution } from '../../scripts/cluster/distribution.ts';
import { findJava, javaRange } from '../../scripts/cluster/java-home.ts';
import { restartCluster, startCluster } from '../../scripts/cluster/start-cluster.ts';
import { stopCluster } from '../../scripts/cluster/stop-cluster.ts';
import { shippedDefaults } from '../../src/elastic/shipped-defaults.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { PolicyReport } from '../../src/model/policy-report.ts';
import type { Report } from '../../src/model/report.ts';
import { type EmittedSettings, emitSettings } from '../../src/policy/emit/emit-settings.ts';
import { policyLimits } from '../../src/policy/emit/policy-limits.ts';
import { policies } from '../../src/policy/policies.ts';
import { emittedLines, type KibanaLike, startKibanaLike } from '../support/kibana-like.ts';
import { findNode } from '../support/node-runtimes.ts';
import { skipUnless } from '../support/required.ts';
import { type CertificateTools, type LayerFiles, type MachineFiles, openCertificateTools } from './emitted/certificates.ts';
import { runReport } from './scan.ts';

/*
 * The lines that `ready --emit` prints, applied as printed to a cluster in the middle of a rolling upgrade: a node of 8.19 on JDK 17 and one of 9.5 on JDK 21 or later, and
 * what Kibana would serve on Node.js 20 and 24. A restart takes half a minute, so one serves all policies whose lines are the same.
 */
const releases = ['8.19.21', '9.5.3'] as const;
const network = '127.0.171';
const now = new Date();
/** It takes JDK 27, which is not here: what is emitted says so. */
const published = policies.filter(({ name }) => name !== 'post-quantum');
const certutil = 'bin/elasticsearch-certutil';
/** As the documentation has it: one CA, and no setting. */
const stock: EmittedSettings = {
  files: [
    { where: 'once', file: null, lines: ['transport', 'http'].map((layer) => `${certutil} ca --out "$PWD/${layer}-ca.p12"`) },
    ...['each node', 'Kibana'].map((whom) => ({
      where: `for ${whom}`,
      file: null,
      lines: ['transport', 'http'].map(
        (layer) => `${certutil} cert --ca ${layer}-ca.p12 --pem --name NODE --dns HOST --ip ADDRESS --out "$PWD/NODE-${layer}.zip"`,
      ),
    })),
  ],
  remarks: [],
};

describe(`settings that are emitted, on a restarted cluster of Elasticsearch ${releases.join(' and ')}`, () => {
  let folder: string;
  let tools: CertificateTools;
  before(async function () {
    this.timeout(600_000);
    skipUnless(this, process.platform === 'linux', 'Linux');
    skipUnless(this, await hasMaven(), 'Maven');
    for (const major of [20, 24]) skipUnless(this, findNode(major) !== null, `Node.js ${major}, installed as .ci/run does,`);
    for (const release of releases) {
      const range = javaRange('elasticsearch', release);
      skipUnless(this, findJava(range) !== null, `Java ${range.from} to ${range.to}`);
    }
    folder = mkdtempSync(join(tmpdir(), 'handclasp-emitted-'));
    const distribution = await installDistribution('elasticsearch', releases[1], () => {});
    tools = openCertificateTools(distribution, findJava(javaRange('elasticsearch', releases[1]))?.home ?? '', join(folder, 'tools'));
  });
  after(async () => {
    await stopCluster('test-emitted');
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('are needed: stock, the cluster fails each published policy by what is computed from the shipped defaults', async function () {
    this.timeout(600_000);
    const files = await certificatesFor(tools, stock);
    const cluster = await startCluster(options(files, stock));
    const saved = join(folder, 'stock.saved');
    const targets = targetsOf(cluster, []);
    await runReport(['ready', ...asOperator(cluster, files, folder), '--save', saved, ...targets]);
    for (const policy of published) {
      const { report } = await runReport(['ready', '--replay', saved, '--policy', policy.name]);
      for (const [index, java] of [17, 25].entries()) {
        const { suites } = policyLimits(policy, now);
        const outside = stockSuites(java).filter((suite) => suites['TLSv1.2'] !== undefined && !suites['TLSv1.2'].includes(suite));
        for (const target of targets.filter((one) => one.includes(`.${index + 1}:`))) {
          const found = brokenAt(report.policy, target.replace(/^\w+:\/\//, '')).filter((one) => one.includes('_WITH_'));
          assert.deepEqual([...new Set(found)].sort(), [...outside].sort(), `${policy.name} at ${target}`);
        }
      }
    }
  });

  for (const [, group] of byLines(published)) {
    const names = group.map(({ name }) => name).join(' and ');
    it(`pass ${names}: the cluster forms, Kibana connects, and no requirement is broken`, async function () {
      this.timeout(600_000);
      const [policy] = group;
      assert.ok(policy);
      const settings = emitSettings(policy, now);
      const files = await certificatesFor(tools, settings);
      const cluster = await restartCluster(options(files, settings));
      const kibanas: KibanaLike[] = [];
      try {
        for (const major of [20, 24])
          kibanas.push(
            await startKibanaLike(findNode(major)?.program ?? '', settings, {
              folder: join(folder, `kibana-${major}`),
              ...httpOf(files.kibana),
              elasticsearchCa: httpOf(files.node1).ca,
            }),
          );
        const urls = cluster.nodes.map(({ http }) => `https://${http}`);
        for (const kibana of kibanas) assert.deepEqual(await kibana.connect(urls), ['connected', 'connected']);
        const saved = join(folder, `${policy.name}.saved`);
        const first: { readonly report: Report } = await runReport([
          'ready',
          ...['--policy', policy.name, '--save', saved],
          ...asOperator(cluster, files, folder),
          ...targetsOf(cluster, kibanas),
        ]);
        for (const one of group) {
          const { report }: { readonly report: Report } =
            one === policy ? first : await runReport(['ready', '--replay', saved, '--policy', one.name]);
          assert.deepEqual(notMet(report.policy), [], one.name);
        }
      } finally {
        for (const kibana of kibanas) await kibana.close();
      }
    });
  }
});

type Files = Readonly<Record<'node1' | 'node2' | 'kibana', MachineFiles>>;

async function certificatesFor(tools: CertificateTools, settings: EmittedSettings): Promise<Files> {
  return {
    node1: await tools.issue(settings, { name: 'node1', host: 'node1', address: `${network}.1` }, 'each node'),
    node2: await tools.issue(settings, { name: 'node2', host: 'node2', address: `${network}.2` }, 'each node'),
    kibana: await tools.issue(settings, { name: 'kibana', host: 'localhost', address: '127.0.0.1' }, 'Kibana'),
  };
}

function httpOf({ http }: MachineFiles): LayerFiles {
  assert.ok(http);
  return http;
}

function options({ node1, node2 }: Files, settings: EmittedSettings): Partial<ClusterOptions> & { readonly name: string } {
  const jvm = emittedLines(settings, 'jvm.options.d/tls.options');
  const lines = emittedLines(settings, 'elasticsearch.yml').map((line): Setting => {
    const colon = line.indexOf(': ');
    return { node: null, key: line.slice(0, colon), value: line.slice(colon + 2) };
  });
  const trust = ['transport', 'http'].map((layer): Setting => {
    const key = `xpack.security.${layer}.ssl.certificate_authorities`;
    return { node: null, key, value: `["certs/${layer}-ca.crt"]` };
  });
  return {
    name: 'test-emitted',
    net: network,
    nodes: 2,
    version: releases[0],
    versions: new Map([[2, releases[1]]]),
    // The older node stays the master, as in an upgrade: a newer one would not take it back.
    settings: [{ node: 2, key: 'node.roles', value: '[data, ingest]' }, ...trust, ...lines],
    files: [node1, node2].flatMap((machine, index) => [
      ...Object.entries(machine).flatMap(([layer, { certificate, key, ca }]) => [
        { node: index + 1, path: `certs/${layer}-ca.crt`, content: ca },
        { node: index + 1, path: `certs/${layer}.crt`, content: certificate },
        { node: index + 1, path: `certs/${layer}.key`, content: key },
      ]),
      ...(jvm.length === 0 ? [] : [{ node: index + 1, path: 'jvm.options.d/tls.options', content: `${jvm.join('\n')}\n` }]),
    ]),
  };
}

function targetsOf({ nodes }: ClusterRecord, kibanas: readonly KibanaLike[]): readonly string[] {
  return [
    ...nodes.flatMap(({ transport, http }) => [`transport://${transport}`, `https://${http}`]),
    ...kibanas.map(({ port }) => `kibana://127.0.0.1:${port}`),
  ];
}

/** Somebody who has both CAs, a certificate that transport trusts, and a user. */
function asOperator({ login }: ClusterRecord, { node1 }: Files, folder: string): readonly string[] {
  assert.ok(login && node1.transport);
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  return [
    ...['--ca', write('ca.crt', `${node1.transport.ca}${httpOf(node1).ca}`)],
    ...['--cert', write('operator.crt', node1.transport.certificate), '--key', write('operator.key', node1.transport.key)],
    ...['--user', login.user, '--user-password-file', write('password', `${login.password}\n`)],
  ];
}

/** What a node with an RSA key takes of TLS 1.2 as shipped. */
function stockSuites(java: number): readonly string[] {
  const shipped = shippedDefaults.find(
    ({ product, lines, runtime }) =>
      product === 'elasticsearch' && lines.includes('8') && runtime.includes(java < 24 ? '12 to 23' : '24 and later'),
  );
  return (shipped?.cipherSuites['TLSv1.2'] ?? []).filter((suite) => !suite.includes('ECDSA'));
}

function brokenAt(report: PolicyReport | undefined, subject: string): readonly string[] {
  const must = (report?.requirements ?? []).filter(({ level }) => level === 'must');
  return must.flatMap(({ broken }) => broken.filter((one) => one.subject.includes(subject)).flatMap(({ found }) => found));
}

/** The distribution that tests have is without the module that answers `/`, so that the cluster's name is told by nobody. */
const untold = new Set(['cluster-name-not-shown']);

function notMet(report: PolicyReport | undefined): readonly string[] {
  assert.ok(report);
  return report.requirements
    .filter(({ level, verdict }) => level === 'must' && (verdict === 'broken' || verdict === 'undetermined'))
    .flatMap(({ id, broken, undetermined }) => [
      ...broken.map(({ subject, found }) => `${id} at ${subject}: ${found.join(', ')}`),
      ...undetermined.filter(({ code }) => !untold.has(code)).map(({ subject, because }) => `${id} at ${subject}: ${because}`),
    ]);
}

function byLines(all: readonly Policy[]): ReadonlyMap<string, readonly Policy[]> {
  const groups = new Map<string, Policy[]>();
  for (const policy of all) {
    const lines = JSON.stringify(emitSettings(policy, now));
    groups.set(lines, [...(groups.get(lines) ?? []), policy]);
  }
  return groups;
}
