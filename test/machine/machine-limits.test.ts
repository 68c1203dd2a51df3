import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { type LocalLimit, localLimits } from '../../src/model/local-limit.ts';
import type { Report } from '../../src/model/report.ts';
import { type Connector, connectFailure, createConnector } from '../../src/probe/connector.ts';
import { resolveHost } from '../../src/probe/resolve-host.ts';
import { endpointReport } from '../../src/report/endpoint-report.ts';
import { evidence, observation, unseen } from '../support/evidence.ts';
import { listening } from '../support/listening.ts';
import { probePort } from '../support/probe.ts';
import { skipUnless } from '../support/required.ts';

const identity = issue(makeCa(), { altNames: ['IP:127.0.0.1'] });
const compiled = new URL('../../bin/handclasp.js', import.meta.url);
const command = existsSync(compiled)
  ? [fileURLToPath(compiled)]
  : ['--import', 'tsx', fileURLToPath(new URL('../../bin/handclasp.ts', import.meta.url))];

const failure = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

/** Refuses the first so many connections for a limit of this machine, and counts how often it was asked. */
function limited(limit: LocalLimit, times: number): Connector & { readonly asked: () => number } {
  const connector = createConnector();
  let asked = 0;
  return {
    ...connector,
    asked: () => asked,
    connect: async (...given) => {
      asked += 1;
      return asked <= times ? { kind: 'not-attempted', limit } : connector.connect(...given);
    },
  };
}

