import assert from 'node:assert/strict';
import { caExpiring } from '../../../src/rules/certificate/ca-expiring.ts';
import { eckOperatorNotRotating as rule } from '../../../src/rules/certificate/eck-operator-not-rotating.ts';
import { leafExpiring } from '../../../src/rules/certificate/leaf-expiring.ts';
import { authority, certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const pod = 'logs-es-default-0.node.logs.prod.es.local';

function ending(days: number, { commonName = pod, caDays = 300, expiresInMs = null as number | null } = {}) {
  const ca = authority({ notBefore: daysFromNoon(caDays - 365), notAfter: daysFromNoon(caDays) });
  const leaf = certificate({ notBefore: daysFromNoon(days - 365), notAfter: daysFromNoon(days), commonName });
  return evidence({ chain: [leaf], anchors: [ca], deployment: { type: 'eck', guessed: true }, expiresInMs });
}

describe('eck-operator-not-rotating', () => {
  needsCertificate(rule);

  it('finds a certificate of the operator in its last day', () => {
    const { message, facts } = finding(rule.judge(ending(0.5)));
    assert.equal(
      message,
      'The certificate CN=es01, O=acme of the ECK operator expires on 2026-06-02, in 12 hours: the operator should have replaced it 24 hours before.',
    );
    assert.equal(facts?.daysLeft, 0);
    finding(rule.judge(ending(1)));
    finding(rule.judge(ending(0)));
  });

  it('finds a CA of the operator in its last day', () => {
    assert.match(finding(rule.judge(ending(0.9, { caDays: 0.5 }))).message, /^The certificate /);
    assert.match(finding(rule.judge(ending(90, { caDays: 0.5 }))).message, /^The CA certificate CN=acme transport CA/);
  });

  it('leaves the operator its time, one that has ended to leaf-expired, and certificates of others to leaf-expiring', () => {
    assert.equal(rule.judge(ending(1.01)).kind, 'pass');
    assert.equal(rule.judge(ending(-0.01)).kind, 'pass');
    assert.equal(rule.judge(ending(0.5, { commonName: 'es01' })).kind, 'pass');
    assert.equal(rule.judge(ending(90, { commonName: 'es01', caDays: 0.5 })).kind, 'pass');
  });

  it('is reported in place of leaf-expiring and ca-expiring, never beside them', () => {
    for (const days of [0, 0.5, 1, 1.01, 2, 29, 31]) {
      const found = [rule, leafExpiring].filter(({ judge }) => judge(ending(days)).kind === 'finding');
      assert.deepEqual(
        found.map(({ id }) => id),
        days <= 1 ? [rule.id] : [],
        `${days} days`,
      );
    }
    assert.equal(caExpiring.judge(ending(90, { caDays: 0.5 })).kind, 'pass');
    assert.equal(caExpiring.judge(ending(90, { commonName: 'es01', caDays: 0.5 })).kind, 'finding');
  });

  it('counts for --expires-in as leaf-expiring does', () => {
    const within = 10 * 86_400_000;
    assert.equal(finding(rule.judge(ending(0.5, { expiresInMs: within }))).facts?.withinExpiresIn, true);
    assert.equal(finding(leafExpiring.judge(ending(5, { expiresInMs: within }))).facts?.withinExpiresIn, true);
    assert.equal(finding(rule.judge(ending(0.5))).facts?.withinExpiresIn, undefined);
  });
});
