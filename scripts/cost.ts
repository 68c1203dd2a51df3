import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { issue, makeCa } from '../src/lab/pki.ts';
import { startDelayProxy } from '../test/support/delay-proxy.ts';
import { goVersion, startGoServer } from '../test/support/go-server.ts';
import { findJdks, startJsseServers } from '../test/support/jsse-server.ts';
import { listening } from '../test/support/listening.ts';
import { hasOpenssl, startOpensslServer } from '../test/support/openssl-server.ts';

const usage = `cost: what a scan costs, on servers that are started for the purpose, as JSON

  --round-trip 20     ms, set by a proxy that counts connections and bytes; they are exact, times are worth what the machine is worth
  --runs 3            of each; times are medians
  --targets a,b       of the targets below, all by default
  --no-peers          leave sslscan, nmap, sslyze and tlsx out, where they are installed

The compiled product is what is measured: npm run build comes first.
`;

/** A server, and what is to be said of it. */
type Target = { readonly name: string; readonly story: string; readonly start: () => Promise<Running | null> };
type Running = { readonly port: number; readonly close: () => Promise<void> };
type Subject = { readonly name: string; readonly command: (port: number) => readonly string[] };

type Cost = {
  readonly connections: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Over all connections, those side by side counted one by one. */
  readonly roundTrips: number;
  /** The wall, start of the process included, in round trips. */
  readonly wallInRoundTrips: number | null;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly status: number | null;
};

const ca = makeCa();
const identity = issue(ca, { subject: 'cost', key: 'RSA-2048' });

const jdk = (major: number) => findJdks().find((each) => each.major === major);
const jsse = (major: number, clientAuth: 'need' | 'none') => async (): Promise<Running | null> => {
  const home = jdk(major);
  if (home === undefined) return null;
  const servers = await startJsseServers(home);
  return { port: await servers.serve({ identity, trust: [ca.certificate], clientAuth }), close: servers.close };
};

const targets: readonly Target[] = [
  { name: 'openssl', story: 'openssl s_server, TLS 1.2 and 1.3, one connection at a time', start: openssl([]) },
  {
    name: 'openssl-all',
    story: 'openssl s_server, TLS 1.0 to 1.3, every suite',
    start: openssl(['-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0']),
  },
  { name: 'jsse-17', story: 'JSSE of JDK 17 as a node has it: a client certificate is required', start: jsse(17, 'need') },
  { name: 'jsse-25', story: 'JSSE of JDK 25, the same', start: jsse(25, 'need') },
  { name: 'jsse-17-open', story: 'JSSE of JDK 17 without client certificates', start: jsse(17, 'none') },
  { name: 'node', story: 'https of this Node, as Kibana has it', start: node },
  { name: 'go', story: 'crypto/tls of Go, with ML-KEM', start: async () => ((goVersion() ?? 0) >= 24 ? startGoServer(identity) : null) },
];

const subjects: readonly Subject[] = [
  ...(['quick', 'standard', 'full'] as const).map((depth) => ({
    name: `handclasp ${depth}`,
    command: (port: number) => [
      process.execPath,
      handclasp(),
      'scan',
      `https://127.0.0.1:${port}`,
      '--depth',
      depth,
      '--format',
      'json',
      '--exit-zero',
    ],
  })),
];

const peers: readonly Subject[] = [
  { name: 'sslscan', command: (port) => ['sslscan', '--show-client-cas', '--show-sigs', `127.0.0.1:${port}`] },
  { name: 'nmap ssl-enum-ciphers', command: (port) => ['nmap', '-Pn', '-p', `${port}`, '--script', '+ssl-enum-ciphers', '127.0.0.1'] },
  { name: 'sslyze', command: (port) => ['sslyze', `127.0.0.1:${port}`] },
  { name: 'tlsx', command: (port) => ['tlsx', '-silent', '-ve', '-ce', '-u', `127.0.0.1:${port}`] },
];

