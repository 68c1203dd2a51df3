import assert from 'node:assert/strict';
import type { Observation } from '../../src/model/observation.ts';
import type { EndpointRule } from '../../src/rules/framework/rule.ts';
import { evidence, observation, plaintext, unseen, withoutChain } from './evidence.ts';
import { unknownBecause } from './outcomes.ts';

/** What is true of every rule that judges certificates: it passes nothing that was not seen. */
export function needsCertificate(rule: EndpointRule, given: Partial<Observation> = {}): void {
  it('cannot tell where no certificate was seen, and says how that came', () => {
    assert.match(unknownBecause(rule.judge(withoutChain(given))), /no certificate was seen: the connection was closed in the handshake/);
    assert.match(unknownBecause(rule.judge(unseen(given))), /refused the connection/);
  });

  it("cannot tell where the endpoint's own certificate cannot be read", () => {
    const seen = evidence({
      observation: observation({ conversations: [], ...given }),
      chain: [],
      unreadable: [{ der: new Uint8Array(3), place: 0, flaw: { code: 'truncated', have: 3, need: 900 } }],
    });
    assert.match(unknownBecause(rule.judge(seen)), /cannot be read: it is cut off after 3 of 900 bytes/);
  });

  it('has nothing to say of a port without TLS', () => {
    assert.equal(rule.judge(plaintext(given)).kind, 'not-applicable');
  });
}

/** And of every rule that judges the CAs above the certificate. */
export function needsAuthority(rule: EndpointRule): void {
  needsCertificate(rule);

  it('cannot tell where the CA was neither sent nor given', () => {
    const seen = evidence({ anchors: [], issuer: null, trust: { kind: 'not-checked', because: { code: 'no-trust-given' } } });
    assert.match(unknownBecause(rule.judge(seen)), /neither sent nor given/);
  });
}
