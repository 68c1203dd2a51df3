import assert from 'node:assert/strict';
import { caKeyusageWithoutCertsign as rule } from '../../../src/rules/certificate/ca-keyusage-without-certsign.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

describe('ca-keyusage-without-certsign', () => {
  needsAuthority(rule);

  it('finds a CA whose usages lack keyCertSign', () => {
    assert.match(
      finding(rule.judge(evidence({ anchors: [authority({ keyUsage: ['cRLSign', 'digitalSignature'] })] }))).message,
      /\(cRLSign, digitalSignature\) lacks keyCertSign/,
    );
    assert.match(finding(rule.judge(evidence({ anchors: [authority({ keyUsage: [] })] }))).message, /\(empty\)/);
  });

  it('passes a CA that names it, or names none', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ anchors: [authority({ keyUsage: null })] })).kind, 'pass');
  });

  it('leaves an issuer that is no CA to ca-not-a-ca', () => {
    assert.equal(rule.judge(evidence({ anchors: [authority({ isCa: false, keyUsage: ['digitalSignature'] })] })).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
