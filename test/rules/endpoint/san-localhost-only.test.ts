import assert from 'node:assert/strict';
import type { GeneralName } from '../../../src/model/certificate.ts';
import { sanLocalhostOnly as rule } from '../../../src/rules/endpoint/san-localhost-only.ts';
import { certificate, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const named = (subjectAltNames: readonly GeneralName[] | null, address = '10.0.0.11') =>
  healthy('http', { chain: [certificate({ subjectAltNames })], observation: { ...healthy('http').observation, address } });
const local: readonly GeneralName[] = [
  { kind: 'dns', value: 'localhost' },
  { kind: 'dns', value: 'kibana.localhost' },
  { kind: 'dns', value: 'localhost4.localdomain4' },
  { kind: 'dns', value: 'ip6-localhost' },
  { kind: 'ip', value: '127.0.0.1' },
  { kind: 'ip', value: '0:0:0:0:0:0:0:1' },
];

describe(rule.id, () => {
  it('finds a certificate for this machine alone that other machines are shown', () => {
    const outcome = rule.judge(named(local));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /^The certificate is for localhost, .* shown at 10\.0\.0\.11\.$/);
    assert.equal(rule.judge(named(local.slice(0, 1))).kind, 'finding');
  });

  it('passes a certificate with one other name', () => {
    assert.deepEqual(rule.judge(named([...local, { kind: 'dns', value: 'notlocalhost' }])), { kind: 'pass' });
    assert.deepEqual(rule.judge(named([...local, { kind: 'ip', value: '10.0.0.11' }])), { kind: 'pass' });
  });

  it('does not know where no certificate was seen', () => {
    assert.equal(rule.judge(withoutChain({ channel: 'http' })).kind, 'unknown');
  });

  it('has nothing to say on loopback, where it is right, of one without names, without TLS, nor of transport', () => {
    assert.equal(rule.judge(named(local, '127.0.0.1')).kind, 'not-applicable');
    assert.equal(rule.judge(named(null)).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('transport'));
  });
});
