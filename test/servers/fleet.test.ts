import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Queue } from 'bullmq';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { queueUrlOf } from '../../src/model/queue-url.ts';
import type { Report } from '../../src/model/report.ts';
import { toolVersion } from '../../src/model/tool-version.ts';
import { gatherRun } from '../../src/queue/gather-run.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { LoopbackEndpoints } from '../support/loopback-endpoints.ts';
import { pause, postgresServer, type QueueServer, redisServer } from '../support/queue-servers.ts';
import { skipUnless } from '../support/required.ts';
import { root } from '../support/sources.ts';

const command = join(root, 'dist/bin/handclasp.js');
const ca = makeCa();
const identity = issue(ca, { subject: 'es01', altNames: ['IP:127.0.0.1'] });

for (const [what, port, make] of [
  ['Redis', 16_379, redisServer],
  ['PostgreSQL', 15_432, postgresServer],
] as const) {
  describe(`a fleet over ${what}`, function () {
    this.timeout(180_000);
    let server: QueueServer | null = null;
    let folder: string;
    let endpoints: LoopbackEndpoints;
    const children: ChildProcess[] = [];

    before(async function () {
      folder = mkdtempSync(join(tmpdir(), 'handclasp-fleet-'));
      spawnSync('chmod', ['755', folder]);
      server = make(join(folder, 'server'), port);
      skipUnless(this, server !== null, what);
      await server?.start();
      writeFileSync(join(folder, 'ca.pem'), ca.certificatePem);
    });
    after(async () => {
      await server?.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    afterEach(() => {
      for (const child of children.splice(0)) child.kill('SIGKILL');
      endpoints?.close();
    });

    /** A command of its own, with what it says. */
    function started(...args: readonly string[]) {
      const child = spawn(process.execPath, [command, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
      children.push(child);
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      child.stderr.on('data', (text) => {
        said += text;
      });
      const ended = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
      return {
        child,
        ended,
        said: () => said,
        until: async (pattern: RegExp, ms = 60_000) => {
          for (const end = Date.now() + ms; !pattern.test(said); await pause(20)) assert.ok(Date.now() < end, `no ${pattern} in: ${said}`);
        },
      };
    }
    let fleets = 0;
    /** Of a queue that no other test has. */
    const fleet = () => {
      fleets += 1;
      const queue = ['--queue', server?.url ?? '', '--queue-name', `fleet${fleets}`];
      return {
        name: `fleet${fleets}`,
        queue,
        worker: (...more: readonly string[]) => started('worker', ...queue, ...more),
        once: (targets: readonly string[], out: string) => {
          writeFileSync(join(folder, `${out}.txt`), targets.join('\n'));
          return started('watch', `@${out}.txt`, '--ca', 'ca.pem', '--depth', 'quick', '--once', '-o', out, ...queue);
        },
        scheduled: (targets: readonly string[], history: string, schedule: string, ...more: readonly string[]) => {
          writeFileSync(join(folder, `${history}.txt`), targets.join('\n'));
          return started(
            ...['watch', `@${history}.txt`, '--ca', 'ca.pem', '--depth', 'quick', '--history', history, '--schedule', schedule, ...queue],
            ...more,
          );
        },
      };
    };
    const report = (name: string): Report => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const opened = async (delayMs = 0) => {
      endpoints = new LoopbackEndpoints(identity, delayMs);
      await endpoints.open();
    };
    /** Each target is there once, and was reached. */
    function assertWhole({ endpoints: found, partial }: Report, targets: readonly string[]): void {
      assert.equal(partial, false);
      assert.deepEqual(found.map(({ target }) => `https://${target}`).toSorted(), [...targets].toSorted());
      assert.deepEqual(
        found.filter(({ reachability }) => reachability !== 'open').map(({ target, status }) => `${target} ${status}`),
        [],
      );
    }

    it('comes to what one scan comes to', async () => {
      await opened();
      const { worker, once: run } = fleet();
      const targets = endpoints.targets(3, 30);
      worker();
      worker();
      const leader = run(targets, 'fleet.json');
      const status = await leader.ended;
      const alone = started('scan', '@fleet.json.txt', '--ca', 'ca.pem', '--depth', 'quick', '-o', 'alone.json', '-q');
      assert.equal(status, await alone.ended, leader.said());
      const told = ({ endpoints: found, summary }: Report) => ({
        summary,
        found: found.map(({ target, status: text, trust, findings }) => [
          target,
          text,
          trust,
          findings.map(({ rule, detail }) => [rule, detail]),
        ]),
      });
      assert.deepEqual(told(report('fleet.json')), told(report('alone.json')));
    });

    it('loses nothing and has nothing twice where a worker is killed in the middle of a chunk', async () => {
      await opened(120);
      const { worker, once: run } = fleet();
      const targets = endpoints.targets(2, 150);
      const first = worker('--concurrency', '4');
      await first.until(/is ready/);
      const leader = run(targets, 'killed-worker.json');
      while (endpoints.met.size < 40) await pause(20);
      first.child.kill('SIGKILL');
      const second = worker('--concurrency', '32');
      await leader.ended;
      assertWhole(report('killed-worker.json'), targets);
      assert.match(second.said(), /150 targets in/);
    });

    it('goes on under another leader where the first is killed, and asks nobody again whose chunk was done', async () => {
      await opened(100);
      const { worker, scheduled } = fleet();
      const targets = endpoints.targets(3, 60);
      worker('--networks', '1', '--concurrency', '16');
      const first = scheduled(targets, 'first.db', '0 0 1 1 *');
      while (endpoints.met.size < 90) await pause(20);
      const before = new Map([...endpoints.met].map(([address, { count }]) => [address, count]));
      first.child.kill('SIGKILL');
      const second = scheduled(targets, 'second.db', '0 0 1 1 *', '-o', 'led.json');
      await second.until(/run 1: 180 endpoints/);
      assertWhole(report('led.json'), targets);
      const twice = [...before].filter(([address, count]) => (endpoints.met.get(address)?.count ?? 0) > count);
      assert.ok(twice.length < 60, `${twice.length} were asked again, beyond what was in work`);
      second.child.kill('SIGTERM');
      assert.equal(await second.ended, 0, second.said());
    });

    it('outlives its server: a run goes on where it was, and the first job after a restart starts within 5 seconds', async () => {
      await opened(100);
      const { worker, once: run } = fleet();
      const targets = endpoints.targets(3, 60);
      const one = worker('--networks', '1');
      const leader = run(targets, 'restarted.json');
      while (endpoints.met.size < 80) await pause(20);
      await server?.kill();
      await pause(3_000);
      await server?.start();
      await leader.ended;
      assertWhole(report('restarted.json'), targets);
      assert.match(leader.said(), /the queue cannot be reached: .*\n(.*\n)*.*the queue can be reached again/);
      // Now while nobody has anything to do.
      await server?.kill();
      await pause(1_500);
      await server?.start();
      endpoints.met.clear();
      const began = Date.now();
      const again = run(targets.slice(0, 5), 'again.json');
      while (endpoints.met.size === 0) {
        await pause(20);
        assert.ok(Date.now() - began < 20_000, again.said() + one.said());
      }
      const first = Math.min(...[...endpoints.met.values()].map(({ at }) => at));
      assert.ok(first - began < 5_000, `${first - began} ms`);
      await again.ended;
      assertWhole(report('again.json'), targets.slice(0, 5));
    });

    it('makes one run for each tick, however many leaders there are', async () => {
      await opened();
      const { worker, scheduled } = fleet();
      worker();
      const histories = ['a.db', 'b.db', 'c.db'];
      const leaders = histories.map((history) => scheduled(endpoints.targets(1, 3), history, '*/4 * * * * *'));
      const made = () => leaders.flatMap(({ said }) => [...said().matchAll(/UTC {2}run \d+: 3 endpoints/g)]).length;
      for (const end = Date.now() + 60_000; made() < 4 && Date.now() < end; ) await pause(200);
      for (const { child } of leaders) child.kill('SIGTERM');
      for (const { ended, said } of leaders) assert.equal(await ended, 0, said());
      // A run has a name of its tick, whoever leads it.
      const runs = histories.flatMap((history) => {
        const { stdout } = spawnSync(process.execPath, [command, 'history', 'export', '--history', history], {
          cwd: folder,
          encoding: 'utf8',
        });
        return stdout.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as { readonly uuid: string }).uuid]));
      });
      assert.ok(runs.length >= 4, `${runs.length} runs`);
      assert.equal(new Set(runs).size, runs.length, runs.join());
    });

    it('has one result of what is queued twice, and nothing secret in the queue', async () => {
      await opened();
      const { worker, name } = fleet();
      writeFileSync(join(folder, 'probe.pem'), identity.chainPem + identity.privateKeyPem);
      worker('--cert', 'probe.pem');
      const open = await openQueue({ url: queueUrlOf(server?.url ?? ''), password: null, ca: null, name, tell: () => {} });
      const asking = { depth: 'glance', quietWire: false, vantage: null, timeoutMs: 5_000, trySelfSigned: false } as const;
      const targets = parseTargets(endpoints.targets(1, 5).join('\n'));
      const options = { run: 'twice', asking, nameOf: () => ({}), signal: new AbortController().signal };
      const [one, other] = await Promise.all([gatherRun(open, targets, options), gatherRun(open, targets, options)]);
      assert.deepEqual([...(one?.keys() ?? [])], [...(other?.keys() ?? [])]);
      assert.equal(one?.size, 5);
      const counts = new Set([...endpoints.met.values()].map(({ count }) => count));
      assert.equal(counts.size, 1, [...counts].join());
      const queue = open.queue('chunks');
      const jobs = JSON.stringify(await queue.getJobs(['completed']));
      await queue.close();
      assert.match(jobs, /127\.0\.10\.1/);
      assert.doesNotMatch(jobs, /PRIVATE KEY|probe\.pem|passphrase/);
    });

    it('refuses a worker of another release, with both versions', async () => {
      await opened();
      const { worker, name } = fleet();
      const open = await openQueue({ url: queueUrlOf(server?.url ?? ''), password: null, ca: null, name, tell: () => {} });
      const queue = open.queue('chunks') as Queue;
      await queue.add('chunk', { version: '9.9.9', run: 'other', asking: {}, targets: [] }, { jobId: 'other-1' });
      const refused = worker();
      assert.equal(await refused.ended, 2, refused.said());
      assert.match(
        refused.said(),
        new RegExp(`the queue is led by handclasp 9\\.9\\.9, and this worker is handclasp ${toolVersion.replaceAll('.', '\\.')}\\n`),
      );
      // It is there for those who can do it.
      assert.ok(['delayed', 'waiting'].includes(String(await (await queue.getJob('other-1'))?.getState())));
      await queue.close();
    });

    it('ends by SIGTERM at once, and gives back what it was at', async () => {
      await opened(150);
      const { worker, once: run } = fleet();
      const targets = endpoints.targets(1, 100);
      const first = worker('--concurrency', '2');
      const leader = run(targets, 'given-back.json');
      while (endpoints.met.size < 10) await pause(20);
      first.child.kill('SIGTERM');
      assert.equal(await first.ended, 0, first.said());
      worker('--concurrency', '32');
      await leader.ended;
      assertWhole(report('given-back.json'), targets);
    });
  });
}

