import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnoseJoin } from '../../../src/jobs/join/join.ts';
import { type OwnScan, ownScans } from '../../../src/logs/own-scans.ts';
import { readLog } from '../../../src/logs/read-log.ts';
import type { Report } from '../../../src/model/report.ts';
import { assertCountsAgree } from '../../support/counts-agree.ts';
import { assertIsReport } from '../../support/report-schema.ts';

/** Logs of real nodes, without what has nothing to do with it and without most frames of stack traces. */
const real = (name: string): string => readFileSync(join('test', 'jobs', 'join', 'logs', name), 'utf8');

async function reported(text: string, scans: readonly OwnScan[] = []): Promise<Report> {
  const report = await diagnoseJoin({ log: readLog(text), scans });
  assertIsReport(JSON.parse(JSON.stringify(report)));
  assertCountsAgree(report);
  return report;
}

const kindsOf = ({ log }: Report) => [...new Set(log?.remarks.map(({ kind }) => kind))].sort();

const second = (at: number) => `2026-11-30T09:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
const member = (name: string, address: string) =>
  `{${name}}{EMoNIC7xQX225VOlFF95cQ}{nvlH6MhuQw-RWmh0sJtd7w}{${name}}{${address}}{${address}:9300}{cdfhilmrstw}{8.19.21}{7000099-8537000}`;
const es01 = member('es01', '10.0.0.11');
const applier = (at: number, node: string, text: string) => `[${second(at)},100][INFO ][o.e.c.s.ClusterApplierService] [${node}] ${text}\n`;
const joins = (at: number, node = 'es02', master = es01) =>
  applier(
    at,
    node,
    `master node changed {previous [], current [${master}]}, added {{${master}}}, term: 1, version: 8, reason: ApplyCommitRequest{}`,
  );
const losesMaster = (at: number) =>
  applier(at, 'es02', `master node changed {previous [${es01}], current []}, term: 1, version: 8, reason: becoming candidate`);
const adds = (at: number, node: string, other: string) =>
  applier(at, node, `added {${other}}, term: 1, version: 9, reason: Publication{term=1, version=9}`);
const removes = (at: number, node: string, other: string) =>
  applier(at, node, `removed {${other}}, term: 1, version: 10, reason: Publication{term=1, version=10}`);
const starts = (at: number, node = 'es02') => `[${second(at)},200][INFO ][o.e.n.Node               ] [${node}] started {${node}}{a}{b}\n`;
const searches = (at: number, seeds = '10.0.0.11:9300, 10.0.0.13:9300') =>
  `[${second(at)},300][WARN ][o.e.c.c.ClusterFormationFailureHelper] [es02] master not discovered yet: have discovered [${member('es02', '10.0.0.12')}]; discovery will continue using [${seeds}] from hosts providers\n`;
const caught = (at: number, node: string, ends: string, why: string) =>
  `[${second(at)},400][WARN ][o.e.t.TcpTransport       ] [${node}] exception caught on transport layer [Netty4TcpChannel{${ends}, profile=default}], closing connection\nCaused by: javax.net.ssl.SSLHandshakeException: ${why}\n`;
const asServer = (own: string, from: string) => `localAddress=/${own}:9300, remoteAddress=/${from}:44068`;
/** es02 is refused by es01. */
const refused = (at: number) =>
  caught(at, 'es02', 'localAddress=/10.0.0.12:44000, remoteAddress=/10.0.0.11:9300', 'Received fatal alert: bad_certificate');
const withoutCertificate = (at: number, from: string, node = 'es02', own = '10.0.0.12') =>
  caught(at, node, asServer(own, from), 'Empty client certificate chain');
const times = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('');

const scanOf = (given: Partial<Parameters<typeof ownScans>[0][number]> = {}): readonly OwnScan[] =>
  ownScans([
    {
      target: 'es02:9300',
      address: '10.0.0.12',
      localAddress: '10.0.0.9',
      startedAt: '2026-11-30T09:20:00.000Z',
      cost: { connections: 4, bytesSent: 0, bytesReceived: 0, durationMs: 900 },
      ...given,
    },
  ]);
const scanTime = 20 * 60;

describe('a log in which a node joined', () => {
  const logs: readonly (readonly [file: string, joined: boolean, kinds: readonly string[], verdict: RegExp])[] = [
    ['7.17-scanned.log', true, ['passing'], /^es02 joined es01 at 2026-11-30T09:38:01 \(line \d+\)\.$/],
    ['7.17-scanned.json.log', true, ['passing'], /^es02 joined es01 at 2026-11-30T09:38:01Z \(line \d+\)\.$/],
    ['8.19-scanned-master.log', true, ['passing'], /^es01 became the master at .* \(line \d+\)\.$/],
    ['9.5-scanned.log', true, ['passing'], /^es02 joined es01 at .* \(line \d+\)\.$/],
    ['opensearch-2.19-scanned.log', true, ['passing'], /^es02 joined es01 at .* \(line \d+\)\.$/],
    ['opensearch-2.19-scanned.json.log', true, ['passing'], /^es02 joined es01 at .* \(line \d+\)\.$/],
    ['8.19-joins-late.log', false, ['passing', 'settled'], /joined es01 at .* and then lost its master at .*; no TLS failure follows\.$/],
    ['8.19-master-of-late.log', true, ['passing', 'settled'], /^es01 became the master/],
    ['9.5-joins-late.json.log', false, ['passing', 'settled'], /joined es01 at .* and then lost its master/],
  ];
  for (const [file, joined, kinds, verdict] of logs) {
    it(`is not explained by what came before, nor by what a scan left in it: ${file}`, async () => {
      const report = await reported(real(file));
      assert.deepEqual([report.cause, report.findings, report.log?.joined], [null, [], joined], report.cause?.detail);
      assert.deepEqual(kindsOf(report), kinds);
      assert.match(report.log?.verdict ?? '', verdict);
      for (const { kind, text } of report.log?.remarks ?? [])
        if (kind === 'passing') assert.match(text, /may come from a scanner or a health check, handclasp's own scan included/);
    });
  }

  it('is explained until then, and says so of a failure before its last join', async () => {
    const whole = real('8.19-joins-late.log').split('\n');
    const end = whole.findIndex((line) => line.includes('master node changed'));
    const before = await reported(whole.slice(0, end).join('\n'));
    assert.equal(before.cause?.rule, 'client-cert-not-sent');
    const after = await reported(whole.slice(0, end + 1).join('\n'));
    assert.deepEqual([after.cause, after.log?.joined], [null, true]);
    assert.match(
      after.log?.verdict ?? '',
      /^es02 joined es01 at 2026-11-30T09:39:48 \(line \d+\), after its last TLS failure \(line \d+\)\.$/,
    );
  });

  it('is told the same, however the lines are shipped', async () => {
    const lines = real('8.19-joins-late.log').trimEnd().split('\n');
    const expected = (await reported(lines.join('\n'))).log;
    const ships: readonly ((line: string, index: number) => string)[] = [
      (line) => `es02  | ${line}`,
      (line) => `[pod/acme-es-default-1/elasticsearch] ${line}`,
      (line) => `2026-11-30T11:39:48.123456789Z ${line}`,
      (line) => `2026-11-30T11:39:48.123456789+02:00 stdout F ${line}`,
      (line) => `Nov 30 09:39:48 host elasticsearch[812]: ${line}`,
      (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-30T09:39:48.1Z' }),
      (line) => `${line}\r`,
    ];
    for (const ship of ships) assert.deepEqual((await reported(lines.map(ship).join('\n'))).log, expected, ship('x', 0));
  });

  const cases: readonly (readonly [what: string, text: string, cause: string | null, joined: boolean, confidence?: string])[] = [
    ['it joined after its failures', times(12, refused) + joins(20), null, true],
    ['without times, by the order of lines', `${times(3, refused)}${joins(20)}`.replace(/^\[20[^\]]*\]/gm, '[no time]'), null, true],
    [
      'it failed again after it had lost its master',
      refused(1) + joins(5) + losesMaster(60) + times(3, (at) => refused(61 + at)),
      'client-cert-not-sent',
      false,
      'possible',
    ],
    ['it joined, restarted, failed and joined again', joins(5) + losesMaster(30) + refused(40) + joins(50), null, true],
    ['it lost its master and nothing on TLS follows', refused(1) + joins(5) + losesMaster(60), null, false],
    [
      'it started, which it does without a master too',
      refused(1) + searches(12) + starts(32) + refused(33),
      'client-cert-not-sent',
      false,
      'possible',
    ],
    ['it begins after the join', adds(10, 'es02', member('es03', '10.0.0.13')) + withoutCertificate(20, '10.0.0.99'), null, true],
    ['it is alone in a cluster of its own', joins(5, 'es02', member('es02', '10.0.0.12')), null, false],
    [
      'another joined, as its master says',
      withoutCertificate(3, '10.0.0.12', 'es01', '10.0.0.11') + adds(9, 'es01', member('es02', '10.0.0.12')),
      null,
      true,
    ],
    [
      'another than the one that fails joined',
      times(12, (at) => withoutCertificate(at, '10.0.0.13', 'es01', '10.0.0.11')) + adds(9, 'es01', member('es02', '10.0.0.12')),
      'client-cert-not-sent',
      true,
      'possible',
    ],
    [
      'another got in, left, and is refused since',
      adds(1, 'es01', member('es02', '10.0.0.12')) +
        removes(5, 'es01', member('es02', '10.0.0.12')) +
        times(12, (at) => withoutCertificate(6 + at, '10.0.0.12', 'es01', '10.0.0.11')),
      'client-cert-not-sent',
      true,
      'likely',
    ],
    ['two nodes in one file, both joined', refused(1) + joins(5) + refused(3).replaceAll('es02', 'es03') + joins(6, 'es03'), null, true],
    [
      'two nodes in one file, of which one did not',
      refused(1) + joins(5) + refused(6).replaceAll('es02', 'es03'),
      'client-cert-not-sent',
      false,
      'possible',
    ],
    [
      'it did not start, and did once that was mended',
      `[${second(1)},000][ERROR][o.e.b.Elasticsearch      ] [es02] fatal exception while booting Elasticsearch\nCaused by: java.io.IOException: keystore password was incorrect\n${starts(40)}${joins(41)}`,
      null,
      true,
    ],
    ['nothing of it', '[2026-11-30T09:00:00,000][INFO ][o.e.n.Node               ] [es02] initialized\n', null, false],
    // Of clients that nothing shows to be nodes
    [
      'a health check in plain HTTP, while it is in its cluster',
      `${joins(1)}${times(4, (at) => `[${second(30 * at + 9)},000][WARN ][o.e.x.c.s.t.n.SecurityNetty4Transport] [es02] received plaintext traffic on an encrypted channel, closing connection Netty4TcpChannel{${asServer('10.0.0.12', '10.0.0.50')}, profile=default}\n`)}`,
      null,
      true,
    ],
    ['one of them, before it joined', searches(1) + withoutCertificate(5, '10.0.0.99'), 'client-cert-not-sent', false, 'possible'],
    [
      'many of them from a node that it looks for',
      searches(1) + times(12, (at) => withoutCertificate(5 + at, '10.0.0.13')),
      'client-cert-not-sent',
      false,
      'likely',
    ],
    [
      'many of them from nobody who is known',
      searches(1) + times(12, (at) => withoutCertificate(5 + at, '10.0.0.99')),
      'client-cert-not-sent',
      false,
      'possible',
    ],
  ];
  for (const [what, text, cause, joined, confidence] of cases) {
    it(`is told: ${what}`, async () => {
      const report = await reported(text);
      assert.deepEqual(
        [report.cause?.rule ?? null, report.log?.joined, report.cause?.confidence],
        [cause, joined, confidence],
        `${report.cause?.detail} ${report.log?.verdict}`,
      );
    });
  }

  it('says what it looked for where there is nothing', async () => {
    const { log } = await reported('');
    assert.match(log?.verdict ?? '', /no line on a TLS failure of a node, and none on joining \("master node changed", "node-join"/);
  });

  it('names the possibility where a client that is no known node leaves what a scan leaves', async () => {
    const { cause } = await reported(searches(1) + withoutCertificate(5, '10.0.0.99'));
    assert.match(
      cause?.detail ?? '',
      /This line may come from a scanner or a health check, handclasp's own scan included \(it leaves exactly this\)/,
    );
    const node = await reported(searches(1) + times(12, (at) => withoutCertificate(5 + at, '10.0.0.13')));
    assert.doesNotMatch(node.cause?.detail ?? '', /may come from/);
  });

  it('proves nothing by a line before the join, where the files say something of the same', async () => {
    const before = await reported(
      `${refused(1)}[${second(2)},0][WARN ][o.e.d.HandshakingTransportAddressConnector] [es02] handshake to [10.0.0.11:9300] failed\njava.lang.IllegalStateException: remote cluster name [acme] does not match local cluster name [x]\n`,
    );
    assert.deepEqual([before.cause?.rule, before.cause?.confidence], ['cluster-name-mismatch', 'proven']);
    assert.equal((await reported(`${before.cause?.detail}\n${joins(9)}`)).cause, null);
  });
});

describe('lines that a scan left, by its report', () => {
  const lines = times(3, (at) => withoutCertificate(scanTime + at, '10.0.0.9'));
  const ownLinesOf = ({ log }: Report) => log?.remarks.filter(({ kind }) => kind === 'own-scan').map(({ count }) => count);

  it('are known, and said, with address and time', async () => {
    const { cause, log } = await reported(searches(1) + lines, scanOf());
    assert.equal(cause, null);
    assert.equal(log?.remarks[0]?.text, "3 lines are from handclasp's own scan of 2026-11-30 09:20 UTC from 10.0.0.9.");
  });

  it('are known in real logs, all of them', async () => {
    // As the scan of the test cluster reported it.
    const scans = ownScans([
      {
        target: '127.0.205.2:9300',
        address: '127.0.205.2',
        localAddress: '127.0.0.1',
        startedAt: '2026-11-30T09:40:11.200Z',
        cost: { connections: 25, bytesSent: 1, bytesReceived: 1, durationMs: 700 },
      },
    ]);
    const report = await reported(real('8.19-joins-late.log'), scans);
    assert.deepEqual([kindsOf(report), ownLinesOf(report)], [['own-scan', 'settled'], [5]]);
  });

  it('are known in a log of another time zone, and by the clock of the node', async () => {
    const inZone = (hours: number) => lines.replace(/T09:/g, `T${String(9 + hours).padStart(2, '0')}:`);
    for (const hours of [1, 2, -8, 11]) assert.deepEqual(ownLinesOf(await reported(inZone(hours), scanOf())), [3], `${hours} h`);
    const zoned = lines.replace(/^\[([^\]]+)\]/gm, '[$1+00:00]');
    assert.deepEqual(ownLinesOf(await reported(zoned, scanOf())), [3]);
    assert.deepEqual(ownLinesOf(await reported(zoned.replace(/T09:20/g, 'T09:27'), scanOf({ clockAheadMs: 420_000 }))), [3]);
    assert.deepEqual(ownLinesOf(await reported(zoned.replace(/T09:20/g, 'T09:27'), scanOf())), []);
  });

  it('are not those of another address, of another time, or more than its connections leave', async () => {
    assert.deepEqual(ownLinesOf(await reported(lines, scanOf({ localAddress: '10.0.0.8' }))), []);
    assert.deepEqual(
      ownLinesOf(await reported(lines.replace(/^\[([^\]]+)\]/gm, '[$1Z]'), scanOf({ startedAt: '2026-11-30T10:20:00.000Z' }))),
      [],
    );
    const { cause, log } = await reported(
      searches(1, '10.0.0.9:9300') + times(40, (at) => withoutCertificate(scanTime - 20 + at, '10.0.0.9')),
      scanOf(),
    );
    assert.equal(log?.remarks[0]?.count, 8, 'four connections leave eight entries at most');
    assert.deepEqual([cause?.rule, cause?.confidence], ['client-cert-not-sent', 'likely']);
  });

  it('do not hide a node that fails on the machine that scanned', async () => {
    const { cause } = await reported(
      searches(1, '10.0.0.9:9300') + times(60, (at) => withoutCertificate(scanTime - 30 + at, '10.0.0.9')),
      scanOf(),
    );
    assert.deepEqual([cause?.rule, cause?.confidence], ['client-cert-not-sent', 'likely']);
  });

  it('are known by their time alone where OpenSearch names no address, and that is said', async () => {
    const scans = ownScans([
      {
        target: '127.0.203.2:9300',
        address: '127.0.203.2',
        localAddress: '127.0.0.1',
        startedAt: '2026-11-30T09:37:23.500Z',
        cost: { connections: 60, bytesSent: 1, bytesReceived: 1, durationMs: 1300 },
      },
    ]);
    const report = await reported(real('opensearch-2.19-scanned.log'), scans);
    assert.deepEqual(kindsOf(report), ['own-scan']);
    assert.match(report.log?.remarks[0]?.text ?? '', /by their time alone/);
  });

  it('are never those of a connection that the node made itself', async () => {
    const { cause } = await reported(
      times(3, (at) => refused(scanTime + at)),
      scanOf({ localAddress: '10.0.0.11' }),
    );
    assert.equal(cause?.rule, 'client-cert-not-sent');
  });
});
