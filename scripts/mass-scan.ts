import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type GoFleet, type GoFleetOptions, startGoFleet } from '../test/support/go-server.ts';
import { type Measured, measureProcess } from './mass-scan/measure-process.ts';

const usage = `bench:mass: what a scan of thousands of endpoints costs, on a server that is started for the purpose, as JSON

  --targets 2000,10000   how many; each is an address of its own, and one connection
  --servers a,b          of: tls13, tls13-required, tls12, tls12-required; all by default
  --certificates 10000   leaf certificates of the server, spread over the addresses; as many as there are targets by default, as in a fleet
  --runs 3               of each; figures are medians
  --concurrency 300      targets at once
  --threads N            threads of handclasp
  --no-peers             leave tlsx out, where it is installed
  --floors               run what no scanner can do without as well: the socket alone, the handshake alone

The compiled product is what is measured. The server runs on the same processors: times are worth what the machine is worth, ratios more; counts are exact.
`;

const servers: Readonly<Record<string, Pick<GoFleetOptions, 'version' | 'clientAuth'>>> = {
  tls13: { version: '1.3', clientAuth: 'none' },
  'tls13-required': { version: '1.3', clientAuth: 'required' },
  tls12: { version: '1.2', clientAuth: 'none' },
  'tls12-required': { version: '1.2', clientAuth: 'required' },
};

/** One way to look at all targets. `input` is what it reads from standard input. */
type Subject = { readonly name: string; readonly command: readonly string[]; readonly input: (hostAndPort: string) => string };

type Result = {
  readonly connections: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly wallMs: number;
  readonly endpointsPerSecond: number;
  /** Start of the process included. */
  readonly cpuMsPerEndpoint: number;
  /** A run with one target taken off. */
  readonly cpuMsPerFurtherEndpoint: number;
  readonly peakMemoryMb: number | null;
  readonly serverCpuMs: number;
  readonly status: number | null;
  /** Lines written, and how many with each verdict on client authentication. */
  readonly lines: number;
  readonly verdicts: Readonly<Record<string, number>>;
};

const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: '2000,10000' },
    servers: { type: 'string', default: Object.keys(servers).join(',') },
    certificates: { type: 'string' },
    runs: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '300' },
    threads: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    floors: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else process.stdout.write(`${JSON.stringify(await measureAll(), null, 2)}\n`);

async function measureAll() {
  const counts = values.targets.split(',').map(Number);
  const certificates = values.certificates === undefined ? Math.max(...counts) : Number(values.certificates);
  const tlsx = values['no-peers'] ? null : findTlsx();
  const subjects = subjectsWith(tlsx);
  const results = [];
  for (const name of values.servers.split(',')) {
    const server = servers[name];
    if (server === undefined) throw new RangeError(`no server is called ${name}`);
    const fleet = await startGoFleet({ ...server, certificates });
    try {
      // The first handshakes of a server cost it more than the rest.
      for (const subject of subjects) await measure(subject, fleet, 200, 0);
      const starts = new Map<string, number>();
      for (const subject of subjects) {
        const runs = [];
        for (let run = 0; run < 3; run++) runs.push((await runOnce(subject, fleet, 1)).measured.cpuMs);
        starts.set(subject.name, median(runs));
      }
      for (const count of counts) {
        const runs = new Map<string, Result[]>(subjects.map(({ name: subject }) => [subject, []]));
        // In turn, so that what the machine does beside it falls on all alike.
        for (let run = 0; run < Number(values.runs); run++) {
          for (const subject of subjects) {
            runs.get(subject.name)?.push(await measure(subject, fleet, count, starts.get(subject.name) ?? 0));
          }
        }
        const medians = Object.fromEntries([...runs].map(([subject, measured]) => [subject, medianOf(measured)]));
        results.push({ server: name, targets: count, startCpuMs: Object.fromEntries(starts), ...medians, ratios: ratios(medians) });
      }
    } finally {
      await fleet.close();
    }
  }
  return {
    node: process.version,
    processors: availableParallelism(),
    certificates,
    runs: Number(values.runs),
    concurrency: Number(values.concurrency),
    tlsx: tlsx === null ? 'not installed' : 'installed',
    results,
  };
}

function subjectsWith(tlsx: string | null): readonly Subject[] {
  const ours = [
    ...[
      process.execPath,
      compiled('bin', 'handclasp.js'),
      'scan',
      '-',
      '--format',
      'ndjson',
      '--depth',
      'glance',
      '--exit-zero',
      '--quiet',
    ],
    ...['--concurrency', values.concurrency, ...(values.threads === undefined ? [] : ['--threads', values.threads])],
  ];
  const plain = (hostAndPort: string) => hostAndPort;
  const floor = (name: 'socket' | 'handshake'): Subject => ({
    name: `floor: the ${name} alone`,
    command: [process.execPath, compiled('scripts', 'mass-scan', 'floor.js'), name, values.concurrency],
    input: plain,
  });
  return [
    { name: 'handclasp', command: ours, input: (hostAndPort) => `transport://${hostAndPort}` },
    ...(tlsx === null
      ? []
      : [{ name: 'tlsx', command: [tlsx, '-silent', '-json', '-sm', 'ztls', '-c', values.concurrency, '-duc'], input: plain }]),
    ...(values.floors ? [floor('socket'), floor('handshake')] : []),
  ];
}

