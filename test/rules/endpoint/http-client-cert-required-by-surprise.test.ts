import assert from 'node:assert/strict';
import type { ClientAuth, Observation } from '../../../src/model/observation.ts';
import { httpClientCertRequiredBySurprise as rule } from '../../../src/rules/endpoint/http-client-cert-required-by-surprise.ts';
import { reasonText } from '../../../src/wording/reason-text.ts';
import { healthy, plaintext, unseen } from '../../support/evidence.ts';

const asking = (clientAuth: Observation['clientAuth']) => healthy('http', { observation: { ...healthy('http').observation, clientAuth } });
const required: ClientAuth = { kind: 'required', evidence: 'alert 42' };
const optional: ClientAuth = { kind: 'optional', evidence: 'accepted' };
const quiet: ClientAuth = { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } };

describe(rule.id, () => {
  it('cannot tell, without kibana.yml, whether the certificate that is demanded is there', () => {
    const outcome = rule.judge(asking({ 'TLSv1.3': required, 'TLSv1.2': optional }));
    assert.match(outcome.kind === 'unknown' ? reasonText(outcome.because) : '', /^in TLSv1\.3 it requires .* kibana\.yml/);
  });

  it('passes a port that demands none', () => {
    assert.deepEqual(rule.judge(healthy('http')), { kind: 'pass' });
    assert.deepEqual(rule.judge(asking({ 'TLSv1.3': optional, 'TLSv1.2': optional })), { kind: 'pass' });
  });

  it('does not know where a version did not show', () => {
    assert.equal(rule.judge(asking({ 'TLSv1.3': optional, 'TLSv1.2': quiet })).kind, 'unknown');
    assert.equal(rule.judge(unseen({ channel: 'http' })).kind, 'unknown');
  });

  it('has nothing to say without TLS, nor of transport', () => {
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['http']);
  });
});
