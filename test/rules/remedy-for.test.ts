import assert from 'node:assert/strict';
import { judgeCluster } from '../../src/rules/judge-cluster.ts';
import { productOf, remedyFor } from '../../src/rules/remedy-for.ts';
import type { ClusterRule, Member } from '../../src/rules/rule.ts';
import { evidence, observation } from '../support/evidence.ts';

const remedy = { self: 'on self', eck: 'on eck', ece: 'on ece', ech: 'on ech', serverless: 'on serverless', openSearch: 'in OpenSearch' };
const unnamed: Member = { label: 'a', issuerKey: null, evidence: evidence() };
const openSearch: Member = {
  label: 'b',
  issuerKey: null,
  evidence: evidence({ observation: observation({ service: { ...observation().service, product: 'opensearch' } }) }),
};

describe('the remedy for a cluster', () => {
  it('is that for OpenSearch where one endpoint tells that it is one', () => {
    assert.equal(remedyFor(remedy, productOf([unnamed, openSearch]), 'self'), 'in OpenSearch');
  });

  it('goes by the deployment otherwise', () => {
    assert.equal(remedyFor(remedy, productOf([unnamed]), 'ece'), 'on ece');
    assert.equal(remedyFor(remedy, productOf([]), 'self'), 'on self');
  });

  it('stands in its findings', () => {
    const rule: ClusterRule = {
      ...{ id: 'a', title: 'A', severity: 'low', channels: ['transport'], holds: 'It holds.', why: 'So.', source: 'RFC', remedy },
      judge: () => ({ kind: 'finding', message: 'So.', subjects: ['b'] }),
    };
    const remedies = (endpoints: readonly Member[]) =>
      judgeCluster([rule], { endpoints, encounters: [] }, 'eck').findings.map((finding) => finding.remedy);
    assert.deepEqual(remedies([unnamed, openSearch]), ['in OpenSearch']);
    assert.deepEqual(remedies([unnamed]), ['on eck']);
  });
});
