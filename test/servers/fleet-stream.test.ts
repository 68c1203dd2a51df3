import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EndpointLines } from '../../src/fleet/endpoint-lines.ts';
import { addJudged, judgeTogether } from '../../src/fleet/judged-lines.ts';
import { noTally } from '../../src/fleet/worker-messages.ts';
import { createScanner } from '../../src/jobs/scan/scanner.ts';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { queueUrlOf } from '../../src/model/queue-url.ts';
import { type ChunkJob, type ChunkResult, judgedResult } from '../../src/queue/chunk-job.ts';
import { type OpenQueue, openQueue } from '../../src/queue/open-queue.ts';
import { LoopbackEndpoints } from '../support/loopback-endpoints.ts';
import { ProcessMeter } from '../support/process-meter.ts';
import { postgresServer, type QueueServer, redisServer } from '../support/queue-servers.ts';
import { skipUnless } from '../support/required.ts';
import { root } from '../support/sources.ts';

const ca = makeCa();
const identity = issue(ca, { subject: 'es01', altNames: ['IP:127.0.0.1'] });
/** Megabytes that no process of a fleet takes. */
const mostMb = 200;

for (const [what, port, make] of [
  ['Redis', 16_381, redisServer],
  ['PostgreSQL', 15_433, postgresServer],
] as const) {
  describe(`a fleet over ${what} that keeps no report`, function () {
    this.timeout(180_000);
    let server: QueueServer | null = null;
    let folder: string;
    const children: ChildProcess[] = [];
    const opened: { close: () => unknown }[] = [];

    before(async function () {
      folder = mkdtempSync(join(tmpdir(), 'handclasp-stream-'));
      // PostgreSQL runs as another user.
      chmodSync(folder, 0o755);
      server = make(join(folder, 'server'), port);
      skipUnless(this, server !== null, what);
      await server?.start();
      writeFileSync(join(folder, 'ca.pem'), ca.certificatePem);
    });
    after(async () => {
      await server?.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    afterEach(async () => {
      for (const child of children.splice(0)) child.kill('SIGKILL');
      for (const one of opened.splice(0)) await one.close();
    });

    function started(...args: readonly string[]) {
      const child = spawn(process.execPath, [join(root, 'dist/bin/handclasp.js'), ...args], {
        cwd: folder,
        env: { ...process.env, NO_COLOR: '1' },
      });
      children.push(child);
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => {
          said += text;
        });
      return { child, said: () => said, ended: once(child, 'exit').then(([status]) => Number(status)) };
    }
    const queueOf = (name: string) => ['--queue', server?.url ?? '', '--queue-name', name];
    const openedQueue = (name: string): Promise<OpenQueue> =>
      openQueue({ url: queueUrlOf(server?.url ?? ''), password: null, ca: null, name, tell: () => {} });
    const listed = (targets: readonly string[]) => {
      writeFileSync(join(folder, 'hosts.txt'), targets.join('\n'));
      return ['@hosts.txt', '--ca', 'ca.pem', '--stream', '--depth', 'glance'];
    };
    /** What lines say, but for what each time is different. */
    const told = (file: string) =>
      readFileSync(join(folder, file), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ target, status, trust, chain, findings, unknown, incomplete, listedAt }) =>
          JSON.stringify({ target, status, trust, chain, findings, unknown, incomplete, listedAt }),
        )
        .toSorted();

    it('writes the lines of a streamed scan, each once, and tells of the run in a line', async () => {
      const endpoints = new LoopbackEndpoints(identity, 0);
      opened.push(endpoints);
      await endpoints.open();
      const scanned = listed(endpoints.targets(3, 230));
      const workers = [started('worker', ...queueOf('lines')), started('worker', ...queueOf('lines'))];
      const meters = workers.map(({ child }) => new ProcessMeter(child.pid ?? 0));
      const leader = started('watch', ...scanned, '--once', '-o', 'led.ndjson', '-o', 'led.csv', ...queueOf('lines'));
      const status = await leader.ended;
      for (const meter of meters) assert.ok(meter.end().peakMb < mostMb);
      const alone = started('scan', ...scanned, '-o', 'alone.ndjson', '-o', 'alone.csv', '-q');
      assert.equal(status, await alone.ended, leader.said());
      assert.equal(told('led.ndjson').length, 690);
      assert.deepEqual(told('led.ndjson'), told('alone.ndjson'));
      const rows = (file: string) => readFileSync(join(folder, file), 'utf8').split('\n').length;
      assert.equal(rows('led.csv'), rows('alone.csv'));
      assert.match(leader.said(), /^\S+ \S+ UTC {2}run: 690 endpoints in [\d.]+ s · /m);
    });

    it('tells what no worker could ask as not checked', async () => {
      const open = await openedQueue('failing');
      opened.push(
        open.worker<ChunkJob, ChunkResult>(
          'chunks',
          async () => {
            throw new Error('of its own');
          },
          4,
        ),
      );
      const leader = started('watch', ...listed(['https://127.0.10.1:1']), '--once', '-o', 'failing.ndjson', ...queueOf('failing'));
      assert.equal(await leader.ended, 3, leader.said());
      assert.match(readFileSync(join(folder, 'failing.ndjson'), 'utf8'), /"reachability":"not-attempted"/);
    });

    it('leads a run of 20,000 in bounded memory', async () => {
      const open = await openedQueue('many');
      const scanner = createScanner({ sharesFixes: true });
      const lines = new EndpointLines();
      // What one endpoint comes to, for each that is asked for.
      const endpoints = new LoopbackEndpoints(identity, 0);
      await endpoints.open();
      const target = { label: `https://127.0.10.1:${endpoints.port}`, host: '127.0.10.1', port: endpoints.port, scheme: 'https' } as const;
      const observed = await scanner.observe({ ...target, scheme: 'http' });
      endpoints.close();
      const judged = await judgeTogether(scanner, [{ ...target, scheme: 'http' }], [observed]);
      opened.push(
        open.worker<ChunkJob, ChunkResult>(
          'chunks',
          async (job) => {
            let tally = noTally;
            for (const _ of job.data.targets) tally = addJudged(lines, judged);
            const bytes = lines.take();
            return judgedResult(bytes, { ...tally, endpoints: job.data.targets.length }, []);
          },
          4,
        ),
      );
      const targets = Array.from({ length: 20_000 }, (_, at) => `https://127.${1 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}:9200`);
      const leader = started('watch', ...listed(targets), '--once', '-o', 'many.ndjson', ...queueOf('many'));
      const meter = new ProcessMeter(leader.child.pid ?? 0);
      await leader.ended;
      assert.match(leader.said(), /run: 20,?000 endpoints/);
      let written = 0;
      for await (const bytes of createReadStream(join(folder, 'many.ndjson')) as AsyncIterable<Buffer>)
        for (const byte of bytes) if (byte === 10) written += 1;
      assert.equal(written, 20_000);
      const { peakMb, residentMb } = meter.end();
      assert.ok(peakMb < mostMb, `${peakMb} MB`);
      const [, half = 0, , last = 0] = residentMb;
      assert.ok(last < half + 40, residentMb.join());
    });
  });
}
