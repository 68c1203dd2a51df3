import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/model/deployment.ts';
import { caExpiring as rule } from '../../../src/rules/certificate/ca-expiring.ts';
import { authority, certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

function ending(days: number, lived = 1000, type: Deployment = 'self') {
  return evidence({
    anchors: [authority({ notBefore: daysFromNoon(-lived), notAfter: daysFromNoon(days) })],
    deployment: { type, guessed: false },
  });
}

describe('ca-expiring', () => {
  needsAuthority(rule);

  it('finds a CA that ends within 90 days', () => {
    assert.match(finding(rule.judge(ending(90))).message, /expires on 2026-08-30, in 90 days/);
    assert.equal(rule.judge(ending(91)).kind, 'pass');
  });

  it('gives a short-lived CA a third of its life', () => {
    assert.equal(rule.judge(ending(30, 30)).kind, 'pass');
    finding(rule.judge(ending(15, 31)));
  });

  it('waits for the last day of a CA that the ECK operator replaces, not for one of another life', () => {
    assert.equal(rule.judge(ending(5, 360, 'eck')).kind, 'pass');
    finding(rule.judge(ending(1, 364, 'eck')));
    finding(rule.judge(ending(5, 360, 'self')));
    finding(rule.judge(ending(80, 1000, 'eck')));
  });

  it('names the CA that ends first', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject, notAfter: daysFromNoon(10) });
    const { facts } = finding(
      rule.judge(
        evidence({ chain: [certificate({ issuer: issuing.subject }), issuing], anchors: [authority({ notAfter: daysFromNoon(40) })] }),
      ),
    );
    assert.equal(facts?.subject, 'CN=Issuing CA');
  });

  it('leaves a CA that has ended to ca-expired', () => {
    assert.equal(rule.judge(ending(-1)).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
