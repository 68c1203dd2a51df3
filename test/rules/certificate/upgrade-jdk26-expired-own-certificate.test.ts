import assert from 'node:assert/strict';
import { upgradeJdk26ExpiredOwnCertificate as rule } from '../../../src/rules/certificate/upgrade-jdk26-expired-own-certificate.ts';
import { certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const ended = certificate({ notAfter: daysFromNoon(-3) });
const itself = [{ name: ended.subject, der: ended.subjectDer, publicRoot: false }];

describe('upgrade-jdk26-expired-own-certificate', () => {
  needsCertificate(rule);

  it('finds an ended certificate that peers trust directly, so that it still works', () => {
    const { message, facts } = finding(rule.judge(evidence({ chain: [ended], acceptableIssuers: itself })));
    assert.match(message, /ended on 2026-05-29, and peers that trust it directly still accept it\. On JDK 26 the node itself/);
    assert.equal(facts?.sha256, ended.sha256);
  });

  it('passes one that peers refuse today, which leaf-expired tells, and one that is valid', () => {
    assert.equal(rule.judge(evidence({ chain: [ended] })).kind, 'pass');
    assert.equal(rule.judge(evidence({ acceptableIssuers: itself })).kind, 'pass');
  });

  it('cannot tell of an ended one where it did not show whom the node trusts', () => {
    assert.match(unknownBecause(rule.judge(evidence({ chain: [ended], acceptableIssuers: null }))), /no CertificateRequest was seen/);
  });
});