const { values } = parseArgs({
  options: {
    'round-trip': { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
    targets: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else process.stdout.write(`${JSON.stringify(await measureAll(Number(values['round-trip']), Number(values.runs)), null, 2)}\n`);

async function measureAll(roundTripMs: number, runs: number) {
  const chosen = values.targets?.split(',');
  const installed = values['no-peers']
    ? []
    : peers.filter(({ command }) => spawnSync('which', [command(0)[0] ?? ''], { encoding: 'utf8' }).status === 0);
  const results = [];
  for (const { name, story, start } of targets) {
    if (chosen !== undefined && !chosen.includes(name)) continue;
    const server = await start();
    if (server === null) {
      results.push({ target: name, story, skipped: 'the program for it is missing' });
      continue;
    }
    const costs: Record<string, Cost> = {};
    // The first handshakes of a server cost it more than the rest.
    await measure(subjects[0] ?? fail(), server.port, roundTripMs);
    for (const subject of [...subjects, ...installed]) {
      const measured: Cost[] = [];
      for (let run = 0; run < runs; run++) measured.push(await measure(subject, server.port, roundTripMs));
      costs[subject.name] = medianOf(measured);
    }
    await server.close();
    results.push({ target: name, story, costs, ratios: ratios(costs) });
  }
  return {
    roundTripMs,
    runs,
    node: process.version,
    version: versionCpu(),
    peers: peers.map(({ name }) => ({ name, installed: installed.some((peer) => peer.name === name) })),
    results,
  };
}

/** One process, start included, through a proxy that counts. */
async function measure({ command }: Subject, port: number, roundTripMs: number): Promise<Cost> {
  const proxy = await startDelayProxy({ port, oneWayMs: roundTripMs / 2 });
  try {
    const [program = '', ...args] = command(proxy.port);
    const timing = await timed(program, args);
    const { connections, bytesToServer, bytesToClient, roundTrips } = proxy.counts();
    return {
      connections,
      bytesOut: bytesToServer,
      bytesIn: bytesToClient,
      roundTrips,
      wallInRoundTrips: roundTripMs === 0 ? null : Math.round((timing.wallMs / roundTripMs) * 10) / 10,
      ...timing,
    };
  } finally {
    await proxy.close();
  }
}

/** Wall and CPU of a process, its start included. */
async function timed(program: string, args: readonly string[]): Promise<{ wallMs: number; cpuMs: number; status: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-cost-'));
  try {
    const startedAt = performance.now();
    // The shell's `times` adds up what its children used.
    const child = spawn('sh', ['-c', '"$@" >/dev/null 2>&1; status=$?; times; exit $status', 'sh', program, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const wallMs = Math.round(performance.now() - startedAt);
    return { wallMs, cpuMs: childrensCpuMs(text), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function versionCpu(): { readonly cpuMs: number } {
  const { stdout } = spawnSync('sh', ['-c', '"$@" >/dev/null; times', 'sh', process.execPath, handclasp(), '--version'], {
    encoding: 'utf8',
  });
  return { cpuMs: childrensCpuMs(stdout) };
}

/** The second line of what the shell's `times` prints: user and system time of its children. */
function childrensCpuMs(times: string): number {
  const parts = [...(times.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return Math.round(parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0));
}

function medianOf(costs: readonly Cost[]): Cost {
  const middle = <T>(of: (cost: Cost) => T): T => {
    const sorted = costs.map(of).sort((a, b) => Number(a) - Number(b));
    return sorted[Math.floor(sorted.length / 2)] ?? fail();
  };
  return {
    connections: middle(({ connections }) => connections),
    bytesOut: middle(({ bytesOut }) => bytesOut),
    bytesIn: middle(({ bytesIn }) => bytesIn),
    roundTrips: middle(({ roundTrips }) => roundTrips),
    wallInRoundTrips: middle(({ wallInRoundTrips }) => wallInRoundTrips),
    wallMs: middle(({ wallMs }) => wallMs),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    status: middle(({ status }) => status),
  };
}

/** Peers against us: what they cost for each of our connections, bytes and milliseconds. */
function ratios(costs: Readonly<Record<string, Cost>>) {
  const ours = costs['handclasp full'];
  if (ours === undefined) return {};
  const entries = peers.flatMap(({ name }) => {
    const theirs = costs[name];
    if (theirs === undefined) return [];
    const ratio = (of: (cost: Cost) => number) => Math.round((of(theirs) / of(ours)) * 100) / 100;
    return [
      [
        name,
        {
          connections: ratio(({ connections }) => connections),
          bytes: ratio(({ bytesIn, bytesOut }) => bytesIn + bytesOut),
          wall: ratio(({ wallMs }) => wallMs),
          cpu: ratio(({ cpuMs }) => cpuMs),
        },
      ] as const,
    ];
  });
  return Object.fromEntries(entries);
}

function openssl(flags: readonly string[]): () => Promise<Running | null> {
  return async () => (hasOpenssl() ? startOpensslServer({ identity, flags: ['-www', ...flags] }) : null);
}

async function node(): Promise<Running> {
  const server = createHttpsServer({ key: identity.privateKeyPem, cert: identity.chainPem }, (_, response) => response.end());
  server.on('tlsClientError', () => {});
  const port = await listening(server);
  return {
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** The compiled command, also when this script is. */
function handclasp(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here.includes(`${join('dist', 'scripts')}`) ? join(here, '..') : join(here, '..', 'dist'), 'bin', 'handclasp.js');
}

function fail(): never {
  throw new Error('nothing was measured');
}
