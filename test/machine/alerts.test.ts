import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { daysFromNow, issue, makeCa } from '../../src/lab/pki.ts';
import { type AlertSink, startAlertSink } from '../support/alert-sink.ts';
import { listening } from '../support/listening.ts';
import { skipUnless } from '../support/required.ts';

const command = fileURLToPath(new URL('../../bin/handclasp.js', import.meta.url));
const ca = makeCa();
const day = 86_400_000;

describe('alerts of a watch on this machine', function () {
  this.timeout(120_000);
  let folder: string;
  let endpoint: Server;
  let sink: AlertSink;
  let target: string;
  const started = new Set<ChildProcess>();
  before(function () {
    // From the sources there is no command to start.
    if (!existsSync(fileURLToPath(new URL('../../bin/scan-worker.js', import.meta.url)))) this.skip();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    sink = await startAlertSink();
    // A year long, and three days to go.
    const { chainPem, privateKeyPem } = issue(ca, {
      subject: 'es01',
      altNames: ['IP:127.0.0.1'],
      notBefore: new Date(Date.now() - 362 * day),
      notAfter: daysFromNow(3),
    });
    endpoint = createServer({ cert: chainPem, key: privateKeyPem });
    endpoint.on('tlsClientError', () => {});
    endpoint.on('secureConnection', (socket) => socket.on('error', () => {}));
    target = `https://127.0.0.1:${await listening(endpoint)}`;
    writeFileSync(join(folder, 'ca.crt'), ca.certificatePem);
    writeFileSync(join(folder, 'hook'), `${sink.url}/marked-secret\n`);
  });
  afterEach(async () => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
    endpoint.close();
    await sink.close();
    rmSync(folder, { recursive: true });
  });

  const config = (more = '') => {
    writeFileSync(
      join(folder, 'handclasp.yml'),
      `targets: "${target}"\nca: ca.crt\ndepth: glance\ntimeout: 500ms\nhistory: tls.db\nalerts:\n  receivers:\n    - { kind: webhook, name: ops, url-file: hook }\n${more}`,
    );
    return ['--config-file', 'handclasp.yml'];
  };
  const once_ = () => ran('--once', '--exit-zero', ...config());
  /** The webhook is in this process: it goes on meanwhile. */
  const ran = (...args: readonly string[]) =>
    new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [command, 'watch', ...args], { cwd: folder });
      started.add(child);
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk;
      });
      let err = '';
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk;
      });
      child.once('close', (status) => resolve({ status, out, err }));
    });
  /** What the metrics say before the first run has ended. */
  const openAtStart = async () => {
    const held = createPlainServer((socket) => socket.on('error', () => {}));
    target = `127.0.0.1:${await listening(held)}`;
    const child = spawn(process.execPath, [command, 'watch', ...config(), '--timeout', '20s', '--metrics-port', '0'], { cwd: folder });
    started.add(child);
    try {
      const url = await new Promise<string>((resolve) => {
        let said = '';
        child.stderr.on('data', (chunk: Buffer) => {
          said += chunk;
          const [, found] = /metrics at (\S+)\n/.exec(said) ?? [];
          if (found !== undefined) resolve(found);
        });
      });
      const text = await (await fetch(url)).text();
      assert.doesNotMatch(text, /^handclasp_run_timestamp_seconds /m);
      return Number(/^handclasp_alerts_open (\d+)$/m.exec(text)?.[1]);
    } finally {
      child.kill('SIGKILL');
      held.close();
    }
  };
  const kinds = () => sink.taken.flatMap(({ body }) => body.alerts.map((alert: { facts: { kind: string } }) => alert.facts.kind));

  it('comes once, however many runs there are', async () => {
    const first = await once_();
    assert.equal(first.status, 0, first.err);
    assert.match(first.err, / · 1 alert\n/);
    const second = await once_();
    assert.doesNotMatch(second.err, /alert/);
    // Before the next run has ended, what is open is what was told.
    assert.equal(await openAtStart(), 1);
    assert.deepEqual(kinds(), ['certificate']);
    const [{ body, path } = assert.fail()] = sink.taken;
    assert.equal(path, '/marked-secret');
    assert.equal(body.alerts[0].facts.level, 'urgent');
    assert.ok(!(first.err + second.err).includes('marked-secret'));
  });

  it('is not lost where the receiver is away, is told by the exit status, and comes once when it is back', async () => {
    sink.answer = 503;
    const away = await once_();
    assert.equal(away.status, 3, away.err);
    assert.match(away.err, /^handclasp: the alert receiver ops did not take 1 message: it answered 503; handclasp sends again$/m);
    sink.answer = 204;
    const back = await once_();
    assert.equal(back.status, 0, back.err);
    assert.deepEqual(kinds(), ['certificate']);
    assert.equal(new Set(sink.asked.map(({ body }) => body.id)).size, 1);
  });

  it('is neither lost nor told twice where the watch is killed again and again', async () => {
    sink.answer = 503;
    for (let round = 0; round < 12; round++) {
      // The receiver comes back on the way.
      if (round === 8) sink.answer = 204;
      const child = spawn(process.execPath, [command, 'watch', ...config(), '--schedule', '* * * * * *', '--metrics-port', '0'], {
        cwd: folder,
        stdio: 'ignore',
      });
      started.add(child);
      await new Promise((resolve) => setTimeout(resolve, 300 + round * 140));
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const last = await once_();
    assert.equal(last.status, 0, last.err);
    // A receiver knows by the id what it has already: a kill between its answer and our note of it is told again.
    const ids = new Set(
      sink.taken
        .filter(({ body }) => body.alerts.some((one: { key: string }) => one.key.startsWith('certificate/')))
        .map(({ body }) => body.id),
    );
    assert.equal(ids.size, 1);
    assert.ok(sink.taken.length >= 1 && sink.taken.length <= 2, `${sink.taken.length} taken`);
  });

  it('comes when the disk has room again where it was full, once', async function () {
    const mounts = spawnSync('unshare', ['--mount', 'sh', '-c', `mount -t tmpfs tmpfs '${folder}'`], { stdio: 'ignore' }).status === 0;
    skipUnless(this, mounts, 'unshare and root');
    config();
    const script = `
      mkdir disk && mount -t tmpfs -o size=400k tmpfs disk && cp handclasp.yml ca.crt hook disk && cd disk || exit 9
      run() { '${process.execPath}' '${command}' watch --once --exit-zero --config-file handclasp.yml 2>&1; echo "status $?"; }
      '${process.execPath}' '${command}' history import /dev/null --history tls.db
      dd if=/dev/zero of=full bs=1k 2>/dev/null
      run
      rm full
      run`;
    const child = spawn('unshare', ['--mount', 'sh', '-c', script], { cwd: folder });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    await once(child, 'close');
    assert.match(said, /handclasp: cannot use the history .*tls\.db: the disk is full; what was in it before is whole\n/);
    assert.match(said, /status 2\n(.*\n)*.*1 alert.*\nstatus 0\n$/);
    assert.deepEqual(
      kinds().filter((kind: string) => kind === 'certificate'),
      ['certificate'],
    );
  });

  it('is tried with a test message, which each receiver takes or not', async () => {
    const { status, out, err } = await ran(...config('    - { kind: command, name: broken, run: [/bin/false] }\n'), '--test-alerts');
    assert.equal(out, 'ops: has taken a test message\nbroken: the program ended with 1\n', err);
    assert.equal(status, 3);
    assert.deepEqual(kinds(), ['test']);
  });

  it('is refused at the start where a secret is missing, with all that is', () => {
    const args = config('    - { kind: slack, url-env: NO_SUCH_URL }\n    - { kind: pagerduty, key-file: no-such-file }\n');
    const { status, stderr } = spawnSync(process.execPath, [command, 'watch', ...args], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^handclasp: handclasp\.yml:9: alerts\.receivers\[1\]: the alert receiver slack needs the variable NO_SUCH_URL, which is not set\n {11}handclasp\.yml:10: alerts\.receivers\[2\]: cannot read the file of --alerts \(pagerduty\): there is no such file\n/,
    );
  });
});
