import assert from 'node:assert/strict';
import type { PublicKey } from '../../../src/model/certificate.ts';
import { ecCurveUnsupported as rule } from '../../../src/rules/certificate/ec-curve-unsupported.ts';
import { authority, certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const on = (curve: string | null): PublicKey => ({ algorithm: 'EC', bits: 256, curve });
const edwards: PublicKey = { algorithm: 'Ed25519', bits: 255, curve: null };

describe('ec-curve-unsupported', () => {
  needsCertificate(rule);

  it('finds curves that the JDK or browsers lack', () => {
    for (const curve of ['secp256k1', 'brainpoolP256r1', 'P-224', '1.2.3.4']) {
      assert.match(
        finding(rule.judge(evidence({ chain: [certificate({ publicKey: on(curve) })] }))).message,
        new RegExp(`has a key on ${curve}`),
      );
    }
  });

  it('finds one at the CA', () => {
    assert.equal(
      finding(rule.judge(evidence({ anchors: [authority({ publicKey: on('secp256k1') })] }))).facts?.subject,
      authority().subject,
    );
  });

  it('is low for Ed25519 between nodes, medium where browsers come', () => {
    const chain = [certificate({ publicKey: edwards })];
    assert.equal(finding(rule.judge(evidence({ chain }))).severity, 'low');
    assert.equal(finding(rule.judge(healthy('kibana', { chain }))).severity, 'medium');
  });

  it('passes the three curves of all, and RSA', () => {
    for (const curve of ['P-256', 'P-384', 'P-521'])
      assert.equal(rule.judge(evidence({ chain: [certificate({ publicKey: on(curve) })] })).kind, 'pass');
    assert.equal(rule.judge(evidence()).kind, 'pass');
  });

  it('cannot tell where the curve is not named', () => {
    assert.match(
      unknownBecause(rule.judge(evidence({ chain: [certificate({ publicKey: on(null) })] }))),
      /curve of the key of CN=es01, O=acme was not understood/,
    );
  });
});
