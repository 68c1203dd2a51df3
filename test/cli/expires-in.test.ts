import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daysFromNow, issue, makeCa } from '../../src/lab/pki.ts';
import { kibanaApplication } from '../../src/lab/servers/kibana-application.ts';
import { type Listener, startListener } from '../../src/lab/servers/listener.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { runCli } from './run-cli.ts';

/** A certificate with 100 days left of 800, under a CA with 200 left of 3,650: neither is due by any rule. */
const ca = makeCa({ subject: 'Test CA', notBefore: daysFromNow(-3450), notAfter: daysFromNow(200) });
const leaf = issue(ca, { subject: 'kb01', altNames: ['IP:127.0.0.1'], notBefore: daysFromNow(-700), notAfter: daysFromNow(100) });

const rules = (report: string) =>
  JSON.parse(report).endpoints.flatMap(({ findings }: EndpointReport) =>
    findings.filter(({ rule }) => /expir/.test(rule)).map(({ rule, severity, evidence }) => [rule, severity, evidence.withinExpiresIn]),
  );

describe('--expires-in', () => {
  let folder: string;
  let server: Listener;
  let target: string;
  let caFile: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, ca.certificatePem);
    writeFileSync(join(folder, 'leaf.pem'), leaf.certificatePem);
    const certs = join(folder, 'kibana');
    mkdirSync(certs);
    writeFileSync(join(certs, 'kb.crt'), leaf.certificatePem);
    writeFileSync(join(certs, 'kb.key'), leaf.privateKeyPem);
    writeFileSync(join(certs, 'ca.crt'), ca.certificatePem);
    server = await startListener({
      host: '127.0.0.1',
      port: 0,
      tls: { identity: leaf, clientAuthentication: 'none', clientTrust: [] },
      application: kibanaApplication({ name: 'kb01' }),
    });
    target = `kibana://127.0.0.1:${server.port}`;
    writeFileSync(
      join(certs, 'kibana.yml'),
      [
        'server.host: 127.0.0.1',
        `server.port: ${server.port}`,
        'server.ssl.enabled: true',
        `server.ssl.certificate: ${join(certs, 'kb.crt')}`,
        `server.ssl.key: ${join(certs, 'kb.key')}`,
        'elasticsearch.hosts: ["https://127.0.0.1:1"]',
        `elasticsearch.ssl.certificateAuthorities: ${join(certs, 'ca.crt')}`,
        '',
      ].join('\n'),
    );
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const scan = (...args: string[]) => runCli(['scan', target, '--ca', caFile, '--depth', 'glance', '--fail-on', 'never', ...args]);

  it('is no matter where it was not asked for', async () => {
    const { status, out } = await scan('--json');
    assert.equal(status, 0);
    assert.deepEqual(rules(out), []);
  });

  it('alone makes the exit status 1 for a certificate that ends within it, from that day on', async () => {
    assert.equal((await scan('--expires-in', '98d')).status, 0);
    const { status, out } = await scan('--expires-in', '101d', '--json');
    assert.equal(status, 1);
    assert.deepEqual(rules(out), [['leaf-expiring', 'medium', true]]);
    assert.equal((await scan('--expires-in', '15w')).status, 1);
    assert.equal((await scan('--expires-in', '101d', '--exit-zero')).status, 0);
  });

  it('is for the CA as well', async () => {
    assert.deepEqual(rules((await scan('--expires-in', '201d', '--json')).out), [
      ['ca-expiring', 'medium', true],
      ['leaf-expiring', 'medium', true],
    ]);
  });

  it('is seen in text', async () => {
    assert.match((await scan('--expires-in', '101d')).out.replace(/\s+/g, ' '), /Certificate expires soon/);
  });

  it('counts in a streamed scan', async function () {
    // Threads load what tsc wrote; Node 20 gives them no loader for TypeScript.
    if (import.meta.url.endsWith('.ts')) {
      console.log('      skipped: threads need the compiled code, as npm test has it');
      this.skip();
    }
    const streamed = ['scan', target, '--format', 'ndjson', '--fail-on', 'never', '--quiet'];
    assert.equal((await runCli(streamed)).status, 0);
    const { status, out } = await runCli([...streamed, '--expires-in', '101d']);
    assert.equal(status, 1);
    assert.ok(
      JSON.parse(out).findings.some(({ evidence }: { readonly evidence: { readonly withinExpiresIn?: true } }) => evidence.withinExpiresIn),
    );
  }).timeout(60_000);

  it('counts in matrix, kibana and join', async () => {
    const of = async (...args: string[]) => (await runCli([...args, '--fail-on', 'never'])).status;
    const transport = `transport://127.0.0.1:${server.port}`;
    for (const args of [
      ['matrix', transport, `transport://localhost:${server.port}`, '--ca', caFile],
      ['join', transport, '--to', `transport://localhost:${server.port}`, '--ca', caFile],
    ]) {
      assert.notEqual(await of(...args), 1, args.join(' '));
      assert.equal(await of(...args, '--expires-in', '101d'), 1, args.join(' '));
    }
    const kibana = ['kibana', '--config', join(folder, 'kibana'), '--json', '--fail-on', 'never'];
    assert.notEqual((await runCli(kibana)).status, 1);
    const { status, out } = await runCli([...kibana, '--expires-in', '201d']);
    assert.equal(status, 1);
    const found = JSON.parse(out).findings.filter(
      ({ evidence }: { readonly evidence: { readonly withinExpiresIn?: true } }) => evidence.withinExpiresIn,
    );
    assert.deepEqual(found.map(({ rule }: { readonly rule: string }) => rule).sort(), ['ca-expiring', 'leaf-expiring'], 'of the files');
  }).timeout(60_000);

  it('counts in inspect, for leaf and CA', async () => {
    const of = async (file: string, ...args: string[]) => (await runCli(['inspect', file, '--fail-on', 'never', ...args])).status;
    assert.equal(await of(caFile), 0);
    assert.equal(await of(caFile, '--expires-in', '198d'), 0);
    assert.equal(await of(caFile, '--expires-in', '201d'), 1);
    assert.equal(await of(join(folder, 'leaf.pem'), '--expires-in', '101d'), 1);
    const { out } = await runCli(['inspect', join(folder, 'leaf.pem'), '--expires-in', '101d', '--json']);
    const [certificate] = JSON.parse(out).files[0].certificates;
    assert.equal(certificate.problems.find(({ rule }: { readonly rule: string }) => rule === 'leaf-expiring')?.withinExpiresIn, true);
    assert.ok([99, 100].includes(certificate.daysLeft), certificate.daysLeft);
  });

  it('says how many days are left in every report', async () => {
    const { out } = await scan('--json');
    const [{ chain }] = JSON.parse(out).endpoints;
    assert.ok([99, 100].includes(chain[0].daysLeft), chain[0].daysLeft);
  });
});
