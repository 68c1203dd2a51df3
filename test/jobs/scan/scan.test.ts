import assert from 'node:assert/strict';
import net from 'node:net';
import { scan } from '../../../src/jobs/scan/scan.ts';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import { parseTargets } from '../../../src/model/parse-targets.ts';
import { atLeast } from '../../../src/model/severity.ts';
import type { Target } from '../../../src/model/target.ts';
import { assertCountsAgree } from '../../support/counts-agree.ts';
import { listening } from '../../support/listening.ts';
import { assertIsReport } from '../../support/report-schema.ts';
import { startRestServer } from '../../support/rest-server.ts';

describe('scan', () => {
  let stack: Lab;
  before(async () => {
    stack = await startLab();
  });
  after(() => stack.close());
  const targets = (...names: readonly string[]) =>
    parseTargets(
      stack.endpoints
        .filter(({ name }) => names.includes(name))
        .map(({ target }) => target)
        .join('\n'),
    );

  it('reports in the order of the targets, whichever answers first', async () => {
    const all = parseTargets(stack.endpoints.map(({ target }) => target).join('\n'));
    const seen: string[] = [];
    const report = await scan(all, { concurrency: 3, onEndpoint: ({ target }) => seen.push(target) });
    assertIsReport(report);
    assertCountsAgree(report);
    assert.deepEqual(
      report.endpoints.map(({ target }) => target),
      all.map(({ label }) => label),
    );
    assert.deepEqual([...seen].sort(), all.map(({ label }) => label).sort());
    assert.equal(report.partial, false);
    assert.equal(report.summary.endpoints, all.length);
    const grave = report.endpoints.flatMap(({ findings }) => findings).filter(({ severity }) => atLeast(severity, 'high'));
    assert.equal(report.summary.critical + report.summary.high, grave.length);
  });

  it('asks identity and client authentication with two connections', async () => {
    const { endpoints } = await scan(targets('healthy-transport', 'healthy-http', 'healthy-kibana'), { depth: 'quick' });
    assert.deepEqual(
      endpoints.map(({ cost }) => cost.connections),
      [2, 2, 2],
    );
    assert.deepEqual(
      endpoints.map(({ clientAuth }) => clientAuth?.mode),
      ['required', 'none', 'none'],
    );
  });

  it('says from which address it asked, and when, as the other side saw it', async () => {
    const from = new Set<string | undefined>();
    const server = net.createServer((socket) => {
      from.add(socket.remoteAddress);
      socket.on('error', () => {}).end('SSH-2.0-x\r\n');
    });
    const port = await listening(server);
    const before = Date.now();
    const { endpoints } = await scan(parseTargets(`127.0.0.1:${port}\n127.0.0.1:1`));
    server.close();
    const [open, closed] = endpoints;
    assert.ok(open !== undefined && closed !== undefined);
    assert.deepEqual([...from], [open.localAddress]);
    const startedAt = Date.parse(open.startedAt);
    assert.ok(startedAt >= before && startedAt + open.cost.durationMs <= Date.now() + 1, `${open.startedAt} ${open.cost.durationMs}`);
    assert.equal(closed.localAddress, null);
  });

  it('does not hold a closed port against who named the host alone', async () => {
    const open = net.createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-x\r\n'));
    const port = await listening(open);
    const target = (at: number, implied: boolean): Target => ({
      label: `127.0.0.1:${at}`,
      host: '127.0.0.1',
      port: at,
      scheme: null,
      ...(implied ? { implied: true } : {}),
    });
    try {
      const gaps = async (...of: Target[]) => (await scan(of)).endpoints.map(({ incomplete }) => incomplete.length > 0);
      assert.deepEqual(await gaps(target(1, true), target(port, true)), [false, true]);
      assert.deepEqual(await gaps(target(1, false), target(port, true)), [true, true]);
      assert.deepEqual(await gaps(target(1, true), target(2, true)), [true, true]);
    } finally {
      open.close();
    }
  });

  it('knows Kibana behind a URL, too, which says no more than that HTTP is spoken', async () => {
    const [kibana] = targets('healthy-kibana');
    assert.ok(kibana);
    const { endpoints } = await scan(parseTargets(`https://${kibana.label}`));
    assert.deepEqual([endpoints[0]?.channel, endpoints[0]?.channelFrom, endpoints[0]?.service.product], ['kibana', 'answer', 'kibana']);
  });

  it('judges dates at the instant that was given', async () => {
    const in25Years = new Date(Date.now() + 25 * 365 * 86_400_000);
    const { endpoints } = await scan(targets('healthy-http'), { at: in25Years });
    assert.ok(endpoints[0]?.findings.some(({ rule }) => rule === 'leaf-expired'));
  });

  it('advises at a transport port, which does not say what it is, by the product that the HTTP port of the same address tells', async () => {
    const distribution = { distribution: 'opensearch', number: '2.19.1' };
    const http = await startRestServer({
      '/': { body: { version: distribution, tagline: 'The OpenSearch Project: https://opensearch.org/' } },
    });
    try {
      const transport = targets('leaf-is-ca');
      const remedies = async (given: readonly Target[]) => {
        const report = await scan(given, { depth: 'quick' });
        assertIsReport(report);
        assertCountsAgree(report);
        const [endpoint] = report.endpoints.filter(({ channel }) => channel === 'transport');
        assert.equal(endpoint?.service.product, null);
        return endpoint.findings.map(({ remedy }) => remedy).join('\n');
      };
      assert.match(await remedies(transport), /elasticsearch-certutil/);
      const beside = await remedies([...transport, ...parseTargets(`https://127.0.0.1:${http.port}`)]);
      assert.match(beside, /openssl x509 -req/);
      assert.doesNotMatch(beside, /elasticsearch-certutil|xpack\./);
    } finally {
      await http.close();
    }
  });

  it('refuses an anchor that is no certificate', async () => {
    await assert.rejects(scan([], { anchors: [new Uint8Array([1, 2, 3])] }), { name: 'UsageError', code: 'trust-unreadable' });
  });

  it('does nothing once it was called off', async () => {
    const report = await scan(targets('healthy-http'), { signal: AbortSignal.abort() });
    assert.equal(report.partial, true);
    assert.deepEqual(report.endpoints, []);
  });

  it('lets no certificate but a trusted one in at a healthy transport port, and says who did where it was let in', async () => {
    const { chain, privateKey } = stack.identity;
    const [withCertificate] = (await scan(targets('healthy-transport'), { identity: { chain, key: privateKey } })).endpoints;
    const [without] = (await scan(targets('healthy-transport'))).endpoints;
    assert.equal(withCertificate?.service.product, 'elasticsearch');
    assert.equal(without?.service.product, null);
  });
});
