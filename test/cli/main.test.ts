import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellError } from '../../src/cli/main.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { atLeast } from '../../src/model/severity.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { listening } from '../support/listening.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { runCli } from './run-cli.ts';

const esc = String.fromCharCode(27);

describe('command line', () => {
  let stack: Lab;
  let folder: string;
  const target = (name: string) => stack.endpoints.find((endpoint) => endpoint.name === name)?.target ?? '';

  before(async () => {
    stack = await startLab();
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  after(async () => {
    await stack.close();
    rmSync(folder, { recursive: true });
  });

  describe('colour', () => {
    const colours = async (setting: Parameters<typeof runCli>[1], ...more: string[]) =>
      (await runCli(['scan', target('http-plaintext'), ...more], setting)).out.includes(`${esc}[`);

    it('is for terminals', async () => {
      assert.equal(await colours({}), false);
      assert.equal(await colours({ outIsTerminal: true }), true);
      assert.equal(await colours({ outIsTerminal: true, env: { TERM: 'dumb' } }), false);
    });

    it('is off with NO_COLOR, whatever else is set, and on with FORCE_COLOR', async () => {
      assert.equal(await colours({ outIsTerminal: true, env: { NO_COLOR: '1' } }), false);
      assert.equal(await colours({ outIsTerminal: true, env: { NO_COLOR: '' } }), true);
      assert.equal(await colours({ env: { FORCE_COLOR: '1' } }), true);
      assert.equal(await colours({ outIsTerminal: true, env: { FORCE_COLOR: '0' } }), false);
      assert.equal(await colours({ outIsTerminal: true, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }), false);
    });

    it('never gets into a file', async () => {
      const file = join(folder, 'coloured.txt');
      await runCli(['scan', target('http-plaintext'), '--output', file], { outIsTerminal: true });
      assert.ok(readFileSync(file, 'utf8').includes('http-plaintext'));
      assert.ok(!readFileSync(file, 'utf8').includes(esc));
    });

    it('leaves the text as it is', async () => {
      const strip = (text: string) => text.replaceAll(new RegExp(`${esc}\\[[0-9;]*m`, 'g'), '');
      const plain = await runCli(['explain', 'leaf-expired']);
      const painted = await runCli(['explain', 'leaf-expired'], { outIsTerminal: true });
      assert.equal(strip(painted.out), plain.out);
    });
  });

  it('keeps every line of a table within the terminal, but for those that are copied', async () => {
    const file = join(folder, 'lab.json');
    const { out } = await runCli(['scan', '--lab', '--format', 'json', '--output', file, '--format', 'table'], { columns: 80 });
    const { endpoints }: Pick<Report, 'endpoints'> = JSON.parse(readFileSync(file, 'utf8'));
    const findings = endpoints.flatMap((endpoint) => endpoint.findings);
    const copied = new Set(findings.flatMap(({ fix }) => fix.steps.flatMap(({ lines = [] }) => lines.map((line) => line.trim()))));
    for (const line of out.split('\n')) assert.ok(line.length <= 80 || copied.has(line.trim()), line);
  });

  it('writes several reports at once, each where it belongs', async () => {
    const file = join(folder, 'report.json');
    const { out, status } = await runCli(['scan', target('leaf-expired'), '--format', 'json', '--output', file, '--format', 'table']);
    assert.equal(status, 1);
    assert.match(out, /^FAIL {2}127\.0\.0\.1:/);
    assertIsReport(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('takes the format from the name of the file', async () => {
    const file = join(folder, 'by-name.json');
    const { out } = await runCli(['scan', target('leaf-expired'), '-o', file]);
    assert.equal(out, '');
    assertIsReport(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('shows each misconfiguration of the lab, and none at high or above where it is healthy', async () => {
    const { out, err, status } = await runCli(['scan', '--lab', '--exit-zero']);
    const { length } = stack.endpoints;
    assert.ok(out.includes(`\nlab: ${length} of ${length} endpoints show what they should\n`), out.slice(-2000));
    assert.equal(err, '');
    assert.equal(status, 0);
  });

  it('holds the JSON of the whole lab to the schema', async () => {
    const { out, status } = await runCli(['scan', '--lab', '--format', 'json']);
    const report = JSON.parse(out);
    assertIsReport(report);
    assert.equal(report.endpoints.length, stack.endpoints.length);
    assert.equal(status, 1);
  });

  it('finds in each lab endpoint what it is there for, and nothing else at medium or above', async () => {
    const { out } = await runCli(['scan', '--lab', '--format', 'json']);
    const { endpoints } = JSON.parse(out) as { readonly endpoints: readonly EndpointReport[] };
    for (const [index, { name, rule }] of stack.endpoints.entries()) {
      const findings = endpoints[index]?.findings ?? [];
      const others = findings.filter((finding) => finding.rule !== rule && atLeast(finding.severity, 'medium'));
      assert.deepEqual(others, [], name);
      assert.equal(findings.filter((finding) => finding.rule === rule).length, rule === null ? 0 : 1, name);
    }
  });

  it('has an exit status for each outcome, and findings beat gaps', async () => {
    for (const [args, status] of [
      [['healthy-http'], 0],
      [['http-plaintext'], 1],
      [['http-plaintext', '--fail-on', 'critical'], 0],
      [['http-plaintext', '--fail-on', 'never'], 0],
      [['http-plaintext', '--exit-zero'], 0],
      [['healthy-http', '127.0.0.1:1'], 3],
      [['http-plaintext', '127.0.0.1:1'], 1],
      [['http-plaintext', '127.0.0.1:1', '--fail-on', 'never'], 3],
      [['http-plaintext', '127.0.0.1:1', '--exit-zero'], 0],
      [['http-plaintext', '--fail-on', 'worst'], 2],
    ] as const) {
      const [name, ...more] = args;
      assert.equal((await runCli(['scan', target(name), ...more])).status, status, args.join(' '));
    }
  });

  it('does not call client authentication proved, nor the run incomplete, under --quiet-wire', async () => {
    const { out, status } = await runCli(['scan', target('healthy-transport'), '--quiet-wire', '--format', 'json']);
    const [{ clientAuth, incomplete }] = JSON.parse(out).endpoints;
    assert.deepEqual(clientAuth.byVersion, { 'TLSv1.3': 'requested', 'TLSv1.2': 'requested' });
    assert.equal(clientAuth.mode, 'unknown');
    assert.deepEqual(incomplete, []);
    assert.equal(status, 0);
  });

  it('goes on when one endpoint is no use, and has a word for each', async () => {
    const silent = net.createServer(() => {});
    const closing = net.createServer((socket) => socket.destroy());
    const ssh = net.createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n'));
    const targets = await Promise.all([silent, closing, ssh].map(async (server) => `127.0.0.1:${await listening(server)}`));
    const sockets = new Set<net.Socket>();
    silent.on('connection', (socket) => sockets.add(socket));
    try {
      const run = await runCli([
        'scan',
        ...targets,
        'nowhere.invalid:9200',
        '127.0.0.1:1',
        target('healthy-http'),
        '--timeout',
        '0.5',
        '--fail-on',
        'critical',
        '--format',
        'json',
      ]);
      const { endpoints } = JSON.parse(run.out);
      assertIsReport(JSON.parse(run.out));
      assert.deepEqual(
        endpoints.map(({ reachability, answer }: { reachability: string; answer: string }) => `${reachability} ${answer}`),
        ['open silent', 'open closed', 'open other', 'unresolved nothing', 'refused nothing', 'open tls'],
      );
      assert.equal(run.status, 3);
      assert.equal(run.err, '');
    } finally {
      for (const socket of sockets) socket.destroy();
      for (const server of [silent, closing, ssh]) server.close();
    }
  });

  it('offers the client certificate it was given', async () => {
    const file = join(folder, 'node.pem');
    writeFileSync(file, stack.identity.chainPem + stack.identity.privateKeyPem);
    const { out } = await runCli(['scan', target('healthy-transport'), '--cert', file, '--format', 'json']);
    const [endpoint] = JSON.parse(out).endpoints;
    assert.equal(endpoint.service.product, 'elasticsearch', 'with its certificate it is let in, and told the version');
    assert.equal(endpoint.clientAuth.mode, 'required');
  });

  it('judges trust by the CA that was given, and by no other', async () => {
    const own = join(folder, 'ca.pem');
    writeFileSync(own, stack.trust.pem);
    const other = join(folder, 'other-ca.pem');
    writeFileSync(other, makeCa({ subject: 'Another CA' }).certificatePem);
    const verdict = async (...ca: string[]) => {
      const { out } = await runCli(['scan', target('healthy-http'), '--format', 'json', ...ca.flatMap((file) => ['--ca', file])]);
      return JSON.parse(out).endpoints[0].verdicts;
    };
    assert.deepEqual(await verdict(), 'not-checked');
    assert.deepEqual(await verdict(other, own), {
      rfc5280: { trusted: true },
      jsse17: { trusted: true },
      jsse25: { trusted: true },
      node: { trusted: true },
    });
    assert.equal((await verdict(other)).rfc5280.trusted, false);
    assert.equal((await verdict('system')).rfc5280.trusted, false);
  });

  it('reads a key with its passphrase from a file or from the environment', async () => {
    const { privateKey, certificatePem } = issue(makeCa(), { subject: 'client' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'ash tree' });
    const file = join(folder, 'client.pem');
    const passphrase = join(folder, 'passphrase');
    writeFileSync(file, certificatePem + pem);
    writeFileSync(passphrase, 'ash tree\n');
    const scan = (more: readonly string[], env = {}) => runCli(['scan', '127.0.0.1:1', '--cert', file, ...more], { env });
    assert.equal((await scan(['--key-passphrase-file', passphrase])).status, 3);
    assert.equal((await scan([], { HANDCLASP_KEY_PASSPHRASE: 'ash tree' })).status, 3);
    assert.match((await scan([])).err, /is encrypted/);
    const wrong = await scan([], { HANDCLASP_KEY_PASSPHRASE: 'oak tree' });
    assert.match(wrong.err, /passphrase is wrong/);
    assert.doesNotMatch(wrong.err, /oak tree/);
    assert.equal(wrong.status, 2);
  });

  it('shows progress on a terminal only, and wipes it', async () => {
    const { err } = await runCli(['scan', target('healthy-http')], { errIsTerminal: true, columns: 80 });
    assert.match(err, /0 of 1 target · 0 s · 0 problems/);
    assert.ok(err.endsWith(`\r${esc}[K`));
    assert.equal((await runCli(['scan', target('healthy-http'), '--quiet'], { errIsTerminal: true })).err, '');
  });

  it('says what it asks, with --trace', async () => {
    const { err } = await runCli(['scan', target('healthy-http'), '--trace']);
    assert.match(err, /127\.0\.0\.1/);
  });

  it('says why something was not checked, with --verbose', async () => {
    const { out, err } = await runCli(['scan', target('healthy-http'), '--verbose']);
    assert.match(out, /\nNot checked\n[\s\S]* {2}clock-skew: /);
    assert.equal(err, '');
    assert.doesNotMatch((await runCli(['scan', target('healthy-http')])).out, /Not checked/);
  });

  it('tells more to who asks with --show, and refuses what it does not know', async () => {
    assert.match((await runCli(['scan', target('healthy-http'), '--show', 'all'])).out, /^LOW +Weak cipher/m);
    assert.match((await runCli(['scan', target('healthy-http'), '--show', 'weak-cipher-accepted'])).out, /^LOW +Weak cipher/m);
    const { status, err } = await runCli(['scan', target('healthy-http'), '--show', 'weak-cypher-accepted']);
    assert.equal(status, 2);
    assert.equal(err, 'handclasp: --show cannot be "weak-cypher-accepted"\n  did you mean weak-cipher-accepted?\n');
    assert.match(
      (await runCli(['matrix', target('healthy-http'), '--show', 'everything'])).err,
      /it is one of all, low, info, unreachable, calendar, or the id of a rule/,
    );
  });

  it('reports what is done when it is interrupted, marked as partial', async () => {
    const silent = net.createServer();
    const sockets: net.Socket[] = [];
    const interruption = new AbortController();
    silent.on('connection', (socket) => {
      sockets.push(socket);
      setTimeout(() => interruption.abort('SIGTERM'), 300);
    });
    try {
      const port = await listening(silent);
      const started = Date.now();
      const run = await runCli(['scan', target('leaf-expired'), `127.0.0.1:${port}`, '--timeout', '60', '--format', 'json'], {
        interrupted: interruption.signal,
      });
      const report = JSON.parse(run.out);
      assertIsReport(report);
      assert.equal(report.partial, true);
      assert.equal(report.endpoints.length, 1);
      assert.equal(run.status, 143);
      assert.ok(Date.now() - started < 10_000);
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });

  it('tells our own fault in one line, and the stack only when asked', () => {
    const reported = (args: readonly string[], error: unknown) => {
      let text = '';
      const status = tellError(error, args, {
        err: (more) => {
          text += more;
        },
      });
      return { text, status };
    };
    const fault = new TypeError('x is undefined');
    assert.deepEqual(reported(['scan', 'es01'], fault), {
      text: 'handclasp: internal error: x is undefined\n  please report it with what --verbose adds\n',
      status: 4,
    });
    assert.match(reported(['scan', 'es01', '--verbose'], fault).text, /TypeError: x is undefined\n {4}at /);
    assert.deepEqual(reported([], Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' })), {
      text: 'handclasp: this process ran out of open files (EMFILE)\n  raise ulimit -n, or lower --concurrency\n',
      status: 2,
    });
    assert.deepEqual(reported([], new UsageError('c', `a${esc}[2J`, 'b')), { text: 'handclasp: a\\x1b[2J\n  b\n', status: 2 });
  });
});
