import assert from 'node:assert/strict';
import { diagnoseJoin, type JoinOptions } from '../../../src/jobs/join/join.ts';
import { matrix } from '../../../src/jobs/matrix/matrix.ts';
import { ScanFault, scan } from '../../../src/jobs/scan/scan.ts';
import { readLog } from '../../../src/logs/read-log.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Setup } from '../../../src/model/setup.ts';
import type { Target } from '../../../src/model/target.ts';
import type { Probe } from '../../../src/probe/probe-options.ts';
import { observation, plaintext } from '../../support/evidence.ts';
import { bareSetup, tlsContext } from '../../support/tls-context.ts';

const target = (host: string, port = 9300): Target => ({ label: `${host}:${port}`, host, port, scheme: 'transport' });
const clear = tlsContext('xpack.security.transport.ssl', { enabled: { value: false, place: null } });

/** A transport port in the clear, as it was seen. */
function spoken(one: Target, service: Partial<Observation['service']> = {}, given: Partial<Observation> = {}): Observation {
  const seen = plaintext().observation;
  return { ...seen, target: one, address: one.host, service: { ...seen.service, ...service }, ...given };
}
const closed = (one: Target): Observation =>
  observation({
    target: one,
    address: one.host,
    reachability: { kind: 'refused' },
    conversations: [],
    versions: {},
    clientAuth: {},
    service: { ...observation().service, security: 'unknown' },
  });

type Seen = (one: Target) => Observation | Error;
const probing =
  (seen: Seen): Probe =>
  async (one) => {
    const told = seen(one);
    if (told instanceof Error) throw told;
    return [told];
  };
const join = (seen: Seen, options: JoinOptions = {}): Promise<Report> => diagnoseJoin({ probe: probing(seen), timeoutMs: 500, ...options });
const codes = ({ unknown = [] }: Report) => unknown.map(({ rule, code }) => `${rule} ${code}`);
const files = (facts: Partial<Setup['facts']> = {}, more: Partial<Omit<Setup, 'facts'>> = {}) =>
  bareSetup({
    contexts: [clear],
    ...more,
    facts: { seedHosts: ['10.0.0.1:9300'], transportPublishHosts: ['10.0.0.3'], securityEnabled: { value: false, place: null }, ...facts },
  });

describe('what a join could not tell', () => {
  it('is nothing where nothing was asked', async () => {
    const report = await join(() => assert.fail('nobody is asked'), { log: readLog('') });
    assert.deepEqual(
      [report.unknown, report.findings, report.pairs, report.endpoints, report.cause, report.ruledOut],
      [[], [], [], [], null, []],
    );
    assert.deepEqual(report.diagnosed, { product: 'node', name: null, directory: null });
  });

  it('is the name of the cluster, where a transport port keeps it', async () => {
    const of = async (service: Partial<Observation['service']>) =>
      codes(await join((one) => spoken(one, service), { setup: files() })).filter((code) => code.startsWith('cluster-name'));
    assert.deepEqual(await of({ clusterName: null }), ['cluster-name-mismatch cluster-name-kept']);
    assert.deepEqual(await of({ clusterName: 'acme' }), []);
    assert.deepEqual(await of({ clusterName: null, application: null }), []);
  });

  it('is a seed that is no address', async () => {
    const report = await join((one) => spoken(one, { clusterName: 'acme' }), {
      setup: files({ seedHosts: ['10.0.0.1:9300', 'es01:99999'] }),
    });
    assert.ok(codes(report).includes('seed-host-unreachable seed-unreadable'));
    assert.equal(report.endpoints.length, 1);
  });

  it('is what others dial, where the machine decides that, and TLS would need it', async () => {
    const on = { contexts: [tlsContext('xpack.security.transport.ssl')] };
    const code = 'san-publish-address-missing published-address-left-to-machine';
    const of = async (facts: Partial<Setup['facts']>, more: Partial<Omit<Setup, 'facts'>> = {}) =>
      codes(await join(closed, { setup: files({ securityEnabled: { value: true, place: null }, ...facts }, { ...on, ...more }) })).includes(
        code,
      );
    assert.equal(await of({ transportPublishHosts: ['_site_'] }), true);
    assert.equal(await of({ transportPublishHosts: ['10.0.0.3'] }), false);
    assert.equal(await of({ transportPublishHosts: ['_site_'], securityEnabled: { value: false, place: null } }), false);
    assert.equal(await of({ transportPublishHosts: ['_site_'] }, { contexts: [] }), false);
  });

  it('is what its own port shows, where that is closed, once for all pairs with it', async () => {
    const members = [target('10.0.0.1')];
    const seen: Seen = (one) => (one.host === '10.0.0.3' ? closed(one) : spoken(one, { clusterName: 'acme' }));
    const report = await join(seen, { nodes: [target('10.0.0.3')], members });
    const own = codes(report);
    assert.ok(own.includes('seed-host-unreachable own-port-closed'));
    assert.ok(!own.some((code) => code.endsWith('pair-undecided')), own.join());
    assert.equal(report.endpoints.length, 2, 'whoever names it wants to know');
    // Of a member that could not be seen each pair is told.
    const dark: Seen = (one) => spoken(one, one.host === '10.0.0.3' ? {} : { security: 'other', application: null });
    assert.ok(codes(await join(dark, { nodes: [target('10.0.0.3')], members })).some((code) => code.endsWith('pair-undecided')));
  });

  it('is not told of the rule that is the cause', async () => {
    const dark: Seen = (one) =>
      one.host === '10.0.0.1' ? spoken(one, { security: 'other', application: null }) : spoken(one, { security: 'tls' });
    const report = await join(dark, { setup: files({ seedHosts: ['10.0.0.1:9300', '10.0.0.2:9300'] }) });
    assert.equal(report.cause?.rule, 'transport-mixed-tls');
    assert.ok(!codes(report).some((code) => code.startsWith('transport-mixed-tls')), codes(report).join());
  });
});

