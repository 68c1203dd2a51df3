import assert from 'node:assert/strict';
import { hostnameUnderscore as rule } from '../../../src/rules/endpoint/hostname-underscore.ts';
import { evidence, observation, plaintext, unseen, withoutChain } from '../../support/evidence.ts';

const target = { label: 'es_01:9300', host: 'es_01', port: 9300, scheme: null };

describe(rule.id, () => {
  it('finds a name with an underscore, whether the certificate has it or not', () => {
    assert.equal(rule.judge(evidence({ name: { kind: 'match', name: 'es_01', by: 'DNS:es_01' } })).kind, 'finding');
    assert.equal(
      rule.judge(evidence({ name: { kind: 'mismatch', name: 'es_01', because: { code: 'name-without-dns-entry' } } })).kind,
      'finding',
    );
    assert.equal(rule.judge(withoutChain({ target })).kind, 'finding');
  });

  it('passes a name with letters, digits and hyphens', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
    assert.deepEqual(
      rule.judge(evidence({ observation: observation({ target }), name: { kind: 'match', name: 'es-01', by: 'DNS:es-01' } })),
      {
        kind: 'pass',
      },
    );
  });

  it('does not know whether TLS is spoken where nothing answers', () => {
    assert.equal(rule.judge(unseen({ target })).kind, 'unknown');
  });

  it('has nothing to say of an address, without TLS, nor of Kibana', () => {
    assert.equal(rule.judge(evidence({ name: { kind: 'match', name: '10.0.0.11', by: 'IP:10.0.0.11' } })).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ target })).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('kibana'));
  });
});