async function measure(subject: Subject, fleet: GoFleet, count: number, startCpuMs: number): Promise<Result> {
  const before = await fleet.counts();
  const { measured, output } = await runOnce(subject, fleet, count);
  const { connections, bytesIn, bytesOut, cpuMs: serverCpuMs } = await fleet.counts();
  const perEndpoint = (ms: number) => Math.round((ms / count) * 1000) / 1000;
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return {
    connections,
    bytesOut: bytesIn,
    bytesIn: bytesOut,
    wallMs: measured.wallMs,
    endpointsPerSecond: Math.round((count / measured.wallMs) * 1000),
    cpuMsPerEndpoint: perEndpoint(measured.cpuMs),
    cpuMsPerFurtherEndpoint: perEndpoint(measured.cpuMs - startCpuMs),
    peakMemoryMb: measured.peakMemoryMb,
    serverCpuMs: serverCpuMs - before.cpuMs,
    status: measured.status,
    lines: lines.length,
    verdicts: verdictsOf(lines),
  };
}

async function runOnce({ command, input }: Subject, fleet: GoFleet, count: number): Promise<{ measured: Measured; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-mass-'));
  try {
    const targets = Array.from({ length: count }, (_, index) => `${input(`${address(index)}:${fleet.port}`)}\n`);
    writeFileSync(join(folder, 'targets'), targets.join(''));
    const output = join(folder, 'output');
    const measured = await measureProcess(command, { input: join(folder, 'targets'), output });
    return { measured, output: readFileSync(output, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Up to a million addresses of loopback. */
function address(index: number): string {
  return `127.${1 + (index >> 16)}.${(index >> 8) & 0xff}.${index & 0xff}`;
}

function verdictsOf(lines: readonly string[]): Readonly<Record<string, number>> {
  const verdicts: Record<string, number> = {};
  for (const line of lines) {
    const { clientAuth, client_cert_required: required } = JSON.parse(line) as {
      clientAuth?: { mode: string };
      client_cert_required?: boolean;
    };
    const verdict = clientAuth?.mode ?? (required === undefined ? 'not said' : String(required));
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  return verdicts;
}

function ratios({ handclasp, tlsx }: Readonly<Record<string, Result>>) {
  if (handclasp === undefined || tlsx === undefined) return null;
  const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100;
  return {
    endpointsPerSecond: ratio(handclasp.endpointsPerSecond, tlsx.endpointsPerSecond),
    cpu: ratio(handclasp.cpuMsPerEndpoint, tlsx.cpuMsPerEndpoint),
    bytes: ratio(handclasp.bytesIn + handclasp.bytesOut, tlsx.bytesIn + tlsx.bytesOut),
  };
}

function medianOf(results: readonly Result[]): Result {
  const [first] = results;
  if (first === undefined) throw new RangeError('nothing was measured');
  const middle = <K extends keyof Result>(key: K): Result[K] =>
    [...results].sort((a, b) => Number(a[key]) - Number(b[key]))[Math.floor(results.length / 2)]?.[key] ?? first[key];
  return {
    connections: middle('connections'),
    bytesOut: middle('bytesOut'),
    bytesIn: middle('bytesIn'),
    wallMs: middle('wallMs'),
    endpointsPerSecond: middle('endpointsPerSecond'),
    cpuMsPerEndpoint: middle('cpuMsPerEndpoint'),
    cpuMsPerFurtherEndpoint: middle('cpuMsPerFurtherEndpoint'),
    peakMemoryMb: middle('peakMemoryMb'),
    serverCpuMs: middle('serverCpuMs'),
    status: middle('status'),
    lines: middle('lines'),
    verdicts: first.verdicts,
  };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** On the path, or where `go install` puts it. */
function findTlsx(): string | null {
  const { status, stdout } = spawnSync('go', ['env', 'GOPATH'], { encoding: 'utf8' });
  const folders = [...(status === 0 ? [stdout.trim()] : []), join(homedir(), 'go')];
  const candidates = ['tlsx', ...folders.map((folder) => join(folder, 'bin', 'tlsx'))];
  return candidates.find((candidate) => spawnSync(candidate, ['-version'], { encoding: 'utf8' }).status === 0) ?? null;
}

/** A compiled file, also when this script is none. */
function compiled(...path: readonly string[]): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here.includes(join('dist', 'scripts')) ? join(here, '..') : join(here, '..', 'dist'), ...path);
}