describe('a limit of this machine', function () {
  this.timeout(60_000);
  let server: tls.Server;
  let port: number;
  before(async () => {
    server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem }, (socket) => {
      socket.on('error', () => {}).on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    server.on('tlsClientError', () => {});
    port = await listening(server, '0.0.0.0');
  });
  after(() => void server.close());

  const passing = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EAGAIN', 'EADDRNOTAVAIL'] as const;
  const lasting = ['EPERM', 'EACCES'] as const;

  for (const limit of [...passing, ...lasting]) {
    it(`${limit} is ours, and tells nothing of the endpoint`, () => {
      assert.deepEqual(connectFailure(failure(limit), 5, '127.0.0.1'), { kind: 'not-attempted', limit });
      const none = unseen({ reachability: { kind: 'not-attempted', limit } });
      const { status, incomplete, reachability } = endpointReport(
        none,
        { findings: [], unknown: [] },
        { trust: false, name: false, quietWire: false },
      );
      assert.equal(reachability, 'not-attempted');
      assert.equal(status, `Not checked: ${localLimits[limit].what} (${limit}); ${localLimits[limit].fix}.`);
      assert.deepEqual(incomplete, [`not checked: ${localLimits[limit].what} (${limit}); ${localLimits[limit].fix}`]);
    });
  }

  for (const limit of passing) {
    it(`${limit} is waited out`, async () => {
      const connector = limited(limit, 3);
      const { reachability, unanswered, versions } = await probePort(port, 'http', { connector });
      assert.deepEqual(reachability, { kind: 'open' });
      assert.deepEqual(unanswered, []);
      assert.equal(versions['TLSv1.3'], 'accepted');
    });

    it(`${limit} is waited for as long as the address has time, and no longer`, async () => {
      const connector = limited(limit, Number.POSITIVE_INFINITY);
      const { reachability, cost } = await probePort(port, 'http', { connector, deadlineMs: 400 });
      assert.deepEqual(reachability, { kind: 'not-attempted', limit });
      assert.equal(cost.connections, 0);
      assert.ok(connector.asked() >= 3, `${connector.asked()}`);
    });
  }

  for (const limit of lasting) {
    it(`${limit} is not waited for: a rule does not change meanwhile`, async () => {
      const connector = limited(limit, Number.POSITIVE_INFINITY);
      const { reachability } = await probePort(port, 'http', { connector });
      assert.deepEqual(reachability, { kind: 'not-attempted', limit });
      assert.equal(connector.asked(), 1);
    });
  }

  it('that comes later costs the question that met it, and is said', async () => {
    const connector = createConnector();
    let connects = 0;
    const later: Connector = {
      ...connector,
      connect: async (...given) => (connects++ === 0 ? connector.connect(...given) : { kind: 'not-attempted', limit: 'EMFILE' }),
    };
    const seen = await probePort(port, 'http', { connector: later, deadlineMs: 500 });
    assert.deepEqual(seen.reachability, { kind: 'open' });
    const expected = {
      topic: 'other-version',
      version: null,
      because: { kind: 'not-connected', reachability: { kind: 'not-attempted', limit: 'EMFILE' } },
    };
    assert.deepEqual(seen.unanswered, [expected]);
    const { incomplete } = endpointReport(
      evidence({ observation: observation({ unanswered: seen.unanswered }) }),
      { findings: [], unknown: [] },
      { trust: false, name: false, quietWire: false },
    );
    assert.deepEqual(incomplete, [
      'TLS versions before the newest: not checked, no connection for it: this process ran out of open files (EMFILE); raise ulimit -n, or lower --concurrency',
    ]);
  });

  it('is a place at the address, too, that does not become free in time', async () => {
    const connector = createConnector(1);
    const silent = net.createServer((socket) => socket.on('error', () => {}));
    const busy = await listening(silent);
    const { signal } = new AbortController();
    const held = await connector.connect('127.0.0.1', busy, 1000, signal);
    const { reachability } = await probePort(port, 'http', { connector, deadlineMs: 200 });
    assert.deepEqual(reachability, { kind: 'not-attempted', limit: 'max-per-host' });
    if (held.kind === 'open') held.socket.destroy();
    silent.close();
  });

  for (const code of ['EMFILE', 'EAI_SYSTEM', 'EAI_MEMORY', 'ENOMEM'] as const) {
    it(`${code} of the resolver is ours, and waited out`, async () => {
      let asked = 0;
      const recovers = async () => {
        asked += 1;
        if (asked < 3) throw failure(code);
        return [{ address: '10.0.0.1' }];
      };
      assert.deepEqual(await resolveHost('es01', 2000, recovers), { kind: 'addresses', addresses: ['10.0.0.1'] });
      const never = () => Promise.reject(failure(code));
      assert.deepEqual(await resolveHost('es01', 200, never), { kind: 'not-attempted', limit: code });
    });
  }

  it('leaves what the resolver says of the name as it is', async () => {
    assert.deepEqual(await resolveHost('es01', 200, () => Promise.reject(failure('ENOTFOUND'))), {
      kind: 'unresolved',
      detail: 'the name does not exist',
    });
  });

  /** A scan in a process of its own, under limits that a shell sets. */
  async function scan(
    shell: string,
    targets: readonly string[],
    ...options: readonly string[]
  ): Promise<{ code: number | null; report: Report; err: string }> {
    const quoted = [process.execPath, ...command, 'scan', ...targets, '--format', 'json', ...options].map((word) => `'${word}'`).join(' ');
    const child = spawn('sh', ['-c', `${shell}${quoted}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, report: JSON.parse(out === '' ? assert.fail(err) : out), err };
  }

  /** From source, more files than that are opened before anything is scanned. */
  const skipUncompiled = (context: Mocha.Context) => {
    if (existsSync(compiled)) return;
    console.log('      skipped: few files are enough for the compiled code alone, as npm test has it');
    context.skip();
  };

  it('ulimit -n: hosts that live are found to live, however few files there are', async function () {
    skipUncompiled(this);
    const targets = Array.from({ length: 120 }, (_, index) => `https://127.0.1.${index + 1}:${port}`);
    const { report } = await scan('ulimit -n 64; ', targets, '--concurrency', '120', '--depth', 'quick', '--exit-zero');
    assert.deepEqual([...new Set(report.endpoints.map(({ reachability }) => reachability))], ['open']);
    assert.equal(report.summary.unreachable, 0);
  });

  it('ulimit -n: what was not come to is not checked, exit 3, and nobody’s fault', async function () {
    skipUncompiled(this);
    // They hold every file until the time is up.
    const silent = net.createServer((socket) => socket.on('error', () => {}));
    const busy = await listening(silent, '0.0.0.0');
    const targets = Array.from({ length: 120 }, (_, index) => `https://127.0.1.${index + 1}:${busy}`);
    const { report, code } = await scan(
      'ulimit -n 64; ',
      targets,
      '--concurrency',
      '120',
      '--depth',
      'quick',
      '--timeout',
      '1',
      '--fail-on',
      'never',
    );
    const untried = report.endpoints.filter(({ reachability }) => reachability === 'not-attempted');
    assert.ok(
      report.endpoints.every(({ reachability }) => reachability === 'open' || reachability === 'not-attempted'),
      'none is unreachable',
    );
    for (const { status } of untried)
      assert.match(status, /^Not checked: this process ran out of open files \(EMFILE\); raise ulimit -n, or lower --concurrency\.$/);
    assert.equal(report.summary.unreachable, 0);
    assert.equal(report.summary.incomplete, 120);
    assert.equal(code, 3);
    silent.close();
  });

  const namespaces = spawnSync('unshare', ['-rn', 'sh', '-c', 'ip link set lo up'], { stdio: 'ignore' }).status === 0;

  it('a route that prohibits is ours', async function () {
    skipUnless(this, namespaces, 'unshare with ip');
    const { report, code } = await scan('exec unshare -rn sh -c \'ip link set lo up; ip route add prohibit 10.9.9.9; exec "$@"\' - ', [
      'https://10.9.9.9:9200',
    ]);
    assert.equal(report.endpoints[0]?.reachability, 'not-attempted');
    assert.match(report.endpoints[0]?.status ?? '', /^Not checked: a rule of this machine forbids it \(EACCES\)/);
    assert.equal(report.summary.unreachable, 0);
    assert.equal(code, 3);
  });

  it('a range of local ports that is used up is ours', async function () {
    skipUnless(this, namespaces && spawnSync('python3', ['--version']).status === 0, 'unshare with ip and python3');
    // It listens, and holds the one connection that the range allows to it.
    const hold = [
      'import socket,time',
      's=socket.socket()',
      's.bind(("127.0.0.1",9000))',
      's.listen()',
      'c=socket.create_connection(("127.0.0.1",9000))',
      'print("held",flush=True)',
      'time.sleep(60)',
    ].join(';');
    const range = 'echo "40000 40000" > /proc/sys/net/ipv4/ip_local_port_range';
    const directory = await mkdtemp(join(tmpdir(), 'handclasp-ports-'));
    const script = join(directory, 'inside.sh');
    const holder = `python3 -c '${hold}' > ${directory}/held & holder=$!; until grep -q held ${directory}/held; do sleep 0.1; done`;
    await writeFile(script, `ip link set lo up\n${range}\n${holder}\n"$@"\nstatus=$?\nkill $holder\nexit $status\n`);
    const { report, code } = await scan(`exec unshare -rn sh '${script}' `, ['https://127.0.0.1:9000'], '--timeout', '1');
    await rm(directory, { recursive: true });
    assert.match(report.endpoints[0]?.status ?? '', /^Not checked: this machine ran out of local ports \(EADDRNOTAVAIL\)/);
    assert.equal(report.summary.unreachable, 0);
    assert.equal(code, 3);
  });
});
