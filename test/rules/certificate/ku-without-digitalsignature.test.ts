import assert from 'node:assert/strict';
import { kuWithoutDigitalsignature as rule } from '../../../src/rules/certificate/ku-without-digitalsignature.ts';
import { certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const enciphering = certificate({ keyUsage: ['keyEncipherment', 'dataEncipherment'] });
const itself = [{ name: enciphering.subject, der: enciphering.subjectDer, publicRoot: false }];

describe('ku-without-digitalsignature', () => {
  needsCertificate(rule);

  it('finds key usages without digitalSignature', () => {
    const { message, severity } = finding(rule.judge(evidence({ chain: [enciphering] })));
    assert.equal(message, 'CN=es01, O=acme has the key usages keyEncipherment, dataEncipherment, without digitalSignature.');
    assert.equal(severity, undefined);
  });

  it('is high where a transport node trusts the certificate directly, elsewhere not', () => {
    assert.equal(finding(rule.judge(evidence({ chain: [enciphering], acceptableIssuers: itself }))).severity, 'high');
    assert.equal(finding(rule.judge(healthy('http', { chain: [enciphering], acceptableIssuers: itself }))).severity, undefined);
  });

  it('passes with digitalSignature, and where no usages are named', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ chain: [certificate({ keyUsage: null })] })).kind, 'pass');
  });
});
