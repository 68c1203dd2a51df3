import assert from 'node:assert/strict';
import type { EndpointEvidence, OcspStatus } from '../../../src/model/evidence.ts';
import type { VerifyReason } from '../../../src/model/verify-reason.ts';
import { crlOcspUnreachableOrRevoked as rule } from '../../../src/rules/endpoint/crl-ocsp-unreachable-or-revoked.ts';
import { daysFromNoon, healthy } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function stapled(kind: 'good' | 'revoked' | 'unknown', nextUpdate: Date | null = daysFromNoon(3)) {
  const ocsp: OcspStatus = { kind, thisUpdate: daysFromNoon(-4), nextUpdate };
  return healthy('http', { ocsp });
}

/** What RFC 5280 alone says, while everybody who connects trusts the chain. */
function listed(reason: VerifyReason): Pick<EndpointEvidence, 'peers'> {
  const trusted = { kind: 'trusted', path: [] } as const;
  const rfc5280 = { kind: 'untrusted', reason, because: { code: 'path-revoked', subject: 'CN=es01', serial: '1f' }, at: null } as const;
  return { peers: { verdicts: { rfc5280, node: trusted, jsse17: trusted, jsse25: trusted }, remark: null, tree: [] } };
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
    const seen = healthy('http', { ocsp: { kind: 'unreadable', because: { code: 'ocsp-other-certificate' } } });
    assert.match(unknownBecause(rule.judge(seen)), /it is about another certificate/);
  });

  it('finds what a list that was given revokes, on every channel', () => {
    for (const channel of ['transport', 'http', 'kibana'] as const) {
      const { message, severity } = finding(rule.judge(healthy(channel, listed('revoked'))));
      assert.match(message, /list that was given says so: CN=es01 \(serial number 1f\) was revoked by its issuer/);
      assert.equal(severity, 'high');
    }
  });

  it('cannot tell where a list that was given says nothing', () => {
    assert.equal(
      unknownBecause(rule.judge(healthy('http', listed('revocation-unknown')))),
      'CN=es01 (serial number 1f) was revoked by its issuer',
    );
  });

  it('has nothing to say where none is stapled', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
  });
});
