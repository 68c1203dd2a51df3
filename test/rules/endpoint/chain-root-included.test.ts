import assert from 'node:assert/strict';
import { chainRootIncluded as rule } from '../../../src/rules/endpoint/chain-root-included.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

describe('chain-root-included', () => {
  needsCertificate(rule);

  it('notes the root and its fingerprint', () => {
    const { facts } = finding(rule.judge(evidence({ chain: [certificate(), authority()] })));
    assert.deepEqual(facts, { subject: authority().subject, sha256: authority().sha256 });
  });

  it('passes a chain that ends below the root, and a self-signed certificate alone', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: 'CN=Root' });
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: issuing.subject }), issuing] })).kind, 'pass');
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'pass');
  });
});
