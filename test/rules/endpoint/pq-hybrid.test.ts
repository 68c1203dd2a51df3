import assert from 'node:assert/strict';
import type { Enumerated, Observation } from '../../../src/model/observation.ts';
import { pqHybridMissing } from '../../../src/rules/endpoint/pq-hybrid-missing.ts';
import { pqHybridSeen } from '../../../src/rules/endpoint/pq-hybrid-seen.ts';
import { evidence, healthy, observation } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const { observation: http } = healthy('http');
const cut: Enumerated['gap'] = { kind: 'silence', afterMs: 5000 };
const withGroups = (accepted: readonly string[], gap: Enumerated['gap'] = null, given: Partial<Observation> = {}) =>
  evidence({ observation: observation({ ...http, details: { groups: { 'TLSv1.3': { accepted, gap } } }, ...given }) });
const rules = [pqHybridSeen, pqHybridMissing];

describe('pq-hybrid-seen and pq-hybrid-missing', () => {
  it('name the hybrids that an endpoint accepts, or say that there is none', () => {
    const seen = finding(pqHybridSeen.judge(withGroups(['x25519', 'X25519MLKEM768', 'SecP256r1MLKEM768'])));
    assert.equal(seen.message, 'The endpoint accepts X25519MLKEM768, SecP256r1MLKEM768 in TLS 1.3.');
    assert.deepEqual(seen.facts, { groups: ['X25519MLKEM768', 'SecP256r1MLKEM768'] });
    const missing = finding(pqHybridMissing.judge(withGroups(['x25519', 'secp256r1'])));
    assert.equal(missing.message, 'In TLS 1.3 the endpoint accepts only x25519, secp256r1.');
    for (const rule of rules) assert.equal(rule.severity, 'info');
  });

  it('are of two minds: where the one finds something, the other passes', () => {
    assert.equal(pqHybridMissing.judge(withGroups(['x25519', 'X25519MLKEM768'])).kind, 'pass');
    assert.equal(pqHybridSeen.judge(withGroups(['x25519'])).kind, 'pass');
    // Kyber was the draft.
    assert.equal(pqHybridSeen.judge(withGroups(['X25519Kyber768Draft00'])).kind, 'pass');
  });

  it('cannot tell that there is none where the list was cut', () => {
    for (const rule of rules) assert.match(unknownBecause(rule.judge(withGroups(['x25519'], cut))), /not all groups of TLS 1\.3 were seen/);
    finding(pqHybridSeen.judge(withGroups(['X25519MLKEM768'], cut)));
  });

  it('say nothing where groups were not asked for, or TLS 1.3 is not accepted', () => {
    for (const rule of rules) {
      assert.equal(rule.judge(evidence({ observation: http })).kind, 'not-applicable');
      assert.equal(
        rule.judge(withGroups(['x25519'], null, { versions: { 'TLSv1.2': 'accepted', 'TLSv1.3': 'rejected' } })).kind,
        'not-applicable',
      );
    }
  });
});
