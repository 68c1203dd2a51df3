import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CertificateChoice, CertificateVariant } from '../../scripts/cluster/cluster-options.ts';
import { matrix } from '../../src/jobs/matrix.ts';
import { type LogEvidence, readLog } from '../../src/jobs/read-log.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';
import type { PairReport, Report } from '../../src/model/report.ts';
import { withClusters } from './real-clusters.ts';

/** What is wrong with each node but the first, the cause when the first dials it, and the cause when it dials the first. Null: that way is open. */
const nodes: readonly {
  readonly node: number;
  readonly fault: CertificateVariant;
  readonly dialled: string | null;
  readonly dials: string | null;
  /** The direction in which the first node's log tells it. */
  readonly role: LogEvidence['role'];
}[] = [
  { node: 2, fault: 'lookalike-ca', dialled: 'trust-lookalike-ca', dials: 'trust-lookalike-ca', role: 'server' },
  { node: 3, fault: 'other-ca', dialled: 'trust-unknown-issuer', dials: 'client-cert-not-sent', role: 'client' },
  { node: 4, fault: 'expired', dialled: 'leaf-expired', dials: 'leaf-expired', role: 'server' },
  { node: 5, fault: 'no-client-auth', dialled: null, dials: 'eku-transport-missing-clientauth', role: 'server' },
  // Names are looked at by the one who dials, under `full`, which is the default.
  { node: 6, fault: 'no-san', dialled: 'san-missing', dials: null, role: 'client' },
];

const variant = (fault: CertificateVariant): CertificateChoice => ({ kind: 'variant', variant: fault });

describe('nodes of Elasticsearch 8.19.21 that do not join', () => {
  const clusters = withClusters([
    {
      name: 'test-join',
      net: '127.0.141',
      version: '8.19.21',
      nodes: 6,
      expect: 1,
      heapMb: 384,
      certificates: new Map(nodes.map(({ node, fault }) => [node, variant(fault)])),
    },
  ]);
  let report: Report;
  let log: readonly LogEvidence[] = [];

  before(async function () {
    this.timeout(120_000);
    const { nodes: records } = clusters.cluster('test-join');
    const [first] = records;
    assert.ok(first);
    // Each node dials each other once a second; the first one's own log tells when it has met them all.
    for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 2_000) {
      log = readLog(readFileSync(first.log, 'utf8'));
      if (nodes.every(({ node }) => tellingOf(node).length > 0)) break;
      await sleep(2_000);
    }
    report = await matrix(parseTargets([{ text: records.map(({ transport }) => `transport://${transport}`).join('\n'), origin: null }]));
  });

  /** What the first node wrote of another: by the certificate, or by its address. */
  const tellingOf = (node: number): readonly LogEvidence[] =>
    log.filter(
      ({ diagnosis, peer, certainty }) =>
        certainty === 'states' && (diagnosis?.subject === `CN=node-${node},O=handclasp` || peer?.host === `127.0.141.${node}`),
    );
  const pair = (from: number, to: number): PairReport => {
    const found = report.pairs?.find((one) => one.from === label(from) && one.to === label(to));
    assert.ok(found, `${label(from)} to ${label(to)}`);
    return found;
  };
  const label = (node: number): string => report.endpoints.find(({ address }) => address === `127.0.141.${node}`)?.target ?? '';

  for (const { node, fault, dialled, dials, role } of nodes) {
    it(`are told from outside: ${fault}`, () => {
      const [to, from] = [pair(1, node), pair(node, 1)];
      assert.deepEqual([to.rule, from.rule], [dialled, dials], `${to.detail}\n${from.detail}`);
      const verdict = (rule: string | null) => (rule === null ? 'accepted' : rule === 'san-missing' ? 'unknown' : 'refused');
      assert.deepEqual([to.verdict, from.verdict], [verdict(dialled), verdict(dials)]);
      if (dialled === 'san-missing') assert.deepEqual(to.byVerification, { full: 'refused', certificate: 'accepted' });
    });

    it(`are told the same by the node that refuses them: ${fault}`, () => {
      const cause = fault === 'no-client-auth' ? dials : dialled;
      const rules = new Set(tellingOf(node).map(({ rule }) => rule));
      assert.deepEqual([...rules], [cause]);
      const evidence = tellingOf(node).find((one) => one.diagnosis !== null && one.role === role);
      assert.ok(evidence, `no diagnosis as ${role}`);
      assert.deepEqual([evidence.refusedBy, evidence.channel, evidence.node], ['this-node', 'transport', 'test-join-1']);
      const seen = report.endpoints.find(({ target }) => target === label(node));
      assert.equal(evidence.diagnosis?.sha1, seen?.chain[0]?.sha1, 'the certificate in the log is the one that was seen');
    });
  }

  it('are told once each as those who differ', () => {
    assert.deepEqual(
      new Map(report.matrix?.differs.map(({ node, rule }) => [node, rule])),
      new Map(nodes.map(({ node, dialled, dials }) => [label(node), dialled ?? dials ?? ''])),
    );
  });

  it('tell of the empty chain that a node with a certificate of another CA sends', () => {
    const empty = log.find(({ rule }) => rule === 'client-cert-not-sent');
    assert.deepEqual([empty?.role, empty?.refusedBy, empty?.certainty], ['server', 'this-node', 'states']);
  });

  it('log the same in JSON', () => {
    const [first] = clusters.cluster('test-join').nodes;
    assert.ok(first);
    const json = readLog(readFileSync(first.log.replace(/\.log$/, '_server.json'), 'utf8'));
    const told = (evidence: readonly LogEvidence[]) =>
      [
        ...new Set(evidence.filter(({ diagnosis }) => diagnosis !== null).map(({ rule, diagnosis }) => `${rule} ${diagnosis?.subject}`)),
      ].sort();
    const plain = told(log);
    assert.deepEqual(
      told(json).filter((line) => plain.includes(line)),
      plain,
    );
  });

  it('know from their own logs that it is their certificate which was refused, and by whom', () => {
    const records = clusters.cluster('test-join').nodes;
    for (const { node } of nodes.filter(({ dials }) => dials !== null && dials !== 'client-cert-not-sent')) {
      const own = readLog(readFileSync(records[node - 1]?.log ?? '', 'utf8'));
      const refused = own.find(({ refusedBy, role, peer }) => refusedBy === 'peer' && role === 'client' && peer?.host === '127.0.141.1');
      assert.ok(refused, `node ${node}`);
      const { dials } = nodes.find((one) => one.node === node) ?? {};
      assert.ok([refused.rule, ...refused.alternatives].includes(dials ?? ''), `${refused.rule}, ${refused.alternatives.join()}`);
    }
  });
});
