import assert from 'node:assert/strict';
import { type ReadyOptions, ready } from '../../../src/jobs/ready/ready.ts';
import type { Policy, PolicyRequirement } from '../../../src/model/policy.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Target } from '../../../src/model/target.ts';
import type { WaivedMatter } from '../../../src/model/waiver.ts';
import { type LoopbackCluster, startNodes } from '../../support/loopback-cluster.ts';

const requirement = (id: string, check: PolicyRequirement['check']): PolicyRequirement => ({ id, level: 'must', title: id, check });
const policyOf = (...requirements: readonly PolicyRequirement[]): Policy => ({
  ...{ schema: 'handclasp.policy/1', name: 'ours', title: 'Ours', edition: '1', source: 'here', provenance: 'own' },
  requirements,
});
const groups = policyOf(requirement('groups', { kind: 'groups-accepted', anyOf: ['x25519'] }));
const lax = policyOf(requirement('lax', { kind: 'rules', rules: ['transport-client-auth-optional'] }));
const waiver = (given: Partial<WaivedMatter> = {}): WaivedMatter => ({
  ...{ rule: 'transport-client-auth-optional', subject: 'es02', reason: 'until the move', owner: 'ops', until: '2027-03-31' },
  ...given,
});

describe('whether a cluster is ready', () => {
  let cluster: LoopbackCluster;
  before(async () => {
    cluster = await startNodes([{}, { tls: { clientAuthentication: 'optional' } }]);
  });
  after(() => cluster.close());

  const readyFor = (policy: Policy, given: Partial<ReadyOptions> = {}, more: readonly Target[] = []) =>
    ready([...cluster.targets, ...more], { policy, ...given });
  const verdictOf = ({ policy }: Report) => policy?.requirements.map(({ verdict }) => verdict).join();
  const on = (report: Report, label: string) => report.endpoints.find(({ target }) => target === label);
  const optionalOf = (report: Report) => on(report, 'es02')?.findings.find(({ rule }) => rule === 'transport-client-auth-optional');
  const at = new Date('2027-03-31T12:00:00Z');

  it('is asked as deep as a policy may need, where no depth is given', async () => {
    assert.equal(verdictOf(await readyFor(groups)), 'met');
    assert.equal(verdictOf(await readyFor(groups, { depth: 'quick' })), 'undetermined');
  });

  it('is told with the pairs, and by the rules of every endpoint', async () => {
    const report = await readyFor(lax, { depth: 'quick' });
    assert.deepEqual([report.policy?.name, report.policy?.verdict, verdictOf(report)], ['ours', 'not-ready', 'broken']);
    assert.deepEqual(
      report.policy?.requirements[0]?.broken.map(({ subject }) => subject),
      ['es02'],
    );
    assert.equal(report.pairs?.length, 2);
    assert.equal(optionalOf(report)?.waived, undefined);
    assert.ok(report.finishedAt >= report.startedAt);
  });

  it('counts a waiver as used by a finding that the policy does not ask about', async () => {
    const report = await readyFor(groups, { at, waivers: [waiver()] });
    assert.equal(optionalOf(report)?.waived?.owner, 'ops');
    assert.deepEqual(
      report.policy?.waivers.map(({ state, matches }) => [state, matches]),
      [['used', ['es02']]],
    );
  });

  it('takes no port for a part of it that nobody named and that is closed', async () => {
    const seen = policyOf(requirement('seen', { kind: 'channels-seen', seen: ['http'] }), ...groups.requirements);
    const port: Target = { label: 'es01:9', host: '127.0.0.1', port: 9, scheme: 'transport' };
    const undetermined = async (target: Target) => {
      const { policy } = await readyFor(seen, {}, [target]);
      return policy?.requirements.find(({ id }) => id === 'groups')?.undetermined.map(({ subject }) => subject);
    };
    assert.deepEqual(await undetermined(port), ['es01:9']);
    assert.deepEqual(await undetermined({ ...port, implied: true }), []);
    const [first] = cluster.targets;
    assert.ok(first !== undefined);
    const open = await ready([{ ...first, implied: true }], { policy: groups });
    assert.equal(verdictOf(open), 'met', 'an open one is');
  });

  it('shows what is waived, and by whom, on the last day of the waiver', async () => {
    const report = await readyFor(lax, { depth: 'quick', at, waivers: [waiver(), waiver({ rule: 'leaf-expired' })] });
    assert.equal(verdictOf(report), 'waived');
    assert.deepEqual(optionalOf(report)?.waived, { reason: 'until the move', owner: 'ops', until: '2027-03-31' });
    assert.deepEqual(
      report.policy?.waivers.map(({ state }) => state),
      ['used', 'unused'],
    );
    assert.ok(!report.findings?.some(({ rule }) => rule === 'waiver-expired'));
  });

  it('finds a waiver that is over, which waives nothing, and says whether it is needed', async () => {
    const over = { until: '2027-03-30', subject: 'es0*' };
    const report = await readyFor(lax, { depth: 'quick', at, waivers: [waiver(over), waiver({ ...over, rule: 'leaf-expired' })] });
    assert.equal(verdictOf(report), 'broken');
    assert.equal(optionalOf(report)?.waived, undefined);
    const found = report.findings?.filter(({ rule }) => rule === 'waiver-expired') ?? [];
    assert.deepEqual(
      found.map(({ detail, subjects, evidence }) => [detail, subjects, evidence]),
      [
        [
          'The waiver of ops for transport-client-auth-optional at es0* ended on 2027-03-30; the problem is still there: es02.',
          ['es0*'],
          { rule: 'transport-client-auth-optional', subject: 'es0*', owner: 'ops', until: '2027-03-30' },
        ],
        [
          'The waiver of ops for leaf-expired at es0* ended on 2027-03-30; it is no longer needed.',
          ['es0*'],
          { rule: 'leaf-expired', subject: 'es0*', owner: 'ops', until: '2027-03-30' },
        ],
      ],
    );
    assert.ok(found.every(({ fix }) => fix.steps.length > 0));
    const without = await readyFor(lax, { depth: 'quick', at });
    assert.ok(
      report.summary.low + report.summary.medium + report.summary.high >
        without.summary.low + without.summary.medium + without.summary.high,
    );
  });

  it('waives what concerns several only where each of them is waived', async () => {
    const policy = policyOf(requirement('any', { kind: 'rules', rules: 'any' }));
    const [finding] = (await readyFor(policy, { depth: 'quick', at })).findings ?? [];
    assert.ok(finding !== undefined);
    const { rule, subjects } = finding;
    const waived = async (...named: readonly string[]) => {
      const waivers = named.map((subject) => waiver({ rule, subject }));
      const { findings } = await readyFor(policy, { depth: 'quick', at, waivers });
      return findings?.find((one) => one.rule === rule)?.waived !== undefined;
    };
    assert.equal(await waived(...subjects), true);
    assert.equal(await waived('elsewhere'), false);
  });
});