describe('a queue that cannot be used', function () {
  this.timeout(30_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-fleet-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const ran = (program: string, ...args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: folder, timeout: 20_000 });
    return { status, stderr };
  };

  for (const [url, product] of [
    ['redis://127.0.0.1:1', 'Redis or Valkey'],
    ['postgres://postgres@127.0.0.1:1/x', 'PostgreSQL'],
  ] as const) {
    it(`is told in one line: nobody listens at ${url}`, () => {
      const { status, stderr } = ran(command, 'worker', '--queue', url);
      assert.equal(status, 2, stderr);
      assert.equal(
        stderr.split('\n').slice(0, 2).join('\n'),
        `handclasp: the queue at 127.0.0.1:1 cannot be used: connection refused\n  see that ${product} listens there, and that ${product === 'PostgreSQL' ? 'database, user' : 'user'} and password are right`,
      );
    });

    it(`names the package that is missing for ${product}`, () => {
      const home = join(folder, 'bare');
      mkdirSync(home, { recursive: true });
      cpSync(join(root, 'dist/bin'), join(home, 'bin'), { recursive: true });
      writeFileSync(join(home, 'package.json'), '{"type":"module"}');
      const { status, stderr } = ran(join(home, 'bin/handclasp.js'), 'worker', '--queue', url);
      assert.equal(status, 2, stderr);
      assert.match(
        stderr,
        /^handclasp: --queue \w+:\/\/ needs the package bullmq, which is not installed\n {2}npm install bullmq@\^6\.7\.0 (?:ioredis|pg), beside handclasp\n$/,
      );
    });
  }

  it('is warned of where a crash would lose jobs, or a full memory', async function () {
    const server = redisServer(join(folder, 'careless'), 16_380, ['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']);
    skipUnless(this, server !== null, 'Redis');
    await server?.start();
    try {
      const child = spawn(process.execPath, [command, 'worker', '--queue', server?.url ?? '']);
      let said = '';
      child.stderr.on('data', (text) => {
        said += text;
      });
      for (const end = Date.now() + 10_000; !said.includes('is ready') && Date.now() < end; ) await pause(50);
      child.kill('SIGTERM');
      await once(child, 'exit');
      assert.match(said, /Redis keeps no append-only file: a crash of it loses jobs and results\. Set "appendonly yes"/);
      assert.match(said, /maxmemory-policy allkeys-lru\)\. Set "maxmemory-policy noeviction"/);
    } finally {
      await server?.kill();
    }
  });
});
