import assert from 'node:assert/strict';
import { expiredMaskedByPinning as rule } from '../../../src/rules/certificate/expired-masked-by-pinning.ts';
import { certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const ended = certificate({ notAfter: daysFromNoon(-3) });
const itself = [{ name: 'cn=ES01,  o=acme', der: ended.subjectDer, publicRoot: false }];

describe('expired-masked-by-pinning', () => {
  needsCertificate(rule);

  it('finds an ended certificate that the node lists among those it trusts', () => {
    assert.match(
      finding(rule.judge(evidence({ chain: [ended], acceptableIssuers: itself }))).message,
      /ended on 2026-05-29, 3 days ago; the node lists it/,
    );
  });

  it('passes one that it does not list, which leaf-expired tells, and one that is valid', () => {
    assert.equal(rule.judge(evidence({ chain: [ended] })).kind, 'pass');
    assert.equal(rule.judge(evidence({ acceptableIssuers: itself })).kind, 'pass');
  });

  it('cannot tell of an ended one where the list was not seen', () => {
    assert.match(unknownBecause(rule.judge(evidence({ chain: [ended], acceptableIssuers: null }))), /no CertificateRequest was seen/);
    assert.equal(rule.judge(evidence({ acceptableIssuers: null })).kind, 'pass');
  });
});
