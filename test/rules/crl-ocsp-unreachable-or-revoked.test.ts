import assert from 'node:assert/strict';
import type { OcspStatus } from '../../src/model/evidence.ts';
import { crlOcspUnreachableOrRevoked as rule } from '../../src/rules/crl-ocsp-unreachable-or-revoked.ts';
import { daysFromNoon, healthy } from '../support/evidence.ts';
import { finding, unknownBecause } from '../support/outcomes.ts';
import { needsCertificate } from '../support/rule-laws.ts';

function stapled(kind: 'good' | 'revoked' | 'unknown', nextUpdate: Date | null = daysFromNoon(3)) {
  const ocsp: OcspStatus = { kind, thisUpdate: daysFromNoon(-4), nextUpdate };
  return healthy('http', { ocsp });
}

describe('crl-ocsp-unreachable-or-revoked', () => {
  needsCertificate(rule);

  it('finds a certificate that its own endpoint shows as revoked, stale or not', () => {
    assert.equal(finding(rule.judge(stapled('revoked'))).severity, 'high');
    assert.equal(finding(rule.judge(stapled('revoked', daysFromNoon(-1)))).severity, 'high');
  });

  it('finds a stale response, and one that does not know the certificate', () => {
    const stale = finding(rule.judge(stapled('good', daysFromNoon(-1))));
    assert.equal(stale.severity, 'low');
    assert.match(stale.message, /stale since 2026-05-31/);
    assert.match(finding(rule.judge(stapled('unknown'))).message, /does not know CN=es01/);
  });

  it('passes a good response that is current, or names no end', () => {
    assert.equal(rule.judge(stapled('good')).kind, 'pass');
    assert.equal(rule.judge(stapled('good', null)).kind, 'pass');
  });

  it('cannot tell from a response that cannot be read', () => {
    const seen = healthy('http', { ocsp: { kind: 'unreadable', because: 'it is for another certificate' } });
    assert.match(unknownBecause(rule.judge(seen)), /it is for another certificate/);
  });

  it('finds what a list that was given revokes, on every channel', () => {
    const trust = { kind: 'untrusted', reason: 'revoked', detail: 'CN=es01 was revoked', at: null } as const;
    for (const channel of ['transport', 'http', 'kibana'] as const) {
      assert.match(finding(rule.judge(healthy(channel, { trust }))).message, /list that was given says so: CN=es01 was revoked/);
    }
  });

  it('has nothing to say where none is stapled', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
  });
});
