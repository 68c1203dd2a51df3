import assert from 'node:assert/strict';
import type { PublicKey } from '../../../src/model/certificate.ts';
import { weakKey as rule } from '../../../src/rules/certificate/weak-key.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function withKey(algorithm: string, bits: number | null, curve: string | null = null) {
  const publicKey: PublicKey = { algorithm, bits, curve };
  return evidence({ chain: [certificate({ publicKey })] });
}

describe('weak-key', () => {
  needsCertificate(rule);

  it('finds RSA below 2048 bits, and calls it critical below 1024', () => {
    const { message, severity } = finding(rule.judge(withKey('RSA', 1024)));
    assert.equal(message, 'CN=es01, O=acme has a key of RSA with 1024 bits.');
    assert.equal(severity, 'high');
    assert.equal(finding(rule.judge(withKey('RSA', 2047))).severity, 'high');
    assert.equal(finding(rule.judge(withKey('RSA-PSS', 1023))).severity, 'critical');
  });

  it('finds EC below 224 bits, and DSA', () => {
    assert.equal(finding(rule.judge(withKey('EC', 192, 'P-192'))).severity, 'critical');
    assert.equal(finding(rule.judge(withKey('DSA', 2048))).severity, 'high');
    assert.equal(finding(rule.judge(withKey('DSA', 512))).severity, 'critical');
  });

  it('finds the weakest, and looks at the CA as well', () => {
    const weak = authority({ publicKey: { algorithm: 'RSA', bits: 1024, curve: null } });
    assert.equal(finding(rule.judge(evidence({ anchors: [weak] }))).facts?.subject, weak.subject);
    const chain = [certificate({ publicKey: { algorithm: 'RSA', bits: 1536, curve: null } })];
    const worse = authority({ publicKey: { algorithm: 'RSA', bits: 512, curve: null } });
    assert.equal(finding(rule.judge(evidence({ chain, anchors: [worse] }))).severity, 'critical');
  });

  it('passes keys that are long enough', () => {
    for (const seen of [
      withKey('RSA', 2048),
      withKey('EC', 256, 'P-256'),
      withKey('EC', 224, 'P-224'),
      withKey('Ed25519', 255),
      withKey('Ed448', 448),
    ]) {
      assert.equal(rule.judge(seen).kind, 'pass');
    }
  });

  it('cannot tell of a key that was not understood', () => {
    assert.match(unknownBecause(rule.judge(withKey('1.2.3.4', null))), /not understood \(1\.2\.3\.4\)/);
    unknownBecause(rule.judge(withKey('RSA', null)));
    unknownBecause(rule.judge(withKey('EC', null)));
  });
});
