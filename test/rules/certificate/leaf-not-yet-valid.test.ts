import assert from 'node:assert/strict';
import { leafNotYetValid as rule } from '../../../src/rules/certificate/leaf-not-yet-valid.ts';
import { certificate, daysFromNoon, evidence, noon } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

describe('leaf-not-yet-valid', () => {
  needsCertificate(rule);

  it('finds a certificate that begins later', () => {
    const { message } = finding(rule.judge(evidence({ chain: [certificate({ notBefore: daysFromNoon(2) })] })));
    assert.equal(message, 'The certificate CN=es01, O=acme becomes valid on 2026-06-03, in 2 days.');
    finding(rule.judge(evidence({ chain: [certificate({ notBefore: new Date(noon.getTime() + 1) })] })));
  });

  it('passes one from its first instant on', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ notBefore: noon })] })).kind, 'pass');
  });
});
