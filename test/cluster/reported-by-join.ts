import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeRecord } from '../../scripts/cluster/cluster-record.ts';
import { diagnoseJoin } from '../../src/jobs/join/join.ts';
import { scan } from '../../src/jobs/scan/scan.ts';
import { ownScans } from '../../src/logs/own-scans.ts';
import { readLog } from '../../src/logs/read-log.ts';
import type { CauseReport } from '../../src/model/join-report.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import type { Report } from '../../src/model/report.ts';
import type { Setup } from '../../src/model/setup.ts';
import type { Target } from '../../src/model/target.ts';
import { readElasticsearchSetup } from '../../src/settings/elasticsearch/read-elasticsearch.ts';
import { assertCountsAgree } from '../support/counts-agree.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { asPeer } from './as-peer.ts';
import { type Fault, failingCluster, nodeWith, strictPort } from './failing-nodes.ts';
import type { Clusters } from './real-clusters.ts';
import { complaintsDuring } from './scan.ts';

type Confidence = CauseReport['confidence'];

/** How sure each source is of the cause; null where it cannot show it. */
type Expected = {
  readonly fault: Fault;
  readonly cause: string;
  /** From the node's files, as it connects to the first one. */
  readonly files: Confidence | null;
  /** From the two ports alone. */
  readonly outside: Confidence | null;
  /** With a certificate of the cluster's CA; as without where absent. */
  readonly asClient?: Confidence;
  /** From its log alone. `possible`: it is the cause, or one of those that the same line may mean. */
  readonly log: Confidence;
  /** What its own log says, and that of the first node. */
  readonly own: RegExp;
  readonly good?: RegExp;
};

const certificateRefused = /client did not trust this server's certificate, .*remoteAddress=\/127\.0\.171\.1:9300/;
const refusedOnTheWayBack = /failed to join [\s\S]*failure when opening connection back from/;

const expected: readonly Expected[] = [
  {
    fault: 'lookalike-ca',
    cause: 'trust-lookalike-ca',
    files: 'proven',
    // Which of the two trusts which key does not show without a certificate to try.
    outside: 'likely',
    asClient: 'proven',
    log: 'possible',
    own: certificateRefused,
    good: /Path does not chain with any of the trust anchors/,
  },
  {
    fault: 'other-ca',
    cause: 'trust-unknown-issuer',
    files: 'proven',
    outside: 'proven',
    log: 'possible',
    own: /Received fatal alert: bad_certificate/,
    good: /Empty client certificate chain/,
  },
  {
    fault: 'foreign-ca',
    cause: 'trust-unknown-issuer',
    files: 'proven',
    outside: 'proven',
    log: 'proven',
    own: /failed to establish trust with server at \[127\.0\.171\.1\]/,
    good: /client did not trust this server's certificate, .*localAddress=\/127\.0\.171\.1:9300/,
  },
  { fault: 'expired', cause: 'leaf-expired', files: 'proven', outside: 'proven', log: 'possible', own: certificateRefused },
  {
    fault: 'no-client-auth',
    cause: 'eku-transport-missing-clientauth',
    files: 'proven',
    outside: 'proven',
    log: 'possible',
    own: certificateRefused,
  },
  { fault: 'no-server-auth', cause: 'eku-missing-serverauth', files: 'proven', outside: 'proven', log: 'proven', own: refusedOnTheWayBack },
  // Whether the others look at names is the affair of their verification_mode, which their ports do not show.
  { fault: 'no-san', cause: 'san-missing', files: 'likely', outside: 'possible', log: 'proven', own: refusedOnTheWayBack },
  { fault: 'other-names', cause: 'san-ip-missing', files: 'likely', outside: 'possible', log: 'proven', own: refusedOnTheWayBack },
  {
    fault: 'missing-intermediate',
    cause: 'trust-missing-intermediate',
    files: 'proven',
    outside: 'proven',
    log: 'possible',
    own: /Received fatal alert: bad_certificate/,
    good: /Empty client certificate chain/,
  },
  {
    fault: 'other-key',
    cause: 'key-certificate-mismatch',
    files: 'proven',
    outside: 'proven',
    log: 'possible',
    own: /Received fatal alert: handshake_failure/,
    good: /Invalid CertificateVerify signature/,
  },
  {
    fault: 'plain-transport',
    cause: 'transport-mixed-tls',
    files: 'proven',
    outside: 'proven',
    log: 'possible',
    own: /\[WARN \].* Transport SSL must be enabled if security is enabled/,
    good: /received plaintext traffic on an encrypted channel/,
  },
  {
    fault: 'other-protocol',
    cause: 'no-common-protocol',
    files: 'proven',
    outside: 'proven',
    log: 'proven',
    own: /Received fatal alert: protocol_version/,
    good: /is not enabled or supported in server context|no supported protocol|protocol versions .* not accepted/,
  },
  {
    fault: 'other-suite',
    cause: 'no-common-cipher',
    files: 'proven',
    // By alert 40, which may have other reasons.
    outside: 'likely',
    log: 'possible',
    own: /Received fatal alert: handshake_failure/,
    good: /no cipher suites in common/,
  },
  // Its port is well, and so are those of the others.
  {
    fault: 'http-seed',
    cause: 'seed-host-is-http-port',
    files: 'proven',
    outside: null,
    log: 'possible',
    own: /discovery will continue using \[127\.0\.171\.1:9200\]/,
  },
  // With security on, a node tells the name of its cluster to nodes alone: those with its files ask as it does.
  {
    fault: 'other-cluster',
    cause: 'cluster-name-mismatch',
    files: 'proven',
    outside: null,
    log: 'proven',
    own: /remote cluster name \[handclasp-test-join\] does not match local cluster name \[handclasp-elsewhere\]/,
  },
  // They do not run.
  {
    fault: 'wrong-store-password',
    cause: 'keystore-password-wrong',
    files: 'proven',
    outside: null,
    log: 'proven',
    own: /keystore password was incorrect/,
  },
  {
    fault: 'no-trusted-entries',
    cause: 'truststore-no-anchors',
    files: 'proven',
    outside: null,
    log: 'proven',
    own: /does not contain any trusted certificate entries/,
  },
];

