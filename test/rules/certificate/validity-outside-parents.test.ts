import assert from 'node:assert/strict';
import { validityOutsideParents as rule } from '../../../src/rules/certificate/validity-outside-parents.ts';
import { authority, certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

const ca = authority({ notAfter: daysFromNoon(300) });

describe('validity-outside-parents', () => {
  needsAuthority(rule);

  it('finds a certificate that ends after its CA', () => {
    const { message } = finding(rule.judge(evidence({ anchors: [ca] })));
    assert.equal(message, 'CN=es01, O=acme expires on 2027-06-01, 65 days after its CA CN=acme transport CA, O=acme (2027-03-28).');
  });

  it('finds an intermediate that does', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: ca.subject, notAfter: daysFromNoon(400) });
    const { facts } = finding(rule.judge(evidence({ chain: [certificate({ issuer: issuing.subject }), issuing], anchors: [ca] })));
    assert.equal(facts?.subject, 'CN=Issuing CA');
  });

  it('allows the day that lies between the making of CA and certificate', () => {
    assert.equal(rule.judge(evidence({ anchors: [ca], chain: [certificate({ notAfter: daysFromNoon(301) })] })).kind, 'pass');
    finding(rule.judge(evidence({ anchors: [ca], chain: [certificate({ notAfter: daysFromNoon(301.1) })] })));
  });

  it('counts the longest-lived certificate of a CA that was issued again', () => {
    assert.equal(rule.judge(evidence({ anchors: [ca, authority({ serialNumber: '2' })] })).kind, 'pass');
  });

  it('leaves a CA that has ended to ca-expired', () => {
    assert.equal(rule.judge(evidence({ anchors: [authority({ notAfter: daysFromNoon(-1) })] })).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
