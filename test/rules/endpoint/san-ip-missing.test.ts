import assert from 'node:assert/strict';
import { sanIpMissing as rule } from '../../../src/rules/endpoint/san-ip-missing.ts';
import { certificate, evidence, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const not = (name: string) => ({ name: { kind: 'mismatch', name, because: { code: 'address-without-ip-entry' } } }) as const;

describe(rule.id, () => {
  it('finds an address that the certificate does not have, of either family', () => {
    for (const address of ['10.0.0.9', '2001:db8::9']) {
      const outcome = rule.judge(evidence(not(address)));
      assert.ok(outcome.kind === 'finding');
      assert.deepEqual(outcome.facts, { address, subject: 'CN=es01, O=acme', addresses: ['10.0.0.11'] });
    }
  });

  it('is a note where nodes likely compare no names', () => {
    const chain = [certificate({ issuer: 'CN=Elasticsearch security auto-configuration transport CA', subjectAltNames: null })];
    const outcome = rule.judge(evidence({ ...not('10.0.0.9'), chain }));
    assert.equal(outcome.kind === 'finding' && outcome.severity, 'info');
  });

  it('passes an address that the certificate has', () => {
    assert.deepEqual(rule.judge(evidence({ name: { kind: 'match', name: '10.0.0.11', by: 'IP:10.0.0.11' } })), { kind: 'pass' });
  });

  it('does not know where no name was compared, or no certificate seen', () => {
    assert.equal(rule.judge(evidence({ name: { kind: 'not-checked', because: { code: 'no-name-asked' } } })).kind, 'unknown');
    assert.equal(rule.judge(withoutChain()).kind, 'unknown');
  });

  it('has nothing to say of DNS names, without TLS, nor of Kibana', () => {
    assert.equal(rule.judge(evidence(not('es02'))).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
    assert.ok(!rule.channels.includes(healthy('kibana').observation.channel));
  });
});
