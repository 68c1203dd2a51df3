import assert from 'node:assert/strict';
import type { GeneralName } from '../../../src/model/certificate.ts';
import { sanStaleAfterMove as rule } from '../../../src/rules/endpoint/san-stale-after-move.ts';
import { certificate, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const dns = (value: string): GeneralName => ({ kind: 'dns', value });
const ip = (value: string): GeneralName => ({ kind: 'ip', value });
const autoConfigured = [dns('localhost'), dns('es-old'), ip('127.0.0.1'), ip('::1'), ip('10.0.0.77'), ip('fe80::1')];
const connected = (name: string, subjectAltNames: readonly GeneralName[], address = '10.0.0.11') =>
  healthy('http', {
    chain: [certificate({ subjectAltNames })],
    name: { kind: 'mismatch', name, because: { code: 'name-without-dns-entry' } },
    observation: { ...healthy('http').observation, address },
  });

describe(rule.id, () => {
  it('finds a certificate with all addresses of a host but today’s', () => {
    const outcome = rule.judge(connected('10.0.0.11', autoConfigured));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /loopback and 10\.0\.0\.77, fe80::1, but not 10\.0\.0\.11/);
  });

  it('finds one with a former host name', () => {
    assert.equal(rule.judge(connected('es-new', autoConfigured)).kind, 'finding');
  });

  it('passes a certificate for what was connected to', () => {
    assert.deepEqual(rule.judge(healthy('http')), { kind: 'pass' });
  });

  it('takes an alias of a host that has not moved for no move', () => {
    assert.equal(rule.judge(connected('logs.acme.org', autoConfigured, '10.0.0.77')).kind, 'not-applicable');
  });

  it('has nothing to say of a certificate that lists no interfaces, nor of transport, nor without TLS', () => {
    assert.equal(rule.judge(connected('10.0.0.11', [dns('es-old'), ip('10.0.0.77')])).kind, 'not-applicable');
    assert.equal(rule.judge(connected('10.0.0.11', [dns('localhost'), ip('127.0.0.1')])).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['http']);
  });

  it('does not know where no certificate was seen', () => {
    assert.equal(rule.judge(withoutChain({ channel: 'http' })).kind, 'unknown');
  });
});
