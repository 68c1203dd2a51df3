import assert from 'node:assert/strict';
import { type Deployment, deployments } from '../../../src/model/deployment.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { FixStep } from '../../../src/model/fix.ts';
import { judgeEndpoint } from '../../../src/rules/framework/judge-endpoint.ts';
import type { EndpointRule } from '../../../src/rules/framework/rule.ts';
import { byDeployment, type FixTable } from '../../../src/rules/remedies/by-deployment.ts';
import { advice, at } from '../../../src/rules/remedies/steps.ts';
import { evidence, observation } from '../../support/evidence.ts';

describe('judgeEndpoint', () => {
  it('tells a finding in the words of its rule, with the remedy for the deployment at hand', () => {
    const rule = ruleOf('a', { judge: () => ({ kind: 'finding', message: 'It is so.', facts: { seen: 1 } }) });
    const { findings, unknown } = judgeEndpoint([rule], evidence({ deployment: { type: 'eck', guessed: false } }));
    assert.deepEqual(findings, [
      {
        rule: 'a',
        severity: 'medium',
        title: 'Title of a',
        detail: 'It is so.',
        evidence: { seen: 1 },
        remedy: 'In Kubernetes: Fix a on eck.',
        fix: { steps: [adviceFor('a', 'eck')] },
        source: 'RFC a',
      },
    ]);
    assert.deepEqual(unknown, []);
  });

  it('gives the remedy for OpenSearch where that answers, however it was deployed, and the one for self where the two are the same', () => {
    const judge = () => ({ kind: 'finding', message: 'It is so.' }) as const;
    const same = ruleOf('same', { judge });
    const other = ruleOf('other', {
      judge,
      fix: byDeployment({ ...fixesOf('other'), openSearch: () => [{ ...adviceFor('it', 'self'), text: 'Fix it in OpenSearch.' }] }),
    });
    const service = { ...observation().service, product: 'opensearch' } as const;
    const given = { observation: observation({ service }), deployment: { type: 'eck', guessed: true } } as const;
    const remedies = (seen: EndpointEvidence) => judgeEndpoint([other, same], seen).findings.map(({ remedy }) => remedy);
    assert.deepEqual(remedies(evidence(given)), ['In Kubernetes: Fix it in OpenSearch.', 'In Kubernetes: Fix same on self.']);
    assert.deepEqual(remedies(evidence()), ['In Kubernetes: Fix other on self.', 'In Kubernetes: Fix same on self.']);
  });

  it('takes the severity of the case over that of the rule, and no facts for an empty record', () => {
    const { findings } = judgeEndpoint(
      [ruleOf('a', { judge: () => ({ kind: 'finding', message: 'So.', severity: 'critical' }) })],
      evidence(),
    );
    assert.equal(findings[0]?.severity, 'critical');
    assert.deepEqual(findings[0]?.evidence, {});
  });

  it('puts the worst first, and findings of one severity by id', () => {
    const found = (id: string, severity: EndpointRule['severity']) =>
      ruleOf(id, { severity, judge: () => ({ kind: 'finding', message: 'So.' }) });
    const { findings } = judgeEndpoint(
      [found('low-1', 'low'), found('high-b', 'high'), found('critical-1', 'critical'), found('high-a', 'high')],
      evidence(),
    );
    assert.deepEqual(
      findings.map((finding) => finding.rule),
      ['critical-1', 'high-a', 'high-b', 'low-1'],
    );
  });

  it('says what could not be judged, by id, and is silent on what passes or does not apply', () => {
    const { findings, unknown } = judgeEndpoint(
      [
        ruleOf('b', { judge: () => ({ kind: 'unknown', because: { code: 'rule-failed', message: 'dark' } }) }),
        ruleOf('a', { judge: () => ({ kind: 'unknown', because: { code: 'no-connection' } }) }),
        ruleOf('c', { judge: () => ({ kind: 'pass' }) }),
        ruleOf('d', { judge: () => ({ kind: 'not-applicable' }) }),
      ],
      evidence(),
    );
    assert.deepEqual(findings, []);
    assert.deepEqual(unknown, [
      { rule: 'a', code: 'no-connection', because: 'no connection was made' },
      { rule: 'b', code: 'rule-failed', because: 'the rule failed: dark' },
    ]);
  });

  it('asks no rule that has no say on the channel', () => {
    const asked: string[] = [];
    const noting = (id: string, channels: EndpointRule['channels']) => {
      const judge = () => {
        asked.push(id);
        return { kind: 'pass' } as const;
      };
      return ruleOf(id, { channels, judge });
    };
    const rules = [noting('transport-only', ['transport']), noting('http-only', ['http']), noting('any', ['transport', 'http', 'unknown'])];
    judgeEndpoint(rules, evidence({ observation: observation({ channel: 'unknown' }) }));
    assert.deepEqual(asked, ['any']);
    judgeEndpoint(rules, evidence({ observation: observation({ channel: 'http' }) }));
    assert.deepEqual(asked, ['any', 'http-only', 'any']);
  });

  it('loses no more than the outcome of a rule that throws', () => {
    const broken = ruleOf('broken', {
      judge: () => {
        throw new RangeError('out of range');
      },
    });
    const { findings, unknown } = judgeEndpoint([broken, ruleOf('a', { judge: () => ({ kind: 'finding', message: 'So.' }) })], evidence());
    assert.deepEqual(unknown, [{ rule: 'broken', code: 'rule-failed', because: 'the rule failed: out of range' }]);
    assert.equal(findings.length, 1);
  });
});

function adviceFor(id: string, deployment: Deployment): FixStep {
  return advice(at('kubernetes'), `Fix ${id} on ${deployment}.`);
}

function fixesOf(id: string): FixTable {
  return Object.fromEntries(deployments.map((deployment) => [deployment, () => [adviceFor(id, deployment)]])) as unknown as FixTable;
}

function ruleOf(id: string, given: Partial<EndpointRule>): EndpointRule {
  return {
    id,
    title: `Title of ${id}`,
    severity: 'medium',
    channels: ['transport'],
    requirement: 'It holds.',
    impact: 'It matters.',
    fix: byDeployment(fixesOf(id)),
    source: `RFC ${id}`,
    judge: () => ({ kind: 'pass' }),
    ...given,
  };
}
