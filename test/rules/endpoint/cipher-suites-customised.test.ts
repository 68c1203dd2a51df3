import assert from 'node:assert/strict';
import type { ShippedComparison } from '../../../src/model/evidence.ts';
import { cipherSuitesCustomised as rule } from '../../../src/rules/endpoint/cipher-suites-customised.ts';
import { evidence, observation, plaintext } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

function against(change: Partial<ShippedComparison>) {
  return evidence({
    shipped: { with: 'Elasticsearch 8 or 9 on JDK 24 and later', adds: [], lacks: [], order: 'same', source: 'docs', ...change },
  });
}

describe('cipher-suites-customised', () => {
  it('tells what is added and what is missing', () => {
    const { message, severity, facts } = finding(
      rule.judge(
        against({ adds: ['TLSv1.1', 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256'], lacks: ['TLS_AES_128_GCM_SHA256'], order: 'not-compared' }),
      ),
    );
    assert.equal(
      message,
      'Customised, or not what it seems: against Elasticsearch 8 or 9 on JDK 24 and later it adds TLSv1.1, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256; lacks TLS_AES_128_GCM_SHA256.',
    );
    assert.equal(severity ?? rule.severity, 'info');
    assert.deepEqual(facts?.lacks, ['TLS_AES_128_GCM_SHA256']);
  });

  it('tells another order', () => {
    assert.match(finding(rule.judge(against({ order: 'other' }))).message, /has the same in another order/);
  });

  it('passes what is as shipped', () => {
    assert.equal(rule.judge(against({})).kind, 'pass');
  });

  it('cannot tell where suites were not asked for, or not all told', () => {
    assert.equal(unknownBecause(rule.judge(evidence())), 'the cipher suites were not asked for');
    const partial = { cipherSuites: { 'TLSv1.3': { accepted: [], gap: { kind: 'silence', afterMs: 5000 } as const, serverOrder: null } } };
    const seen = evidence({ observation: observation({ details: partial }), shipped: null });
    assert.equal(unknownBecause(rule.judge(seen)), 'not all versions and cipher suites were seen');
  });

  it('has nothing to say of OpenSearch, of a proxy of Elastic, nor without TLS', () => {
    const service = { ...observation().service, product: 'opensearch' } as const;
    assert.equal(rule.judge(evidence({ observation: observation({ service }) })).kind, 'not-applicable');
    assert.equal(rule.judge({ ...against({ order: 'other' }), deployment: { type: 'ech', guessed: false } }).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
