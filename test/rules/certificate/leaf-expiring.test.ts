import assert from 'node:assert/strict';
import { leafExpiring as rule } from '../../../src/rules/certificate/leaf-expiring.ts';
import { certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function ending(days: number, lived = 300, commonName = 'es01') {
  return evidence({ chain: [certificate({ notBefore: daysFromNoon(-lived), notAfter: daysFromNoon(days), commonName })] });
}

describe('leaf-expiring', () => {
  needsCertificate(rule);

  it('is medium within 30 days', () => {
    const { message, severity, facts } = finding(rule.judge(ending(30)));
    assert.equal(message, 'The certificate CN=es01, O=acme expires on 2026-07-01, in 30 days.');
    assert.equal(severity, 'medium');
    assert.equal(facts?.daysLeft, 30);
    assert.equal(rule.judge(ending(30.01)).kind, 'pass');
  });

  it('is high within 7', () => {
    assert.equal(finding(rule.judge(ending(7))).severity, 'high');
    assert.equal(finding(rule.judge(ending(7.01))).severity, 'medium');
    assert.equal(finding(rule.judge(ending(0))).severity, 'high');
  });

  it('scales with a short life: a third of it, and 7 parts of 30 of that', () => {
    // Of six days two are the last third.
    assert.equal(rule.judge(ending(2.1, 3.9)).kind, 'pass');
    assert.equal(finding(rule.judge(ending(2, 4))).severity, 'medium');
    assert.equal(finding(rule.judge(ending(0.4, 5.6))).severity, 'high');
  });

  it('leaves what the ECK operator issued to eck-operator-not-rotating', () => {
    for (const name of ['es-es-default-0.node.es.default.es.local', 'kb-kb-http.default.kb.local']) {
      assert.equal(rule.judge(ending(2, 363, name)).kind, 'pass');
      assert.equal(rule.judge(ending(0.9, 364, name)).kind, 'pass');
    }
    finding(rule.judge(ending(2, 363, 'es.local.example.org')));
  });

  it('leaves a certificate that has ended to leaf-expired', () => {
    assert.equal(rule.judge(ending(-0.01)).kind, 'pass');
  });
});
