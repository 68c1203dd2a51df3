import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterAuthority } from '../../scripts/cluster/cluster-pki.ts';
import type { ClusterRecord, NodeRecord } from '../../scripts/cluster/cluster-record.ts';
import { generateKeyPair } from '../../src/lab/key-pair.ts';
import { daysFromNow, type Identity, issue } from '../../src/lab/pki.ts';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { withClusters } from './real-clusters.ts';
import { rulesOf, runReport } from './scan.ts';

/** Told by the REST API or by nothing. */
const apiRules = ['stale-certificate-in-memory', 'expired-but-connections-alive', 'san-publish-address-missing', 'clock-skew'];

describe('the REST API of real Elasticsearch', () => {
  const clusters = withClusters([
    {
      name: 'test-rest8',
      net: '127.0.151',
      nodes: 2,
      // The second node reads no file anew, so that what it shows and what lies on its disk can part.
      settings: [{ node: 2, key: 'resource.reload.enabled', value: 'false' }],
    },
    { name: 'test-rest7', net: '127.0.152', version: '7.17.29' },
  ]);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-rest-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A secret in a file. */
  const secretFile = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `${text}\n`);
    chmodSync(file, 0o600);
    return file;
  };
  const asUser = ({ ca, login }: ClusterRecord): readonly string[] => {
    assert.ok(ca !== null && login !== null, 'the cluster has no security');
    return ['--ca', ca, '--user', login.user, '--user-password-file', secretFile('password', login.password)];
  };
  const node = (name: string, index: number): NodeRecord => {
    const found = clusters.cluster(name).nodes[index - 1];
    assert.ok(found, `${name} has no node ${index}`);
    return found;
  };
  const discovered = (...more: readonly string[]): Promise<{ readonly report: Report; readonly stderr: string; readonly code: number }> =>
    runReport(['scan', `https://${node('test-rest8', 1).http}`, ...asUser(clusters.cluster('test-rest8')), '--discover', ...more]);

  it('tells of all nodes by one of them, and of the certificates that each of them shows', async () => {
    const { report, code, stderr } = await discovered();
    assert.equal(code, 0, stderr + JSON.stringify(report.endpoints.map(({ findings, incomplete }) => ({ findings, incomplete }))));
    assert.deepEqual(report.discovery, {
      nodes: 2,
      added: [1, 2, 2].map((n, index) => `test-rest8-${n} (127.0.151.${n}:${index === 2 ? 9200 : 9300})`),
      code: null,
      because: null,
    });
    assert.deepEqual(report.endpoints.map(({ address, port }) => `${address}:${port}`).sort(), [
      '127.0.151.1:9200',
      '127.0.151.1:9300',
      '127.0.151.2:9200',
      '127.0.151.2:9300',
    ]);
    for (const endpoint of report.endpoints) {
      assert.deepEqual(
        apiRules.filter((rule) => rulesOf(endpoint).includes(rule)),
        [],
      );
      assert.deepEqual(
        endpoint.unknown.filter(({ rule }) => apiRules.includes(rule)),
        [],
      );
      assert.deepEqual(endpoint.service.nodeName, `test-rest8-${endpoint.address?.slice(-1)}`);
    }
    for (const { api, chain } of report.endpoints.filter(({ channel }) => channel === 'http')) {
      const served = api?.certificates?.filter((one) => one.served) ?? [];
      assert.deepEqual(
        served.map(({ path, serialNumber, hasPrivateKey }) => ({ path, serialNumber, hasPrivateKey })),
        [{ path: 'certs/http.crt', serialNumber: chain[0]?.serialNumber, hasPrivateKey: true }],
      );
      assert.match(served[0]?.issuer ?? '', /CN=handclasp cluster CA/);
      // The test distribution has no `GET /`.
      assert.deepEqual(api?.refused, [{ question: '/', code: 'no-such-question', because: '405, it has no such API' }]);
    }
  });

  it('lets a matrix find its nodes', async () => {
    const { report } = await runReport([
      'matrix',
      `https://${node('test-rest8', 2).http}`,
      ...asUser(clusters.cluster('test-rest8')),
      '--discover',
    ]);
    assert.deepEqual(
      report.pairs?.map(({ verdict }) => verdict),
      ['accepted', 'accepted'],
    );
  });

  it('says that an API key is not known, in either form', async () => {
    // The distribution lacks the modules that it takes to make one.
    const { ca } = clusters.cluster('test-rest7');
    for (const text of ['no-such-id:no-such-key', Buffer.from('no-such-id:no-such-key').toString('base64')]) {
      const { report, code } = await runReport([
        ...['scan', `https://${node('test-rest7', 1).http}`],
        ...['--ca', ca ?? '', '--api-key-file', secretFile('api-key', text)],
      ]);
      assert.equal(code, 3);
      assert.match(report.endpoints[0]?.incomplete.join('\n') ?? '', /: 401, it refuses this API key$/);
    }
  });

  it('says what a user without the privilege lacks', async () => {
    const { ca, login } = clusters.cluster('test-rest8');
    const first = node('test-rest8', 1);
    const users = join(first.folder, 'config', 'users');
    const hash = readFileSync(users, 'utf8').trim().split(':')[1];
    appendFileSync(users, `nobody:${hash}\n`);
    // The file is read anew every five seconds.
    await sleep(6_000);
    const { report, code, stderr } = await runReport([
      ...['scan', `https://${first.http}`, '--discover', '--ca', ca ?? '', '--user', 'nobody'],
      ...['--user-password-file', secretFile('password', login?.password ?? '')],
    ]);
    assert.equal(code, 3);
    const lacks = '403, the user lacks a privilege: the cluster privilege monitor is needed';
    assert.deepEqual(report.endpoints[0]?.incomplete, [
      `what its REST API has to tell (_nodes/_local/http,transport, _ssl/certificates, _nodes/http,transport): ${lacks}`,
    ]);
    assert.equal(stderr, `handclasp: --discover did not find all nodes: ${first.http}: ${lacks}\n`);
  });

  it('says that a password is wrong, once', async () => {
    const { ca } = clusters.cluster('test-rest8');
    const { report, code } = await runReport([
      'scan',
      `https://${node('test-rest8', 1).http}`,
      ...['--ca', ca ?? '', '--user', 'handclasp', '--user-password-file', secretFile('wrong', 'not-the-password')],
    ]);
    assert.equal(code, 3);
    assert.match(
      report.endpoints[0]?.incomplete.join('\n') ?? '',
      /^what its REST API .*: 401, it refuses the user handclasp with this password$/,
    );
  });

  it('tells the same in 7.17, where the list has no issuers', async () => {
    const { report, code, stderr } = await runReport([
      'scan',
      `https://${node('test-rest7', 1).http}`,
      ...asUser(clusters.cluster('test-rest7')),
      '--discover',
    ]);
    assert.equal(code, 0, stderr);
    const [http, transport] = report.endpoints;
    assert.equal(http?.api?.cluster?.name, 'handclasp-test-rest7');
    assert.equal(http?.api?.node?.version, '7.17.29');
    assert.deepEqual(http?.api?.refused, []);
    const served = http?.api?.certificates?.filter((one) => one.served) ?? [];
    assert.deepEqual(
      served.map(({ path, issuer }) => ({ path, issuer })),
      [{ path: 'certs/http.crt', issuer: null }],
    );
    assert.equal(transport?.channel, 'transport');
    assert.deepEqual(
      apiRules.filter((rule) => report.endpoints.some((endpoint) => rulesOf(endpoint).includes(rule))),
      [],
    );
  });

  it('proves that a node shows an old certificate, where it does not read its files anew, and only there', async () => {
    await replace(node('test-rest8', 1), 1, 'http');
    await replace(node('test-rest8', 2), 2, 'http');
    await replace(node('test-rest8', 2), 2, 'transport');
    // Elasticsearch looks at its files every five seconds.
    await sleep(12_000);
    const { report, code } = await discovered();
    assert.equal(code, 1);
    const stale = report.endpoints.filter((endpoint) => rulesOf(endpoint).includes('stale-certificate-in-memory'));
    assert.deepEqual(stale.map(({ address, port }) => `${address}:${port}`).sort(), ['127.0.151.2:9200', '127.0.151.2:9300']);
    for (const endpoint of stale) {
      const finding = endpoint.findings.find(({ rule }) => rule === 'stale-certificate-in-memory');
      const served = finding?.evidence.served as { readonly serialNumber: string } | undefined;
      assert.equal(served?.serialNumber, endpoint.chain[0]?.serialNumber);
      assert.match(finding?.detail ?? '', /certs\/(http|transport)\.crt holds serial number [0-9a-f]+/);
    }
    const renewed = report.endpoints.find(({ address, channel }) => address === '127.0.151.1' && channel === 'http');
    assert.equal(renewed?.api?.certificates?.filter((one) => one.served).length, 1);
  });

  it('shows that a node with an ended certificate is in the cluster on old connections', async () => {
    await replace(node('test-rest8', 1), 1, 'transport', { notBefore: daysFromNow(-60), notAfter: daysFromNow(-1) });
    await sleep(12_000);
    const { report } = await discovered();
    const living = report.endpoints.filter((endpoint) => rulesOf(endpoint).includes('expired-but-connections-alive'));
    assert.deepEqual(
      living.map(({ target }) => target),
      ['test-rest8-1 (127.0.151.1:9300)'],
    );
    assert.ok(rulesOf(living[0] as EndpointReport).includes('leaf-expired'));
  });
});

/** Puts another certificate and its key in place of a node's, as whoever renews does. */
async function replace(
  record: NodeRecord,
  index: number,
  layer: 'http' | 'transport',
  dates: { notBefore?: Date; notAfter?: Date } = {},
): Promise<Identity> {
  const identity = issue(await clusterAuthority(), {
    subject: [
      ['O', 'handclasp'],
      ['CN', `node-${index}`],
    ],
    altNames: [`DNS:node-${index}.handclasp.test`, 'DNS:localhost', `IP:${record.address}`, 'IP:127.0.0.1'],
    key: generateKeyPair('RSA-2048'),
    ...dates,
  });
  writeFileSync(join(record.folder, 'config', 'certs', `${layer}.key`), identity.privateKeyPem);
  writeFileSync(join(record.folder, 'config', 'certs', `${layer}.crt`), identity.chainPem);
  return identity;
}
