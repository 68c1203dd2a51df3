import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CertificateVariant } from '../../scripts/cluster/cluster-options.ts';
import { matrix } from '../../src/jobs/matrix/matrix.ts';
import { type LogEvidence, readLog } from '../../src/logs/read-log.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import type { PairReport, Report } from '../../src/model/report.ts';
import { failingCluster, nodeWith } from './failing-nodes.ts';
import type { Clusters } from './real-clusters.ts';

/** The cause when the first node connects to one with a fault, and the cause when that one connects to the first. Null: that way is open. */
const nodes: readonly {
  readonly fault: CertificateVariant;
  readonly connected: string | null;
  readonly connects: string | null;
  /** The direction in which the first node's log tells it; null where it does not say of whom. */
  readonly role: 'client' | 'server' | null;
}[] = [
  { fault: 'lookalike-ca', connected: 'trust-lookalike-ca', connects: 'trust-lookalike-ca', role: 'server' },
  // It sends none, and nobody connects to it.
  { fault: 'other-ca', connected: 'trust-unknown-issuer', connects: 'client-cert-not-sent', role: null },
  { fault: 'expired', connected: 'leaf-expired', connects: 'leaf-expired', role: 'server' },
  { fault: 'no-client-auth', connected: null, connects: 'eku-transport-missing-clientauth', role: 'server' },
  // Names are looked at by the one who connects, under `full`, which is the default.
  { fault: 'no-san', connected: 'san-missing', connects: null, role: 'client' },
];

/** The nodes that do not join, as `matrix` sees them from outside, and as the log of the first one has them. */
export function toldByMatrix(clusters: Clusters): void {
  let report: Report;
  let log: readonly LogEvidence[] = [];

  before(async function () {
    this.timeout(300_000);
    const { nodes: records } = clusters.cluster(failingCluster.name);
    const [first] = records;
    assert.ok(first);
    // Each node connects to the first one once a second; its own log tells when it has met them all.
    for (let waitedMs = 0; waitedMs < 240_000; waitedMs += 2_000) {
      log = readLog(readFileSync(first.log, 'utf8')).failures;
      if (nodes.every(({ fault, role }) => role === null || tellingOf(fault).length > 0)) break;
      await sleep(2_000);
    }
    const asked = records.filter((_, index) => index === 0 || nodes.some(({ fault }) => nodeWith(fault) === index + 1));
    report = await matrix(parseTargets([{ text: asked.map(({ transport }) => `transport://${transport}`).join('\n'), origin: null }]));
  });

  /** What the first node wrote of another: by the certificate, or by its address. */
  const tellingOf = (fault: CertificateVariant): readonly LogEvidence[] =>
    log.filter(
      ({ diagnosis, peer, certainty }) =>
        certainty === 'states' &&
        (diagnosis?.subject === `CN=node-${nodeWith(fault)},O=handclasp` || peer?.host === addressOf(nodeWith(fault))),
    );
  const pair = (from: number, to: number): PairReport => {
    const found = report.pairs?.find((one) => one.from === label(from) && one.to === label(to));
    assert.ok(found, `${label(from)} to ${label(to)}`);
    return found;
  };
  const addressOf = (node: number): string => `${failingCluster.net}.${node}`;
  const label = (node: number): string => report.endpoints.find(({ address }) => address === addressOf(node))?.target ?? '';

  for (const { fault, connected, connects, role } of nodes) {
    const node = nodeWith(fault);
    it(`are told from outside: ${fault}`, () => {
      const [to, from] = [pair(1, node), pair(node, 1)];
      assert.deepEqual([to.rule, from.rule], [connected, connects], `${to.detail}\n${from.detail}`);
      const verdict = (rule: string | null) => (rule === null ? 'accepted' : rule === 'san-missing' ? 'unknown' : 'refused');
      assert.deepEqual([to.verdict, from.verdict], [verdict(connected), verdict(connects)]);
      if (connected === 'san-missing') assert.deepEqual(to.byVerification, { full: 'refused', certificate: 'accepted' });
    });

    if (role === null) continue;
    it(`are told the same by the node that refuses them: ${fault}`, () => {
      const cause = fault === 'no-client-auth' ? connects : connected;
      const rules = new Set(tellingOf(fault).map(({ rule }) => rule));
      assert.deepEqual([...rules], [cause]);
      const evidence = tellingOf(fault).find((one) => one.diagnosis !== null && one.role === role);
      assert.ok(evidence, `no diagnosis as ${role}`);
      assert.deepEqual([evidence.refusedBy, evidence.channel, evidence.node], ['this-node', 'transport', `${failingCluster.name}-1`]);
      const seen = report.endpoints.find(({ target }) => target === label(node));
      assert.equal(evidence.diagnosis?.sha1, seen?.chain[0]?.sha1, 'the certificate in the log is the one that was seen');
    });
  }

  it('are told once each as those who differ', () => {
    assert.deepEqual(
      new Map(report.matrix?.differs.map(({ node, rule }) => [node, rule])),
      new Map(nodes.map(({ fault, connected, connects }) => [label(nodeWith(fault)), connected ?? connects ?? ''])),
    );
  });

  it('tell of the empty chain that a node with a certificate of another CA sends', () => {
    const empty = log.find(({ rule }) => rule === 'client-cert-not-sent');
    assert.deepEqual([empty?.role, empty?.refusedBy, empty?.certainty], ['server', 'this-node', 'states']);
  });

  it('log the same in JSON', () => {
    const [first] = clusters.cluster(failingCluster.name).nodes;
    assert.ok(first);
    const json = readLog(readFileSync(first.log.replace(/\.log$/, '_server.json'), 'utf8')).failures;
    const reported = (evidence: readonly LogEvidence[]) =>
      [
        ...new Set(evidence.filter(({ diagnosis }) => diagnosis !== null).map(({ rule, diagnosis }) => `${rule} ${diagnosis?.subject}`)),
      ].sort();
    const plain = reported(log);
    assert.deepEqual(
      reported(json).filter((line) => plain.includes(line)),
      plain,
    );
  });

  it('know from their own logs that it is their certificate which was refused, and by whom', () => {
    const records = clusters.cluster(failingCluster.name).nodes;
    for (const { fault, connects } of nodes.filter((one) => one.connects !== null && one.connects !== 'client-cert-not-sent')) {
      const own = readLog(readFileSync(records[nodeWith(fault) - 1]?.log ?? '', 'utf8')).failures;
      const refused = own.find(({ refusedBy, role, peer }) => refusedBy === 'peer' && role === 'client' && peer?.host === addressOf(1));
      assert.ok(refused, fault);
      assert.ok([refused.rule, ...refused.alternatives].includes(connects ?? ''), `${refused.rule}, ${refused.alternatives.join()}`);
    }
  });
}
