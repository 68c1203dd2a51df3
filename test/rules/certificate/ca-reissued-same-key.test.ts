import assert from 'node:assert/strict';
import { caReissuedSameKey as rule } from '../../../src/rules/certificate/ca-reissued-same-key.ts';
import { authority, certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const renewed = authority({ serialNumber: '2', notAfter: daysFromNoon(3650) });

describe('ca-reissued-same-key', () => {
  needsCertificate(rule);

  it('notes that the CA which is sent and the one that was given are two certificates of one key', () => {
    const { message } = finding(rule.judge(evidence({ chain: [certificate(), renewed], anchors: [authority()] })));
    assert.match(
      message,
      /two certificates of CN=acme transport CA, O=acme with the same key: one ends on 2036-05-29, the other on 2031-05-31/,
    );
  });

  it('passes where other CAs are at hand', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject });
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: issuing.subject }), issuing] })).kind, 'pass');
  });

  it('has nothing to say of one CA, of none, or of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ chain: [certificate(), authority()] })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ anchors: [], issuer: null })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
