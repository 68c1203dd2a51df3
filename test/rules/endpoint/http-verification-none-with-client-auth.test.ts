import assert from 'node:assert/strict';
import type { SelfSignedAnswer } from '../../../src/model/observation.ts';
import { httpVerificationNoneWithClientAuth as rule } from '../../../src/rules/endpoint/http-verification-none-with-client-auth.ts';
import { authority, healthy, plaintext, unseen } from '../../support/evidence.ts';

const optional = { kind: 'optional', evidence: 'accepted without one' } as const;
const own = { name: authority().subject, der: authority().subjectDer, publicRoot: false };
const asking = (names: readonly (typeof own)[] | null, stranger: SelfSignedAnswer = 'not-asked') =>
  healthy('http', {
    acceptableIssuers: names,
    observation: { ...healthy('http').observation, selfSignedAnswer: stranger, clientAuth: { 'TLSv1.3': optional, 'TLSv1.2': optional } },
  });

describe(rule.id, () => {
  it('finds a port that asks for a certificate of nobody in particular, probably', () => {
    const outcome = rule.judge(asking([]));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /^Likely, it accepts any client certificate/);
  });

  it('is proved, or refuted, by a certificate made on the spot', () => {
    const outcome = rule.judge(asking([own], 'accepted'));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /^Confirmed/);
    assert.deepEqual(rule.judge(asking([], 'refused')), { kind: 'pass' });
  });

  it('passes a port that names the CA of its clients', () => {
    assert.deepEqual(rule.judge(asking([own])), { kind: 'pass' });
  });

  it('does not know where the request was not seen', () => {
    assert.equal(rule.judge(asking(null)).kind, 'unknown');
    assert.equal(rule.judge(unseen({ channel: 'http' })).kind, 'unknown');
  });

  it('has nothing to say where no certificate is asked for, without TLS, nor of transport', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['http']);
  });
});
