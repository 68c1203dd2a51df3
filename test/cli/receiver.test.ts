import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { type FakeReceiver, type Reaction, startFakeReceiver } from '../support/fake-receiver.ts';
import { restCa } from '../support/rest-server.ts';
import { type CliSetting, runCli } from './run-cli.ts';

const apiKey = 'VuaCfGcBCdbkQm:ui2lp2axTNmsyakw9tvNnw';

/** Nobody listens there: an endpoint without a certificate, with one document. */
const target = 'transport://127.0.0.1:1';

describe('--output elasticsearch=URL', () => {
  let folder: string;
  let receiver: FakeReceiver | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-receiver-'));
    writeFileSync(join(folder, 'key'), `${apiKey}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'ca.pem'), restCa.certificatePem);
  });
  afterEach(async () => {
    await receiver?.close();
    receiver = null;
    rmSync(folder, { recursive: true });
  });

  const file = (name: string) => join(folder, name);
  const started = async (react: Reaction = 'take', tls: Parameters<typeof startFakeReceiver>[1] = {}) => {
    receiver = await startFakeReceiver(() => react, tls);
    return receiver;
  };
  const run = (args: readonly string[], setting: CliSetting = {}) =>
    runCli([...args, '--es-spool', file('spool'), '--exit-zero', '--timeout', '500ms'], setting);
  const scanTo = (url: string, ...more: readonly string[]) => run(['scan', target, '-o', `elasticsearch=${url}`, ...more]);
  const waiting = () => readdirSync(file('spool')).filter((name) => name.endsWith('.ndjson')).length;

  it('sends the documents of a scan, over TLS and with an API key, and says so', async () => {
    const { url, documents, requests } = await started('take', { tls: {} });
    const { status, out, err } = await scanTo(url, '--es-ca', file('ca.pem'), '--es-api-key-file', file('key'));
    assert.deepEqual([status, out], [0, '']);
    assert.equal(err, `handclasp: 1 document sent to ${url}\n`);
    const [[id = '', document] = []] = [...documents];
    assert.match(id, /^logs-handclasp\.endpoint-default\//);
    assert.equal((document?.server as { port?: number } | undefined)?.port, 1);
    assert.equal(requests[0]?.authorization, `ApiKey ${Buffer.from(apiKey).toString('base64')}`);
    assert.equal(waiting(), 0);
  });

  it('sends the documents of each run of watch, and a metric says whether all are there', async () => {
    const { url, documents } = await started('take', { tls: {} });
    const args = ['--es-ca', file('ca.pem'), '--es-api-key-file', file('key'), '--metrics-file', file('tls.prom')];
    const watched = await run(['watch', target, '--once', '-o', `elasticsearch=${url}`, ...args]);
    assert.deepEqual([watched.status, watched.out, documents.size], [0, '', 1]);
    assert.match(readFileSync(file('tls.prom'), 'utf8'), /^handclasp_documents_delivered 1$/m);
    await receiver?.close();
    const refusing = await started({ status: 401 }, { tls: {} });
    const away = await run(['watch', target, '--once', '-o', `elasticsearch=${refusing.url}`, ...args]);
    assert.equal(away.status, 3);
    assert.match(away.err, /did not take all documents/);
    assert.match(readFileSync(file('tls.prom'), 'utf8'), /^handclasp_documents_delivered 0$/m);
  });

  it('trusts what --ca trusts, and takes key and password of the environment', async () => {
    const { url, requests } = await started('take', { tls: {} });
    const args = ['scan', target, '-o', `elasticsearch=${url}`, '--ca', file('ca.pem'), '-q'];
    assert.deepEqual(await run(args, { env: { HANDCLASP_ES_API_KEY: apiKey } }), { status: 0, out: '', err: '' });
    const password = await run([...args, '--es-user', 'writer'], { env: { HANDCLASP_ES_PASSWORD: 'not-shown-anywhere' } });
    assert.deepEqual(password, { status: 0, out: '', err: '' });
    assert.deepEqual(
      requests.map(({ authorization }) => authorization?.split(' ')[0]),
      ['ApiKey', 'Basic'],
    );
  });

  it('shows a client certificate', async () => {
    const ca = makeCa({ subject: 'Client CA' });
    const identity = issue(ca, { subject: 'writer' });
    writeFileSync(file('client.pem'), identity.chainPem + identity.privateKeyPem);
    const { url, requests } = await started('take', { tls: { clientCa: ca.certificatePem } });
    const { status, err } = await scanTo(url, '--es-ca', file('ca.pem'), '--es-cert', file('client.pem'));
    assert.equal(status, 0, err);
    assert.equal(requests[0]?.client, 'writer');
  });

  it('writes to files and to standard output beside it', async () => {
    const { url, documents } = await started();
    const { out } = await scanTo(url, '--format', 'json', '-o', file('scan.json'), '--format', 'table');
    assert.match(out, /127\.0\.0\.1:1/);
    assert.deepEqual(readdirSync(folder).includes('scan.json'), true);
    assert.equal(documents.size, 1);
  });

  it('keeps what is not taken, says where, ends with 3, and sends it with the next run', async () => {
    const { url } = await started({ status: 403 });
    const first = await scanTo(url);
    assert.equal(first.status, 3);
    assert.equal(
      first.err,
      `handclasp: ${url} did not take all documents: 403, the user lacks a privilege: the index privileges create_doc and auto_configure for logs-handclasp.*\n` +
        `  1 document waits in ${file('spool')}; the next run with this output sends it\n`,
    );
    assert.equal(waiting(), 1);
    const second = await scanTo(url);
    assert.equal(second.status, 3);
    assert.match(second.err, /\n {2}2 documents wait in .*; the next run with this output sends them\n$/);
  });

  it('sends what an earlier run left', async () => {
    let isOpen = false;
    receiver = await startFakeReceiver(() => (isOpen ? 'take' : { status: 401 }));
    const { url } = receiver;
    assert.equal((await scanTo(url)).status, 3);
    isOpen = true;
    const { status, err } = await scanTo(url);
    assert.deepEqual([status, err], [0, `handclasp: 1 document sent to ${url}, and 1 of earlier runs\n`]);
    assert.equal(receiver.documents.size, 2);
    assert.equal(waiting(), 0);
  });

  it('says of a receiver that is not trusted why, and sends it nothing', async () => {
    const { url, requests } = await started('take', { tls: { authority: makeCa({ subject: 'Another CA' }) } });
    const { status, err } = await scanTo(url, '--es-ca', file('ca.pem'), '--es-api-key-file', file('key'));
    assert.equal(status, 3);
    assert.match(
      err,
      /^handclasp: https:\/\/127\.0\.0\.1:\d+ did not take all documents: its certificate is not trusted: .*; nothing was sent to it\n {2}1 document waits in /,
    );
    assert.deepEqual(requests, []);
  });

  it('says which documents were refused, and keeps them', async () => {
    const { url } = await started(() => ({ status: 400, type: 'document_parsing_exception' }));
    const { status, err } = await scanTo(url);
    assert.equal(status, 3);
    assert.match(err, /^handclasp: http:\S+ refused 1 document: document_parsing_exception: it does not fit\n {2}it is kept in /);
  });

  it('installs the template before anything is checked', async () => {
    const { url, requests } = await started();
    assert.equal((await scanTo(url, '--es-install-template')).status, 0);
    assert.deepEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
      ['PUT /_component_template/logs-handclasp@mappings', 'PUT /_index_template/logs-handclasp', 'POST /_bulk'],
    );
    await receiver?.close();
    const { status, err } = await scanTo(url, '--es-install-template');
    assert.equal(status, 2);
    assert.match(err, /^handclasp: the index template was not installed in http:\S+: the connection was refused\n {2}nothing was checked/);
  });

  it('is an output of matrix and ready too, in a namespace of its own', async () => {
    const { url, documents } = await started();
    const targets = [target, 'transport://127.0.0.1:2'];
    const es = ['-o', `elasticsearch=${url}`, '--es-namespace', 'prod'];
    await run(['matrix', ...targets, ...es]);
    await run(['ready', ...targets, ...es]);
    const commands = [...documents].map(([id, body]) =>
      [id.split('/')[0], (body.handclasp as { run: { command: string } }).run.command].join(' '),
    );
    assert.equal(commands.filter((each) => each === 'logs-handclasp.endpoint-prod matrix').length, 2);
    assert.equal(commands.filter((each) => each === 'logs-handclasp.endpoint-prod ready').length, 2);
  });

  it('can stand in a file with options', async () => {
    const { url, documents } = await started();
    writeFileSync(file('handclasp.yml'), `output: elasticsearch=${url}\nes-spool: spool\ntargets: ${target}\n`);
    const { status, err } = await runCli(['scan', '--config-file', file('handclasp.yml'), '--exit-zero']);
    assert.equal(status, 0, err);
    assert.equal(documents.size, 1);
  });

  it('never shows a secret, whatever the receiver says', async () => {
    const key = Buffer.from(apiKey).toString('base64');
    const { url } = await started({ status: 500, body: { error: { type: key, reason: `${apiKey} ${key}` } } }, { tls: {} });
    const interruption = new AbortController();
    interruption.abort('SIGTERM');
    const { err, out } = await run(
      ['scan', target, '-o', `elasticsearch=${url}`, '--es-ca', file('ca.pem'), '--es-api-key-file', file('key'), '-v', '--trace'],
      { interrupted: interruption.signal },
    );
    assert.ok(err.length > 0);
    for (const secret of [apiKey, key, 'ui2lp2axTNmsyakw9tvNnw']) assert.ok(!`${err}${out}`.includes(secret));
  });

  for (const [what, args, message] of [
    ['a URL of another kind', ['scan', 'es01', '-o', 'elasticsearch=es01:9200'], 'needs a URL with https:// or http://'],
    ['a password in the URL', ['scan', 'es01', '-o', 'elasticsearch=https://elastic:hunter22@es01:9200'], 'takes no user and no password'],
    ['a query', ['scan', 'es01', '-o', 'elasticsearch=https://es01:9200/?pretty'], 'takes neither ? nor #'],
    ['two receivers', ['scan', 'es01', '-o', 'elasticsearch=https://a', '-o', 'elasticsearch=https://b'], 'was given twice'],
    ['another command', ['inspect', 'a.pem', '-o', 'elasticsearch=https://a'], 'inspect sends nothing to Elasticsearch'],
    ['TLS without trust', ['scan', target, '-o', 'elasticsearch=https://127.0.0.1:1'], 'needs --es-ca'],
    ['an option without a receiver', ['scan', 'es01', '--es-install-template'], '--es-install-template is for --output elasticsearch=URL'],
    [
      'a namespace with a hyphen',
      ['scan', 'es01', '-o', 'elasticsearch=http://a', '--es-namespace', 'a-b'],
      '--es-namespace cannot be "a-b"',
    ],
    [
      'user and API key',
      ['scan', 'es01', '-o', 'elasticsearch=http://a', '--es-user', 'a', '--es-api-key-file', 'b'],
      'cannot be used together',
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { status, err } = await runCli(args);
      assert.equal(status, 2, err);
      assert.ok(err.includes(message), err);
      assert.ok(!err.includes('hunter22'));
      assert.equal(err.split('\n').length, 3, err);
    });
  }

  it('sends credentials to nobody in the clear', async () => {
    const { url, requests } = await started();
    const { status, err } = await scanTo(url, '--es-api-key-file', file('key'));
    assert.equal(status, 2);
    assert.match(err, /^handclasp: credentials are not sent to http:\/\//);
    assert.deepEqual(requests, []);
  });
});
