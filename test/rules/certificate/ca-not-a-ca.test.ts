import assert from 'node:assert/strict';
import { caNotACa as rule } from '../../../src/rules/certificate/ca-not-a-ca.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

describe('ca-not-a-ca', () => {
  needsAuthority(rule);

  it('finds an issuer without CA:TRUE, sent or given', () => {
    const { message } = finding(rule.judge(evidence({ anchors: [authority({ isCa: false })] })));
    assert.match(message, /CN=acme transport CA, O=acme \(given\) issued CN=es01, O=acme and is not a CA/);
    finding(rule.judge(evidence({ chain: [certificate(), authority({ isCa: false })], anchors: [] })));
  });

  it('finds one between two CAs', () => {
    const middle = authority({ subject: 'CN=Middle', issuer: authority().subject, isCa: false });
    const lower = authority({ subject: 'CN=Lower', issuer: middle.subject });
    const { facts } = finding(rule.judge(evidence({ chain: [certificate({ issuer: lower.subject }), lower, middle] })));
    assert.deepEqual([facts?.subject, facts?.issued], ['CN=Middle', 'CN=Lower']);
  });

  it("passes CAs, and a certificate of the issuer's name with another key", () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ anchors: [authority(), authority({ isCa: false, spkiSha256: 'f'.repeat(64) })] })).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
