import assert from 'node:assert/strict';
import { selfSignedPerNode as rule } from '../../../src/rules/certificate/self-signed-per-node.ts';
import { certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

describe('self-signed-per-node', () => {
  needsCertificate(rule);

  it('finds a certificate that its own key signed', () => {
    assert.match(finding(rule.judge(evidence({ chain: [certificate({ issuer: 'CN=es01, O=acme' })] }))).message, /signed by its own key/);
  });

  it('passes one from a CA, even of the same name', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: 'CN=es01, O=acme', selfSigned: false })] })).kind, 'pass');
  });
});
