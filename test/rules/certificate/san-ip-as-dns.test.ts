import assert from 'node:assert/strict';
import { sanIpAsDns as rule } from '../../../src/rules/certificate/san-ip-as-dns.ts';
import { certificate, evidence, plaintext, withoutChain } from '../../support/evidence.ts';

const named = (dns: readonly string[], ip: readonly string[] = []) =>
  evidence({
    chain: [
      certificate({
        subjectAltNames: [...dns.map((value) => ({ kind: 'dns', value }) as const), ...ip.map((value) => ({ kind: 'ip', value }) as const)],
      }),
    ],
  });

describe(rule.id, () => {
  it('finds addresses of either family among the DNS names', () => {
    const outcome = rule.judge(named(['es01', '10.0.0.11', '2001:db8::1']));
    assert.ok(outcome.kind === 'finding');
    assert.match(outcome.message, /has 10\.0\.0\.11, 2001:db8::1 as DNS names/);
    assert.deepEqual(outcome.facts, { subject: 'CN=es01, O=acme', asDns: ['10.0.0.11', '2001:db8::1'] });
  });

  it('passes addresses in their place, and those that are written twice', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
    assert.deepEqual(rule.judge(named(['10.0.0.11', '2001:DB8:0::1'], ['10.0.0.11', '2001:db8::1'])), { kind: 'pass' });
  });

  it('does not take a name that begins like an address for one', () => {
    assert.deepEqual(rule.judge(named(['10.0.0.11.nip.io', '1', '10.0.0.256'])), { kind: 'pass' });
  });

  it('does not know where no certificate was seen', () => {
    assert.equal(rule.judge(withoutChain()).kind, 'unknown');
  });

  it('has nothing to say without TLS', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
