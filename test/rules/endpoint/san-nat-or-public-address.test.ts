import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/observation.ts';
import { sanNatOrPublicAddress as rule } from '../../../src/rules/endpoint/san-nat-or-public-address.ts';
import { certificate, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const from = (vantage: Observation['vantage'], given: Parameters<typeof healthy>[1] = {}) =>
  healthy('http', {
    observation: { ...healthy('http').observation, vantage },
    name: { kind: 'mismatch', name: 'logs.acme.org', because: { code: 'name-without-dns-entry' } },
    ...given,
  });

describe(rule.id, () => {
  it('finds a name of the outside that only the outside uses', () => {
    const outcome = rule.judge(from('outside'));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /^Outside, clients connect to logs\.acme\.org/);
  });

  it('passes a certificate that has the name', () => {
    assert.deepEqual(rule.judge(from('outside', { name: { kind: 'match', name: 'es01', by: 'DNS:es01' } })), { kind: 'pass' });
  });

  it('does not know whose name it is, unless told, nor where no certificate was seen', () => {
    assert.equal(rule.judge(from(null)).kind, 'unknown');
    assert.equal(rule.judge(withoutChain({ channel: 'http' })).kind, 'unknown');
  });

  it('has nothing to say from inside, of a certificate without names, without TLS, nor of transport', () => {
    assert.equal(rule.judge(from('inside')).kind, 'not-applicable');
    assert.equal(rule.judge(from('outside', { chain: [certificate({ subjectAltNames: null })] })).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('transport'));
  });
});
