import assert from 'node:assert/strict';
import { leafIsCa as rule } from '../../../src/rules/certificate/leaf-is-ca.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

describe('leaf-is-ca', () => {
  needsCertificate(rule);

  it('finds CA:TRUE, and keyCertSign without it', () => {
    assert.match(finding(rule.judge(evidence({ chain: [certificate({ isCa: true })] }))).message, /says CA:TRUE/);
    assert.match(finding(rule.judge(evidence({ chain: [certificate({ keyUsage: ['keyCertSign'] })] }))).message, /keyCertSign/);
  });

  it('is milder on the self-signed certificate that cert-manager makes for ECK', () => {
    const chain = [certificate({ isCa: true, issuer: 'CN=es01, O=acme' })];
    assert.equal(finding(rule.judge(evidence({ chain, deployment: { type: 'eck', guessed: false } }))).severity, 'medium');
    assert.equal(finding(rule.judge(evidence({ chain }))).severity, undefined);
  });

  it('passes a certificate that cannot sign', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ chain: [certificate({ keyUsage: null })] })).kind, 'pass');
  });

  it('leaves a CA that merely comes first to chain-order-invalid', () => {
    assert.equal(rule.judge(evidence({ chain: [authority(), certificate()] })).kind, 'pass');
  });
});
