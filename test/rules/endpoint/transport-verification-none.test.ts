import assert from 'node:assert/strict';
import type { SelfSignedAnswer } from '../../../src/model/observation.ts';
import { transportVerificationNone as rule } from '../../../src/rules/endpoint/transport-verification-none.ts';
import { evidence, healthy, observation, plaintext, unseen } from '../../support/evidence.ts';

const asked = (stranger: SelfSignedAnswer, given: Parameters<typeof evidence>[0] = {}) =>
  evidence({ acceptableIssuers: [], observation: observation({ selfSignedAnswer: stranger }), ...given });

describe(rule.id, () => {
  it('finds a port that demands a certificate of nobody in particular, probably', () => {
    for (const stranger of ['not-asked', 'unknown'] as const) {
      const outcome = rule.judge(asked(stranger));
      assert.match(outcome.kind === 'finding' ? outcome.message : '', /^It requires a certificate and names no CA/);
    }
  });

  it('is proved by a certificate made on the spot, even where CAs are named', () => {
    for (const seen of [asked('accepted'), evidence({ observation: observation({ selfSignedAnswer: 'accepted' }) })]) {
      const outcome = rule.judge(seen);
      assert.match(outcome.kind === 'finding' ? outcome.message : '', /^Confirmed: /);
    }
  });

  it('is refuted by a certificate made on the spot', () => {
    assert.deepEqual(rule.judge(asked('refused')), { kind: 'pass' });
  });

  it('passes a port that names its CA', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
  });

  it('does not know of a port that asks for no certificate, or was not seen to ask', () => {
    const none = { kind: 'none', evidence: 'no request' } as const;
    const open = observation({ clientAuth: { 'TLSv1.3': none, 'TLSv1.2': none } });
    assert.equal(rule.judge(evidence({ acceptableIssuers: null, observation: open })).kind, 'unknown');
    const unasked = { ...open, selfSignedAnswer: 'accepted' } as const;
    assert.equal(
      rule.judge(evidence({ acceptableIssuers: null, observation: unasked })).kind,
      'unknown',
      'nobody looked at the certificate',
    );
    assert.equal(rule.judge(evidence({ acceptableIssuers: null })).kind, 'unknown');
    assert.equal(rule.judge(unseen()).kind, 'unknown');
  });

  it('has nothing to say without TLS, nor of HTTP', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
    assert.ok(!rule.channels.includes(healthy('http').observation.channel));
  });
});