describe('the report of a join', () => {
  it('leaves out its own port where that is closed and nobody named it', async () => {
    const seen: Seen = (one) => (one.host === '10.0.0.3' ? closed(one) : spoken(one, { clusterName: 'acme' }));
    const targets = async (options: JoinOptions) => (await join(seen, options)).endpoints.map(({ target: label }) => label);
    const setup = files({ transportPort: '9300' });
    assert.deepEqual(await targets({ setup }), ['10.0.0.1:9300']);
    assert.deepEqual(await targets({ setup, nodes: [target('10.0.0.3')] }), ['10.0.0.3:9300', '10.0.0.1:9300']);
    const open = (await join((one) => spoken(one, { clusterName: 'acme' }), { setup })).endpoints;
    assert.deepEqual(
      open.map(({ target: label }) => label),
      ['10.0.0.3:9300', '10.0.0.1:9300'],
    );
  });

  it('has each pair both ways, its node and its directory', async () => {
    const report = await join((one) => spoken(one, { clusterName: 'acme' }), { setup: files() });
    assert.deepEqual(
      report.pairs?.map(({ from, to, verdict }) => `${from} ${to} ${verdict}`),
      ['es03 10.0.0.1:9300 accepted', '10.0.0.1:9300 es03 accepted'],
    );
    assert.deepEqual(report.diagnosed, { product: 'node', name: 'es03', directory: '/etc/elasticsearch' });
    assert.equal('log' in report, false);
    const outside = await join((one) => spoken(one, { clusterName: 'acme' }), {
      nodes: [target('10.0.0.3')],
      members: [target('10.0.0.1')],
    });
    assert.deepEqual(outside.diagnosed, { product: 'node', name: '10.0.0.3:9300', directory: null });
  });

  it('does not ask back an HTTP port, or one that is closed', async () => {
    const http = { kind: 'http', answer: { status: 200, headers: {}, body: '' } } as const;
    const pairs = async (seen: Seen) => (await join(seen, { setup: files() })).pairs?.map(({ from, to }) => `${from} ${to}`);
    assert.deepEqual(await pairs((one) => spoken(one, { application: http })), ['es03 10.0.0.1:9300']);
    assert.deepEqual(await pairs(closed), []);
  });

  it('knows a node that lets its own certificate in by its name', async () => {
    const seen: Seen = (one) => spoken(one, { clusterName: 'acme', nodeName: one.host === '10.0.0.2' ? 'es03' : 'es01' });
    const report = await join(seen, { setup: files({ seedHosts: ['10.0.0.1:9300', '10.0.0.2:9300'] }) });
    assert.deepEqual(
      report.pairs?.map(({ to }) => to),
      ['10.0.0.1:9300', 'es03'],
    );
  });

  it('takes nobody for itself by a name that neither has', async () => {
    const nameless = files({ nodeName: null });
    const told = async (setup: Setup | null) =>
      (await join((one) => spoken(one, { clusterName: 'acme' }), { setup, ...(setup === null ? { members: [target('10.0.0.1')] } : {}) }))
        .pairs?.length;
    assert.equal(await told(nameless), 2);
    assert.equal(await told(null), 0);
  });

  it('is of OpenSearch where one of the nodes is', async () => {
    const log = readLog(
      '[2026-11-28T17:02:25,795][WARN ][o.e.d.HandshakingTransportAddressConnector] [es03] handshake to [10.0.0.11:9300] failed\njava.lang.IllegalStateException: remote cluster name [acme] does not match local cluster name [x]\n',
    );
    const fix = async (product: 'elasticsearch' | 'opensearch') =>
      (await join((one) => spoken(one, { product, clusterName: 'acme' }), { setup: files(), log })).cause?.remedy;
    assert.match((await fix('opensearch')) ?? '', /opensearch\.yml/);
    assert.match((await fix('elasticsearch')) ?? '', /elasticsearch\.yml/);
  });

  it('counts what a log says of a node by the addresses that files and targets name', async () => {
    const line = (second: number) =>
      `[2026-11-28T18:00:${String(second).padStart(2, '0')},000][WARN ][o.e.t.TcpTransport       ] [es03] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.3:9300, remoteAddress=/10.0.0.99:50744, profile=default}], closing connection\nCaused by: javax.net.ssl.SSLHandshakeException: Empty client certificate chain\n`;
    const log = readLog(Array.from({ length: 12 }, (_, index) => line(index)).join(''));
    const confidence = async (facts: Partial<Setup['facts']>) =>
      (await join((one) => spoken(one, { clusterName: 'acme' }), { setup: files(facts), log })).cause?.confidence;
    assert.equal(await confidence({}), 'possible');
    for (const host of ['10.0.0.99', '10.0.0.99:9300', '10.0.0.99:9300-9400'])
      assert.equal(await confidence({ transportPublishHosts: [host] }), 'likely', host);
    assert.equal(await confidence({ transportPublishHosts: ['[10.0.0.99]'] }), 'likely');
    assert.equal(await confidence({ transportPublishHosts: ['10.0.0.9'] }), 'possible');
  });
});