/** What the first node writes of these names them; so their own logs need not be believed alone. */
const diagnosed: readonly Fault[] = ['lookalike-ca', 'expired', 'no-client-auth', 'no-server-auth', 'no-san', 'other-names'];

/** The nodes that do not join, as `join` explains each of them: from its files, from outside, from both, and from its log. */
export function toldByJoin(clusters: Clusters): void {
  /** As they were before anyone asked them anything: a client leaves lines of its own. */
  let logs: readonly string[] = [];
  const node = (index: number): NodeRecord => {
    const found = clusters.cluster(failingCluster.name).nodes[index - 1];
    assert.ok(found, `no node ${index}`);
    return found;
  };
  const logOf = (index: number): string => logs[index - 1] ?? '';

  before(async function () {
    this.timeout(300_000);
    const read = () => clusters.cluster(failingCluster.name).nodes.map(({ log }) => readFileSync(log, 'utf8'));
    for (let waitedMs = 0; waitedMs < 240_000; waitedMs += 2_000) {
      logs = read();
      const good = logOf(1);
      const named = new Set(readLog(good).failures.flatMap(({ diagnosis }) => diagnosis?.subject ?? []));
      const isReported = ({ fault, own, good: line }: Expected) =>
        own.test(logOf(nodeWith(fault))) &&
        (line === undefined || line.test(good)) &&
        (!diagnosed.includes(fault) || named.has(`CN=node-${nodeWith(fault)},O=handclasp`));
      if (expected.every(isReported)) return;
      await sleep(2_000);
    }
  });

  const setupOf = (index: number): Promise<Setup> =>
    readElasticsearchSetup({ directory: join(node(index).folder, 'config'), environment: {}, passwords: () => [], version: '8.19.21' });
  const target = (address: string): readonly Target[] => parseTargets(`transport://${address}`);
  const membersFor = (fault: Fault): readonly Target[] => {
    const first = target(fault === 'other-protocol' ? `${node(1).address}:${strictPort}` : node(1).transport);
    // The one that shows the intermediate.
    return fault === 'missing-intermediate' ? [...first, ...target(node(2).transport)] : first;
  };
  const check = (report: Report, cause: string, confidence: Confidence | null): void => {
    assertIsReport(JSON.parse(JSON.stringify(report)));
    assertCountsAgree(report);
    assert.deepEqual(
      [report.cause?.rule ?? null, report.cause?.confidence ?? null],
      [confidence === null ? null : cause, confidence],
      `${report.cause?.detail}\n${JSON.stringify(report.cause?.evidence)}`,
    );
  };

  for (const { fault, cause, files, outside, asClient = outside, log, own, good } of expected) {
    describe(`a node with ${fault}`, () => {
      const index = nodeWith(fault);

      it('logs it, or has it logged', () => {
        assert.match(logOf(index), own);
        if (good !== undefined) assert.match(logOf(1), good);
        if (!diagnosed.includes(fault)) return;
        const said = readLog(logOf(1)).failures.filter(({ diagnosis }) => diagnosis?.subject === `CN=node-${index},O=handclasp`);
        assert.deepEqual([...new Set(said.map(({ rule, certainty }) => `${rule} ${certainty}`))], [`${cause} states`]);
      });

      it('is explained from its files', async () => {
        check(await diagnoseJoin({ setup: await setupOf(index) }), cause, files);
      });

      it('is explained from outside', async () => {
        check(await diagnoseJoin({ nodes: target(node(index).transport), members: membersFor(fault) }), cause, outside);
      });

      it('is explained from outside with a certificate of the cluster', async () => {
        const report = await diagnoseJoin({
          nodes: target(node(index).transport),
          members: membersFor(fault),
          ...asPeer(clusters.cluster(failingCluster.name)),
        });
        check(report, cause, asClient);
      });

      it('is explained from its files and from outside', async () => {
        check(await diagnoseJoin({ setup: await setupOf(index), nodes: target(node(index).transport) }), cause, files);
      });

      it('is explained from its log', async () => {
        const { cause: found } = await diagnoseJoin({ log: readLog(logOf(index)) });
        // A log in which others have connected as well, as these tests do, may prove less; it never proves anything else.
        const confidences = ['proven', 'likely', 'possible'];
        assert.ok(found && confidences.indexOf(found.confidence) >= confidences.indexOf(log), `${found?.rule}: ${found?.detail}`);
        const rather: readonly unknown[] = Array.isArray(found?.evidence.orRather) ? found.evidence.orRather : [];
        assert.ok([found?.rule, ...rather].includes(cause), `${found?.rule}, or ${rather.join(', ')}`);
        if (found.confidence === 'proven') assert.equal(found.rule, cause);
      });

      it('is explained from its files and its log, by which what was likely is proven where the log states it', async () => {
        const evidence = readLog(logOf(index));
        const stated = evidence.failures.some(({ rule, certainty }) => rule === cause && certainty === 'states');
        check(await diagnoseJoin({ setup: await setupOf(index), log: evidence }), cause, stated ? 'proven' : files);
      });
    });
  }

  it('have nothing to explain where a node has joined', async () => {
    const setup = await setupOf(2);
    for (const options of [
      { setup },
      { nodes: target(node(2).transport), members: membersFor('expired') },
      { setup, nodes: target(node(2).transport) },
      { log: readLog(logOf(2)) },
    ]) {
      const report = await diagnoseJoin(options);
      assert.equal(report.cause, null);
    }
  });

  it('have nothing to explain where a node has joined and was scanned since, and the report of the scan tells which lines are its own', async () => {
    const { log } = node(2);
    const before = readFileSync(log, 'utf8').length;
    const { endpoints } = await scan(target(node(2).transport), { depth: 'full' });
    await sleep(1_500);
    const text = logOf(2) + readFileSync(log, 'utf8').slice(before);
    const alone = await diagnoseJoin({ log: readLog(text) });
    assert.deepEqual([alone.cause, alone.log?.joined], [null, true], alone.cause?.detail);
    assert.ok(alone.log?.remarks.some(({ kind }) => kind === 'passing'));
    const known = await diagnoseJoin({ log: readLog(text), scans: ownScans(endpoints) });
    assert.deepEqual([known.cause, known.log?.joined], [null, true]);
    assert.deepEqual([...new Set(known.log?.remarks.map(({ kind }) => kind))], ['own-scan']);
  });

  /** A handshake without a certificate in each version leaves one; a certificate that is refused two. One whose key does not fit is not offered. */
  const price: readonly (readonly [Fault | null, number])[] = [
    [null, 2],
    ['expired', 4],
    ['lookalike-ca', 4],
    ['other-ca', 4],
    ['no-client-auth', 4],
    ['other-key', 2],
  ];
  for (const [fault, entries] of price) {
    it(`are explained from files at the price of at most ${entries} warnings in the log of the node at the other end: ${fault ?? 'one that is well'}`, async () => {
      // The log of the second node is quiet: nobody looks for it.
      const setup = await setupOf(fault === null ? 1 : nodeWith(fault));
      const { warnings, errors } = await complaintsDuring(node(2), () => diagnoseJoin({ setup, members: target(node(2).transport) }));
      assert.ok(warnings.length <= entries, `${warnings.length}\n${warnings.join('\n')}`);
      assert.deepEqual(errors, []);
    });
  }
}
