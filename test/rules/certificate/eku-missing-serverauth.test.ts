import assert from 'node:assert/strict';
import { ekuMissingServerauth as rule } from '../../../src/rules/certificate/eku-missing-serverauth.ts';
import { certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const clientOnly = certificate({ extendedKeyUsage: ['clientAuth'] });
const anything = certificate({ extendedKeyUsage: ['anyExtendedKeyUsage'] });
const itself = [{ name: clientOnly.subject, der: clientOnly.subjectDer, publicRoot: false }];

describe('eku-missing-serverauth', () => {
  needsCertificate(rule);

  it('finds a certificate for clients only', () => {
    const { message, severity } = finding(rule.judge(evidence({ chain: [clientOnly] })));
    assert.equal(message, 'CN=es01, O=acme may be used for clientAuth and not for serverAuth.');
    assert.equal(severity, undefined);
    finding(rule.judge(healthy('kibana', { chain: [clientOnly] })));
  });

  it('is high where a transport node trusts the certificate directly, elsewhere not', () => {
    assert.equal(finding(rule.judge(evidence({ chain: [clientOnly], acceptableIssuers: itself }))).severity, 'high');
    assert.equal(finding(rule.judge(healthy('http', { chain: [clientOnly], acceptableIssuers: itself }))).severity, undefined);
  });

  it('takes anyExtendedKeyUsage between Java nodes, and finds it where Node connects', () => {
    assert.equal(rule.judge(evidence({ chain: [anything] })).kind, 'pass');
    assert.equal(rule.judge(healthy('remote-cluster', { chain: [anything] })).kind, 'pass');
    assert.equal(finding(rule.judge(healthy('http', { chain: [anything] }))).severity, 'medium');
  });

  it('passes serverAuth, and no usages named', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ extendedKeyUsage: ['serverAuth'] })] })).kind, 'pass');
    assert.equal(rule.judge(evidence({ chain: [certificate({ extendedKeyUsage: null })] })).kind, 'pass');
  });
});
