import assert from 'node:assert/strict';
import { weakSignature as rule } from '../../../src/rules/certificate/weak-signature.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function signedWith(signatureAlgorithm: string) {
  return evidence({ chain: [certificate({ signatureAlgorithm })] });
}

describe('weak-signature', () => {
  needsCertificate(rule);

  it('finds SHA-1, and calls MD5 critical and SHA-224 medium', () => {
    for (const algorithm of ['sha1WithRSAEncryption', 'sha1WithRSA', 'ecdsa-with-SHA1', 'dsaWithSHA1']) {
      assert.equal(finding(rule.judge(signedWith(algorithm))).severity, 'high', algorithm);
    }
    assert.equal(finding(rule.judge(signedWith('md5WithRSAEncryption'))).severity, 'critical');
    assert.equal(finding(rule.judge(signedWith('sha224WithRSAEncryption'))).severity, 'medium');
  });

  it('finds it at an intermediate', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject, signatureAlgorithm: 'sha1WithRSAEncryption' });
    const { message, facts } = finding(rule.judge(evidence({ chain: [certificate({ issuer: issuing.subject }), issuing] })));
    assert.deepEqual(facts, { subject: 'CN=Issuing CA', signatureAlgorithm: 'sha1WithRSAEncryption', sha256: issuing.sha256 });
    assert.equal(message, 'CN=Issuing CA is signed with sha1WithRSAEncryption.');
  });

  it('does not look at the signature of a root', () => {
    const root = authority({ signatureAlgorithm: 'sha1WithRSAEncryption' });
    assert.equal(rule.judge(evidence({ chain: [certificate(), root], anchors: [root] })).kind, 'pass');
  });

  it('passes SHA-2, SHA-3 and EdDSA', () => {
    for (const algorithm of [
      'sha256WithRSAEncryption',
      'sha512WithRSAEncryption',
      'ecdsa-with-SHA384',
      'RSA-SHA3-256',
      'rsassaPss',
      'ED25519',
    ]) {
      assert.equal(rule.judge(signedWith(algorithm)).kind, 'pass', algorithm);
    }
  });
});
