import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startGoFleet } from '../test/support/go-server.ts';
import { ProcessMeter } from '../test/support/process-meter.ts';
import { redisServer } from '../test/support/queue-servers.ts';

const usage = `bench:fleet: what a scan of thousands of endpoints costs over a queue, beside the same scan without one, as JSON

  --targets 2000         how many; each is an address of its own
  --certificates N       leaf certificates, spread over the addresses; one each by default
  --workers 2            processes of handclasp worker; as many threads has the scan without a queue
  --depth quick          as of scan
  --port 16399           where redis-server listens, which is started for the purpose with an append-only file

The compiled product is what is measured, against a server on the same processors. Memory is what was resident, in MB, at the end of each quarter of the run. CPU is user and system, of whole
processes. The engine's share is what all processes of the fleet took, the Redis server included, beyond what the scan without a queue took, of all that they took.
`;

const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: '2000' },
    certificates: { type: 'string' },
    workers: { type: 'string', default: '2' },
    depth: { type: 'string', default: 'quick' },
    port: { type: 'string', default: '16399' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else process.stdout.write(`${JSON.stringify(await measured(Number(values.targets), Number(values.workers)), null, 2)}\n`);

async function measured(targets: number, workers: number) {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-fleet-speed-'));
  const certificates = Number(values.certificates ?? targets);
  const fleet = await startGoFleet({ version: '1.3', clientAuth: 'none', certificates });
  const redis = redisServer(join(folder, 'redis'), Number(values.port));
  try {
    if (redis === null) throw new Error('redis-server is not installed');
    await redis.start();
    writeFileSync(join(folder, 'targets'), Array.from({ length: targets }, (_, at) => `https://${address(at)}:${fleet.port}\n`).join(''));
    const asked = ['--depth', values.depth, '--exit-zero', '--quiet'];
    const alone = await timed(folder, 'alone', ['scan', '@targets', '--stream', '--threads', String(workers), ...asked]);
    const watch = await timed(folder, 'watch', ['watch', '@targets', '--stream', '--once', ...asked]);
    const queue = ['--queue', redis.url];
    const team = Array.from({ length: workers }, () => started(folder, ['worker', '--quiet', ...queue]));
    const meters = team.map(({ pid }) => new ProcessMeter(pid ?? 0));
    const server = new ProcessMeter(redis.pid() ?? 0);
    const leader = await timed(folder, 'leader', ['watch', '@targets', '--stream', '--once', ...queue, ...asked]);
    const worked = meters.map((meter) => meter.end());
    const served = server.end();
    for (const child of team) child.kill('SIGTERM');
    await Promise.all(team.map((child) => (child.exitCode === null ? once(child, 'exit') : null)));
    const cpuMs = leader.cpuMs + served.cpuMs + worked.reduce((sum, one) => sum + one.cpuMs, 0);
    const ratio = (value: number) => Math.round(value * 1000) / 1000;
    return {
      ...{ node: process.version, processors: availableParallelism(), targets, certificates, depth: values.depth },
      scan: alone,
      watch,
      fleet: { cpuMs, cpuMsPerEndpoint: ratio(cpuMs / targets), leader, workers: worked, redis: served },
      engineShareOfCpu: ratio((cpuMs - alone.cpuMs) / cpuMs),
      speedBesideScan: ratio(alone.wallMs / leader.wallMs),
    };
  } finally {
    await redis?.kill();
    await fleet.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One run of the product, whose lines go to a file of that name. */
async function timed(folder: string, name: string, args: readonly string[]) {
  const file = join(folder, `${name}.ndjson`);
  const before = performance.now();
  const child = started(folder, [...args, '--format', 'ndjson', '--output', file]);
  const meter = new ProcessMeter(child.pid ?? 0, 50);
  const [status] = await once(child, 'exit');
  const wallMs = Math.round(performance.now() - before);
  return { status: Number(status), lines: await linesOf(file), wallMs, ...meter.end() };
}

/** What it has to complain of is told here. */
function started(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [compiled('bin', 'handclasp.js'), ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function linesOf(file: string): Promise<number> {
  let lines = 0;
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) for (const byte of bytes) if (byte === 10) lines += 1;
  return lines;
}

/** Up to a million addresses of loopback. */
function address(index: number): string {
  return `127.${1 + (index >> 16)}.${(index >> 8) & 0xff}.${index & 0xff}`;
}

/** A compiled file, also when this script is none. */
function compiled(...path: readonly string[]): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here.includes(join('dist', 'scripts')) ? join(here, '..') : join(here, '..', 'dist'), ...path);
}
