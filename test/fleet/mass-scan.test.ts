import assert from 'node:assert/strict';
import net from 'node:net';
import tls from 'node:tls';
import type { Worker } from 'node:worker_threads';
import { massScan } from '../../src/fleet/mass-scan.ts';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { countBySeverity } from '../../src/model/severity.ts';
import type { Target } from '../../src/model/target.ts';
import { listening } from '../support/listening.ts';

const ca = makeCa();
const identity = issue(ca);

const target = (port: number, host = '127.0.0.1', label = `${host}:${port}`): Target => ({ label, host, port, scheme: 'transport' });

const linesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString().trimEnd().split('\n');

describe('a mass scan', () => {
  let server: tls.Server | undefined;
  let port: number;
  before(async function () {
    // Threads load what tsc wrote; Node 20 gives them no loader for TypeScript.
    if (import.meta.url.endsWith('.ts')) {
      console.log('      skipped: threads need the compiled code, as npm test has it');
      this.skip();
    }
    server = tls.createServer({
      key: identity.privateKeyPem,
      cert: identity.chainPem,
      ca: [ca.certificatePem],
      requestCert: true,
      rejectUnauthorized: true,
    });
    server.on('tlsClientError', () => {});
    port = await listening(server);
  });
  after(() => server?.close());

  it('writes the lines of every target, whatever thread had it, and counts', async function () {
    this.timeout(60_000);
    const lines: string[] = [];
    // Several hosts, each with an address of its own, in front of one server.
    const relays = Array.from({ length: 12 }, () =>
      net.createServer((client) => {
        const upstream = net.connect(port, '127.0.0.1');
        client
          .on('error', () => upstream.destroy())
          .pipe(upstream)
          .on('error', () => client.destroy());
        upstream.pipe(client);
      }),
    );
    const hosts = await Promise.all(
      relays.map(async (relay, index) => ({
        host: `127.0.${index % 3}.${index + 2}`,
        port: await listening(relay, `127.0.${index % 3}.${index + 2}`),
      })),
    );
    const targets = Array.from({ length: 60 }, (_, index) => hosts[index % hosts.length]).flatMap((at, index) =>
      at ? [[target(at.port, at.host, `node-${index}`)]] : [],
    );
    const summary = await massScan([targets], {
      scan: { timeoutMs: 5000 },
      threads: 2,
      concurrency: 16,
      write: async (bytes) => void lines.push(...linesOf(bytes)),
    });
    for (const relay of relays) relay.close();
    assert.deepEqual(
      { targets: summary.targets, faults: summary.faults, partial: summary.partial },
      { targets: 60, faults: 0, partial: false },
    );
    assert.equal(summary.tally.endpoints, 60);
    const reports = lines.map((line) => JSON.parse(line));
    assert.equal(new Set(reports.map(({ target: label }) => label)).size, 60);
    assert.deepEqual(
      summary.tally.findings,
      countBySeverity(reports.flatMap(({ findings }) => findings)),
      'what is counted is in the lines',
    );
    assert.ok(reports.every(({ localAddress, startedAt }) => typeof localAddress === 'string' && !Number.isNaN(Date.parse(startedAt))));
    assert.ok(
      reports.every(({ schema, part, clientAuth }) => schema === 'handclasp.endpoint/1' && part.of === 1 && clientAuth.mode === 'required'),
    );
  });

  it('stops when it is told to, with what was done', async function () {
    this.timeout(60_000);
    const controller = new AbortController();
    async function* endless() {
      for (let index = 0; ; index++) yield [[target(port, '127.0.0.1', `t${index}`)]];
    }
    let written = 0;
    const summary = await massScan(endless(), {
      scan: { timeoutMs: 5000 },
      threads: 1,
      concurrency: 4,
      signal: controller.signal,
      write: async (lines) => {
        written += linesOf(lines).length;
        if (written >= 5) controller.abort();
      },
    });
    assert.equal(summary.partial, true);
    assert.ok(summary.targets >= 5 && summary.targets < 100, String(summary.targets));
    assert.equal(written, summary.targets);
  });

  describe('whose thread dies', () => {
    /** Ends the thread that scans as soon as someone connects, so many times; from then on whoever connects is answered by the server. */
    async function dying(times: number): Promise<{ readonly at: number; readonly deaths: () => number; readonly close: () => void }> {
      let newest: Worker | null = null;
      const onWorker = (worker: Worker) => {
        newest = worker;
      };
      process.on('worker', onWorker);
      let deaths = 0;
      const relay = net.createServer((client) => {
        client.on('error', () => {});
        if (deaths < times) {
          deaths += 1;
          void newest?.terminate();
          return;
        }
        const upstream = net.connect(port, '127.0.0.1');
        client.pipe(upstream).on('error', () => client.destroy());
        upstream.pipe(client);
      });
      const at = await listening(relay);
      const close = () => {
        process.off('worker', onWorker);
        relay.close();
      };
      return { at, deaths: () => deaths, close };
    }

    it('tries its targets once more in another, and counts each once', async function () {
      this.timeout(60_000);
      const relay = await dying(1);
      const lines: string[] = [];
      const faults: string[] = [];
      const summary = await massScan([[[target(relay.at)]]], {
        scan: { timeoutMs: 5000 },
        threads: 1,
        concurrency: 4,
        write: async (bytes) => void lines.push(...linesOf(bytes)),
        onFault: ({ label }) => void faults.push(label),
      });
      relay.close();
      assert.deepEqual(
        {
          deaths: relay.deaths(),
          targets: summary.targets,
          faults: summary.faults,
          partial: summary.partial,
          endpoints: summary.tally.endpoints,
        },
        { deaths: 1, targets: 1, faults: 0, partial: false, endpoints: 1 },
      );
      assert.deepEqual([lines.map((line) => JSON.parse(line).reachability), faults], [['open'], []]);
    });

    it('gives up a target that takes a second thread down, as a fault of ours, and goes on with the others', async function () {
      this.timeout(60_000);
      const relay = await dying(2);
      const faults: string[] = [];
      const summary = await massScan([[[target(relay.at)], [target(port, '127.0.0.1', 'healthy')]]], {
        scan: { timeoutMs: 5000 },
        threads: 1,
        concurrency: 1,
        write: async () => {},
        onFault: ({ label }) => void faults.push(label),
      });
      relay.close();
      assert.deepEqual(faults, [`127.0.0.1:${relay.at}`]);
      assert.deepEqual(
        { targets: summary.targets, faults: summary.faults, endpoints: summary.tally.endpoints },
        { targets: 2, faults: 1, endpoints: 1 },
      );
    });
  });

  /** Hosts that take every connection and say nothing, each with an address of loopback. */
  async function silentHosts(count: number) {
    const reached = new Set<number>();
    const sockets = new Set<net.Socket>();
    const servers = Array.from({ length: count }, (_, index) =>
      net.createServer((client) => {
        reached.add(index);
        sockets.add(client.on('error', () => {}));
      }),
    );
    const targets = await Promise.all(
      servers.map(async (one, index) => target(await listening(one, `127.0.1.${index + 1}`), `127.0.1.${index + 1}`)),
    );
    const close = () => {
      for (const one of servers) one.close();
      for (const socket of sockets) socket.destroy();
    };
    return { targets, hosts: () => reached.size, connections: () => sockets.size, close };
  }

  it('is partial where it was stopped with targets in work, though all were known', async function () {
    this.timeout(60_000);
    const silent = await silentHosts(3);
    const controller = new AbortController();
    const faults: string[] = [];
    setTimeout(() => controller.abort(), 500);
    const summary = await massScan([silent.targets.map((one) => [one])], {
      scan: { timeoutMs: 20_000 },
      threads: 1,
      concurrency: 8,
      signal: controller.signal,
      write: async () => {},
      onFault: (_, message) => void faults.push(message),
    });
    silent.close();
    assert.deepEqual({ partial: summary.partial, faults: summary.faults, told: faults }, { partial: true, faults: 0, told: [] });
  });

  it('has no more targets in work than it may', async function () {
    this.timeout(60_000);
    const silent = await silentHosts(8);
    const controller = new AbortController();
    const scanning = massScan([silent.targets.map((one) => [one])], {
      scan: { timeoutMs: 20_000 },
      threads: 1,
      concurrency: 3,
      signal: controller.signal,
      write: async () => {},
    });
    const until = performance.now() + 15_000;
    while (silent.hosts() < 3 && performance.now() < until) await new Promise((done) => setTimeout(done, 20));
    // Had a fourth its turn, it would come with the others.
    await new Promise((done) => setTimeout(done, 300));
    const reached = silent.hosts();
    controller.abort();
    await scanning;
    silent.close();
    assert.equal(reached, 3);
  });

  it('keeps the targets of a host on one thread, so that no more connections go there at once than may', async function () {
    this.timeout(60_000);
    const silent = await silentHosts(1);
    const [only] = silent.targets;
    const targets = Array.from({ length: 6 }, (_, index) => [{ ...(only ?? assert.fail()), label: `node-${index}` }]);
    const controller = new AbortController();
    const scanning = massScan([targets], {
      scan: { timeoutMs: 20_000, maxPerHost: 1 },
      threads: 2,
      concurrency: 6,
      signal: controller.signal,
      write: async () => {},
    });
    const until = performance.now() + 15_000;
    while (silent.connections() === 0 && performance.now() < until) await new Promise((done) => setTimeout(done, 20));
    // A second thread is not told of the first one's connection.
    await new Promise((done) => setTimeout(done, 400));
    const made = silent.connections();
    controller.abort();
    await scanning;
    silent.close();
    assert.equal(made, 1);
  });

  it('goes no further ahead of its reader than it may have targets in work', async function () {
    this.timeout(60_000);
    const targets = Array.from({ length: 40 }, (_, index) => [target(1, '127.0.0.1', `closed-${index}`)]);
    let done = 0;
    let read: () => void = () => {};
    const blocked = new Promise<void>((go) => {
      read = go;
    });
    let atMost = 0;
    setTimeout(() => {
      atMost = done;
      read();
    }, 1000);
    const summary = await massScan([targets], {
      scan: { timeoutMs: 2000 },
      threads: 1,
      concurrency: 4,
      write: () => blocked,
      onProgress: (progress) => {
        done = progress.done;
      },
    });
    assert.equal(summary.targets, 40);
    assert.ok(atMost > 0 && atMost <= 8, `${atMost} were done while nothing was read`);
  });

  it('ends with the error of whoever cannot write', async function () {
    this.timeout(60_000);
    const scanning = massScan([[[target(port), target(port, '127.0.0.1', 'again')]]], {
      scan: {},
      threads: 1,
      concurrency: 1,
      write: async () => {
        throw new Error('disk full');
      },
    });
    await assert.rejects(scanning, /disk full/);
  });

  it('begins no more targets in a second than it may', async function () {
    this.timeout(60_000);
    const startedAt = performance.now();
    await massScan([Array.from({ length: 12 }, (_, index) => [target(1, '127.0.0.1', `closed${index}`)])], {
      scan: {},
      threads: 1,
      concurrency: 12,
      maxRate: 20,
      write: async () => {},
    });
    // Two pass at once, the other ten at one in 50 ms.
    assert.ok(performance.now() - startedAt >= 450);
  });
});
