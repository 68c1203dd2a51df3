import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listening } from '../support/listening.ts';

const command = fileURLToPath(new URL('../../bin/handclasp.js', import.meta.url));

describe('a watch on this machine', function () {
  this.timeout(60_000);
  let folder: string;
  let silent: Server;
  let port: number;
  const started = new Set<ChildProcess>();
  before(async function () {
    // From the sources there is no command to start.
    if (!existsSync(join(fileURLToPath(new URL('../../bin/', import.meta.url)), 'scan-worker.js'))) this.skip();
    // It accepts, and says nothing: a run lasts as long as it is waited for.
    silent = createServer((socket) => socket.on('error', () => {}));
    port = await listening(silent);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
    rmSync(folder, { recursive: true });
  });
  after(() => silent?.close());

  /** Starts a watch, and reads what it says. */
  const watching = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [command, 'watch', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    started.add(child);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const match = pattern.exec(said);
        if (match !== null) return match;
        if (child.exitCode !== null) assert.fail(`it ended with ${child.exitCode}: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    };
    const ended = async (signal?: NodeJS.Signals) => {
      if (signal !== undefined) child.kill(signal);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return { status: child.exitCode, said };
    };
    return { until, ended, child };
  };
  const ran = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };
  const config = (text: string) => {
    writeFileSync(join(folder, 'handclasp.yml'), text);
    return ['--config-file', 'handclasp.yml'];
  };
  /** Nothing listens there. */
  const closed = '127.0.0.1:1';

  it('ends with 0 by SIGTERM while it waits, and has logged a line for its run', async () => {
    const { until, ended } = watching(closed, '--history', 'tls.db');
    await until(/ UTC {2}run 1: 1 endpoint in .*next run at .*UTC\n/);
    const { status, said } = await ended('SIGTERM');
    assert.equal(status, 0, said);
    assert.equal(said.trimEnd().split('\n').length, 1, said);
  });

  it('ends with 0 by SIGTERM during a run, and keeps what the run has seen', async () => {
    const { until, ended } = watching(`127.0.0.1:${port}`, '--timeout', '30s', '--history', 'tls.db', '--metrics-port', '0');
    await until(/metrics at/);
    await new Promise((resolve) => setTimeout(resolve, 700));
    const { status, said } = await ended('SIGTERM');
    assert.equal(status, 0, said);
    assert.match(said, /run 1: .*interrupted/);
    assert.match(ran('history', '--history', 'tls.db').out, /\b1\b/);
  });

  it('is alone with its history, until it is killed', async () => {
    const first = watching(closed, '--history', 'tls.db');
    await first.until(/run 1:/);
    const second = ran('watch', closed, '--history', 'tls.db', '--once');
    assert.equal(second.status, 2);
    assert.match(
      second.err,
      new RegExp(`^handclasp: another handclasp watch \\(process ${first.child.pid}\\) keeps its runs in tls\\.db\\n`),
    );
    await first.ended('SIGKILL');
    const third = ran('watch', closed, '--history', 'tls.db', '--once', '--exit-zero');
    assert.equal(third.status, 0, third.err);
    assert.match(third.err, /run 2: /);
  });

  it('reads its file again by SIGHUP, and keeps the one before where the new one has faults', async () => {
    const { until, ended, child } = watching(...config(`targets: "${closed}"\nschedule: "0 0 1 1 *"\n`));
    await until(/next run at /);
    config(`targets: "${closed}"\nschedule: sometimes\ntimeuot: 3\n`);
    child.kill('SIGHUP');
    await until(
      /SIGHUP: the options were read again and refused; those before go on\nhandclasp: handclasp\.yml:2: schedule: .*\n +handclasp\.yml:3: timeuot: /,
    );
    config(`targets: "${closed}"\nca: gone.crt\ncrl: gone.crl\n`);
    child.kill('SIGHUP');
    await until(
      /those before go on\nhandclasp: handclasp\.yml:2: ca: cannot read .*gone\.crt: there is no such file\n +handclasp\.yml:3: crl: /,
    );
    config(`targets: "${closed}"\nschedule: "* * * * * *"\n`);
    child.kill('SIGHUP');
    await until(/SIGHUP: the options were read again\n(.*\n)*.* run: 1 endpoint/);
    assert.equal((await ended('SIGTERM')).status, 0);
  });

  it('runs once with the exit status of scan, and writes what is asked for', () => {
    const scanned = ran('scan', closed, '-o', 'scan.json');
    const once = ran('watch', closed, '--once', '-o', 'once.json', '--metrics-file', 'tls.prom');
    assert.equal(once.status, scanned.status);
    assert.equal(once.out, '');
    const endpoints = (file: string) =>
      JSON.parse(readFileSync(join(folder, file), 'utf8')).endpoints.map((one: { target: string; status: string }) => [
        one.target,
        one.status,
      ]);
    assert.deepEqual(endpoints('once.json'), endpoints('scan.json'));
    const metrics = readFileSync(join(folder, 'tls.prom'), 'utf8');
    assert.match(metrics, /^handclasp_watch_failed_runs 0$/m);
    assert.match(metrics, /^probe_success\{instance="127\.0\.0\.1:1",.*\} 0$/m);
  });

  it('serves its metrics and its page, to those with the password', async () => {
    writeFileSync(join(folder, 'password'), 'marked-secret\n');
    const { until, ended } = watching(
      ...[closed, '--history', 'tls.db', '--metrics-port', '0', '--metrics-user', 'prometheus', '--metrics-password-file', 'password'],
    );
    const [, url = ''] = await until(/metrics at (\S+)\n/);
    const [, home = ''] = await until(/status page at (\S+)\n/);
    await until(/ run 1: /);
    for (const each of [url, home]) assert.equal((await fetch(each)).status, 401);
    const authorization = `Basic ${Buffer.from('prometheus:marked-secret').toString('base64')}`;
    const answer = await fetch(url, { headers: { authorization } });
    assert.match(await answer.text(), /^handclasp_watch_next_run_timestamp_seconds \d+$/m);
    assert.match(await (await fetch(home, { headers: { authorization } })).text(), /<h1>DOWN: The endpoint was not reached</);
    assert.equal((await fetch(url.replace('/metrics', '/healthz'))).status, 200);
    const { said } = await ended('SIGTERM');
    assert.ok(!said.includes('marked-secret'));
  });

  it('says before anything runs what is wrong with its port, its file and its targets', () => {
    for (const [args, message] of [
      [['--metrics-port', String(port)], `cannot serve metrics on 127.0.0.1, port ${port}: another process has it`],
      [['--metrics-user', 'p'], '--metrics-user needs --metrics-port'],
      [['--metrics-file', 'no/such.prom'], 'cannot write no/such.prom: there is no directory no'],
      [['--ca', 'no.crt'], 'cannot read '],
      [['-'], 'watch reads its targets anew for each run, and standard input only once'],
      [['--schedule', 'often'], '"often" is no schedule'],
    ] as const) {
      const { status, err } = ran('watch', closed, ...args);
      assert.equal(status, 2, err);
      assert.ok(err.startsWith(`handclasp: ${message}`), err);
    }
  });
});
