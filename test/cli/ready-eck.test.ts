import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCa } from '../../src/lab/pki.ts';
import type { Report } from '../../src/model/report.ts';
import { type ApiServerRule, startApiServer } from '../support/api-server.ts';
import { eckObjects } from '../support/eck-objects.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { runCli } from './run-cli.ts';

describe('ready for Elastic Cloud on Kubernetes', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-ready-eck-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const kubeconfig = (port: number, ca: string, token = 'good-token'): string => {
    const file = join(folder, 'kubeconfig');
    const config = {
      'current-context': 'here',
      contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
      clusters: [
        { name: 'c', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
      ],
      users: [{ name: 'u', user: { token } }],
    };
    writeFileSync(file, JSON.stringify(config));
    return file;
  };
  const live = async (
    {
      objects = eckObjects(),
      rules = [],
      token,
      ca,
    }: { objects?: readonly unknown[]; rules?: readonly ApiServerRule[]; token?: string; ca?: string } = {},
    ...more: readonly string[]
  ) => {
    const server = await startApiServer(objects, { rules });
    try {
      const run = await runCli([
        'ready',
        '--eck',
        'prod/main',
        '--kubeconfig',
        kubeconfig(server.port, ca ?? server.caPem, token),
        ...more,
      ]);
      assert.doesNotMatch(run.out + run.err, /good-token|hunter2|PRIVATE KEY/);
      return { ...run, asked: server.asked };
    } finally {
      await server.close();
    }
  };
  const reportOf = (out: string): Report => {
    const report: Report = JSON.parse(out);
    assertIsReport(report);
    return report;
  };

  it('reads resources and secrets from files, and does not call ready what no endpoint showed', async () => {
    const file = join(folder, 'all.json');
    writeFileSync(file, JSON.stringify({ kind: 'List', items: eckObjects() }));
    const { status, out } = await runCli(['ready', '--eck', 'prod/main', '--eck-files', file, '--format', 'json']);
    const { policy, kubernetes } = reportOf(out);
    assert.deepEqual([status, policy?.verdict], [3, 'undetermined']);
    assert.deepEqual(
      kubernetes?.map(({ source, version, kibanas, pods, lacks }) => [source, version, kibanas, pods.length, lacks]),
      [['files', '9.1.2', ['kb'], 3, []]],
    );
    assert.equal(policy?.requirements.find(({ id }) => id === 'certificates-valid')?.verdict, 'met');
  });

  it('reads the same live, page by page, and asks for nothing but what it needs', async () => {
    const { status, out, asked } = await live({}, '--format', 'json');
    const { kubernetes } = reportOf(out);
    assert.equal(status, 3);
    assert.deepEqual([kubernetes?.[0]?.secrets.length, kubernetes?.[0]?.pods.length, kubernetes?.[0]?.lacks], [5, 3, []]);
    assert.ok(asked.every((one) => one.startsWith('GET ')));
    assert.ok(asked.filter((one) => one.includes('/secrets?')).every((one) => one.includes('labelSelector=')));
    assert.ok(asked.some((one) => one.includes('continue=')));
  });

  it('finds what is wrong, with the fix for this cluster', async () => {
    const { status, out } = await live({ objects: eckObjects({ http: { selfSignedCertificate: { disabled: true } }, leafDays: -1 }) });
    assert.equal(status, 1);
    assert.match(out, /TLS is switched off in the manifest of ECK/);
    assert.match(out, /kubectl delete secret main-es-default-es-transport-certs|kubectl delete secret main-es-/);
    assert.match(out, /From prod\/main on ECK \(API server 127\.0\.0\.1:\d+\)/);
  });

  it('is incomplete where the account may not read secrets, and names the privilege', async () => {
    const { status, out } = await live({ rules: [{ path: /\/secrets/, status: 403 }] });
    assert.equal(status, 3);
    assert.match(
      out.replace(/\s+/g, ' '),
      /secrets of prod\/main: 403, the account lacks a privilege: it needs list on secrets in the namespace prod/,
    );
    assert.match(
      out.replace(/\s+/g, ' '),
      /No certificate in use has expired, or is not yet valid: all nodes together: 403, the account lacks/,
    );
  });

  it('does without the configuration of the operator and the pods', async () => {
    const { status, out } = await live({ rules: [{ path: /configmaps|pods/, status: 403 }] }, '--format', 'json');
    assert.equal(status, 3);
    assert.deepEqual(
      reportOf(out).kubernetes?.[0]?.lacks.map(({ what, code }) => `${what} ${code}`),
      ['pods of prod/main kubernetes-forbidden'],
    );
  });

  for (const [what, given, message] of [
    ['refuses the token', { token: 'bad-token' }, /does not show prod\/main: 401, the API server refuses the token/],
    [
      'does not let the resource be read',
      { rules: [{ path: /elasticsearches/, status: 403 }] },
      /it needs get on elasticsearches\.elasticsearch\.k8s\.elastic\.co in the namespace prod/,
    ],
    ['has no such cluster', { objects: [] }, /there is no Elasticsearch prod\/main/],
    ['has a certificate of another CA', { ca: makeCa({ subject: 'other' }).certificatePem }, /its certificate was not accepted/],
    ['fails', { rules: [{ path: /elasticsearches/, status: 500 }] }, /status 500/],
  ] as const)
    it(`ends with one line where the API server ${what}`, async () => {
      const { status, out, err } = await live(given as Parameters<typeof live>[0]);
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, message);
      assert.equal(err.trimEnd().split('\n').length, 2);
      assert.doesNotMatch(err, /bad-token/);
    });

  for (const [what, args, message] of [
    ['a name without a namespace', ['--eck', 'main'], /--eck cannot be "main"\n {2}it is a namespace and a name/],
    ['files without a name', ['--eck-files', 'x'], /--eck-files needs --eck/],
    ['both sources', ['--eck', 'a/b', '--eck-files', 'x', '--kubeconfig', 'y'], /--eck-files and --kubeconfig cannot be used together/],
    ['no pod around it', ['--eck', 'a/b'], /this is no pod with a service account, and no kubeconfig was given/],
  ] as const)
    it(`refuses ${what}`, async () => {
      const { status, err } = await runCli(['ready', ...args]);
      assert.equal(status, 2);
      assert.match(err, message);
    });
});
