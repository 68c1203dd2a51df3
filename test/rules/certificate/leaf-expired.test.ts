import assert from 'node:assert/strict';
import { leafExpired as rule } from '../../../src/rules/certificate/leaf-expired.ts';
import { certificate, daysFromNoon, evidence, healthy, noon } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const ended = certificate({ notAfter: daysFromNoon(-3) });
const itself = [{ name: ended.subject, der: ended.subjectDer, publicRoot: false }];

describe('leaf-expired', () => {
  needsCertificate(rule);

  it('finds a certificate that has ended', () => {
    const { message, severity, facts } = finding(rule.judge(evidence({ chain: [ended] })));
    assert.equal(message, 'The certificate CN=es01, O=acme expired on 2026-05-29, 3 days ago.');
    assert.equal(severity, undefined);
    assert.equal(facts?.notAfter, '2026-05-29T12:00:00.000Z');
  });

  it('passes a certificate in its last instant', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ notAfter: noon })] })).kind, 'pass');
    finding(rule.judge(evidence({ chain: [certificate({ notAfter: new Date(noon.getTime() - 1) })] })));
  });

  it('leaves a transport certificate that is trusted directly to expired-masked-by-pinning, elsewhere not', () => {
    assert.equal(rule.judge(evidence({ chain: [ended], acceptableIssuers: itself })).kind, 'pass');
    finding(rule.judge(healthy('http', { chain: [ended], acceptableIssuers: itself })));
  });
});
