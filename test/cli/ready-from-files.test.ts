import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { makeZip } from '../support/archive-maker.ts';
import { collected, collectedNode, ownCertificate } from '../support/collected.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { runCli } from './run-cli.ts';

describe('ready and join, from files and archives', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-ready-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const archive = (name: string, given: Parameters<typeof collected>[0] = {}): string => {
    const file = join(folder, name);
    writeFileSync(file, makeZip(collected(given)));
    return file;
  };
  const directory = (name: string, files: Readonly<Record<string, string>>): string => {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, name, path), text);
    return join(folder, name);
  };
  const json = async (...args: readonly string[]): Promise<{ readonly status: number; readonly report: Report }> => {
    const { status, out } = await runCli([...args, '--format', 'json']);
    const report: Report = JSON.parse(out);
    assertIsReport(report);
    return { status, report };
  };
  const brokenIn = ({ policy }: Report) =>
    policy?.requirements.flatMap(({ id, broken }) => broken.map(({ subject, found }) => `${id} ${subject} ${found.join(' ')}`)) ?? [];
  const verdictOf = ({ policy }: Report, id: string) => policy?.requirements.find((one) => one.id === id)?.verdict;

  it('hold the files of nodes and of Kibana to the policy, each by its place', async () => {
    const node = directory('node', {
      'elasticsearch.yml':
        'node.name: es01\nnetwork.host: 10.0.0.1\nxpack.security.enabled: true\nxpack.security.transport.ssl.enabled: true\nxpack.security.transport.ssl.client_authentication: none\nxpack.security.transport.ssl.keystore.path: gone.p12\n',
    });
    const kibana = directory('kibana', {
      'kibana.yml': 'elasticsearch.hosts: ["https://es01:9200"]\nelasticsearch.ssl.verificationMode: none\n',
    });
    const { status, report } = await json('ready', '--config', node, '--config', kibana, '--release', '9.1.2');
    assert.equal(status, 1);
    const broken = brokenIn(report);
    assert.ok(
      broken.some((one) => one === `transport-client-auth ${join(node, 'elasticsearch.yml')}:5 transport-client-auth-not-enforced`),
      broken.join('\n'),
    );
    assert.ok(
      broken.some((one) => /^kibana-verifies \S+kibana\.yml:2 kibana-verification-weakened$/.test(one)),
      broken.join('\n'),
    );
    assert.deepEqual(
      report.configurations?.map(({ product, name, version }) => [product, name, version]),
      [
        ['elasticsearch', 'es01', '9.1.2'],
        ['kibana', null, '9.1.2'],
      ],
    );
  });

  it('do not say ready of files alone: what only endpoints show was not checked', async () => {
    const { status, report } = await json(
      'ready',
      '--bundle',
      archive('healthy.zip', { nodes: [collectedNode({ name: 'es01' }), collectedNode({ name: 'es02' })] }),
    );
    assert.deepEqual([status, report.policy?.verdict], [3, 'undetermined']);
    assert.deepEqual(
      [verdictOf(report, 'security-enabled'), verdictOf(report, 'certificates-valid'), verdictOf(report, 'transport-client-auth')],
      ['met', 'met', 'undetermined'],
    );
    assert.deepEqual(
      report.bundles?.map(({ kind, tool, nodes }) => [kind, tool, nodes.length]),
      [['support-diagnostics', '9.3.6', 2]],
    );
  });

  it('find what an archive shows, at the nodes that it names', async () => {
    const expired = archive('expired.zip', { certificates: [{ ...ownCertificate, expiry: '2020-01-01T00:00:00Z' }] });
    const { status, report } = await json('ready', '--bundle', expired);
    assert.deepEqual([status, brokenIn(report)], [1, ['certificates-valid es01 leaf-expired']]);
    const { out } = await runCli(['ready', '--bundle', expired]);
    assert.match(out, /From .*expired\.zip\n {2}support-diagnostics 9\.3\.6, collected on 2026-11-30 at 12:00 UTC; 1 node:\s+es01/);
  });

  it('are incomplete where the tool lacked a privilege, and name it', async () => {
    const refused = {
      error: { type: 'security_exception', reason: 'this action is granted by the cluster privileges [monitor,manage,all]' },
      status: 403,
    };
    const file = archive('refused.zip', { certificates: refused });
    const { status, report } = await json('ready', '--bundle', file);
    assert.equal(status, 3);
    assert.deepEqual(
      report.bundles?.[0]?.lacks.map(({ what, code }) => [what, code]),
      [['api-diagnostics-20261130-120000/ssl_certs.json', 'privilege-lacking']],
    );
    assert.match(
      (await runCli(['ready', '--bundle', file])).out,
      /ssl_certs\.json: 403, the user\s+lacks\s+a\s+privilege: the cluster privilege monitor is needed/,
    );
  });

  for (const [what, args, line] of [
    [
      'an archive that is none',
      ['ready', '--bundle', 'FOLDER/none.zip'],
      /none\.zip: it is neither a zip file nor a tar file\n {2}name the archive/,
    ],
    [
      'an archive that is not there',
      ['join', '--bundle', 'FOLDER/gone.zip'],
      /cannot read the archive \S+gone\.zip: there is no such file\n/,
    ],
    ['a node that is not in it', ['join', 'es09', '--bundle', 'FOLDER/healthy.zip'], /have nothing of es09\n {2}they have es01\n/],
    ['two nodes of one', ['join', 'es01', 'es02', '--bundle', 'FOLDER/healthy.zip'], /with --bundle one node is looked at\n/],
    [
      'an archive and the network',
      ['join', '--bundle', 'FOLDER/healthy.zip', '--to', 'es01'],
      /--bundle and --to cannot be used together\n/,
    ],
    ['a directory without settings', ['ready', '--config', 'FOLDER'], /has no elasticsearch\.yml\n/],
    ['nothing at all', ['ready'], /nothing to check\n/],
  ] as const)
    it(`refuse ${what} in one line`, async () => {
      writeFileSync(join(folder, 'none.zip'), 'hello, world');
      archive('healthy.zip');
      const { status, out, err } = await runCli(args.map((arg) => arg.replace('FOLDER', folder)));
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, line);
      assert.equal(err.trimEnd().split('\n').length, 2);
    });

  it('do not show a password of a settings file in an archive', async () => {
    const file = join(folder, 'hand.zip');
    const yml =
      'node.name: es07\nxpack.security.transport.ssl.enabled: true\nxpack.security.transport.ssl.keystore.path: a.p12\nxpack.security.transport.ssl.keystore.password: hunter2secret\n';
    writeFileSync(file, makeZip([{ path: 'es07/elasticsearch.yml', content: yml }]));
    for (const args of [
      ['ready', '--bundle', file, '--details'],
      ['join', '--bundle', file],
      ['ready', '--bundle', file, '--format', 'json'],
    ]) {
      const { out, err } = await runCli(args);
      assert.doesNotMatch(out + err, /hunter2/);
      assert.match(out, /es07/);
    }
  });
});