describe('the release of a cluster', () => {
  const reads = async (version: string | null) => {
    const asked: string[] = [];
    const setupOfRelease = async (release: string) => {
      asked.push(release);
      return files({}, { version: release });
    };
    await join((one) => spoken(one, { version }), { setup: files({}, { version: null }), setupOfRelease });
    return asked;
  };
  for (const [version, asked] of [
    ['7.17.29', ['7.17.29']],
    ['7.0.0', ['7.0.0']],
    ['7.17', []],
    ['17.1.0', []],
    ['7.17.29-SNAPSHOT', []],
    ['77.1.0', []],
    ['8.7.17', []],
    [null, []],
  ] as const)
    it(`is asked of its files once more where it is of 7: ${version}`, async () => assert.deepEqual(await reads(version), asked));

  it('is not asked where its files cannot be read so', async () => {
    const report = await join((one) => spoken(one, { version: '7.17.29', clusterName: 'acme' }), {
      setup: files({}, { version: null }),
      setupOfRelease: async () => null,
    });
    assert.equal(report.cause, null);
  });
});

describe('a fault of our own', () => {
  const [good, bad] = [target('10.0.0.1'), target('10.0.0.2')];
  const seen: Seen = (one) => (one === bad ? new RangeError('out of bounds') : spoken(one, { clusterName: 'acme' }));
  const jobs: readonly (readonly [name: string, run: (probe: Probe, signal?: AbortSignal) => Promise<Report>])[] = [
    ['scan', (probe, signal) => scan([good, bad], { probe, ...(signal === undefined ? {} : { signal }) })],
    ['matrix', (probe, signal) => matrix([good, bad], { probe, ...(signal === undefined ? {} : { signal }) })],
    ['join', (probe, signal) => diagnoseJoin({ members: [good, bad], probe, ...(signal === undefined ? {} : { signal }) })],
  ];
  for (const [name, run] of jobs) {
    it(`is thrown by ${name}, with the report of the others, which is whole`, async () => {
      const fault = await run(probing(seen)).then(
        () => assert.fail('no fault'),
        (error: unknown) => (error instanceof ScanFault ? error : assert.fail(String(error))),
      );
      assert.match(fault.message, /^at 10\.0\.0\.2:9300: out of bounds$/);
      assert.deepEqual(
        fault.report.endpoints.map(({ target: label }) => label),
        ['10.0.0.1:9300'],
      );
      assert.equal(fault.report.partial, false);
    });

    it(`is none where an interruption ended ${name}: the report is partial`, async () => {
      const stop = new AbortController();
      const report = await run(async (one) => {
        if (one === bad) throw stop.signal.reason;
        stop.abort(new Error('interrupted'));
        return [spoken(one)];
      }, stop.signal);
      assert.equal(report.partial, true);
    });
  }

  it('is none where all went well', async () => {
    for (const [, run] of jobs) assert.equal((await run(probing((one) => spoken(one, { clusterName: 'acme' })))).partial, false);
  });
});
