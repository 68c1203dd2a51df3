import assert from 'node:assert/strict';
import type { ClientAuth, Observation } from '../../../src/model/observation.ts';
import { transportClientAuthNotEnforced as rule } from '../../../src/rules/endpoint/transport-client-auth-not-enforced.ts';
import { conversation12, evidence, healthy, observation, plaintext, unseen } from '../../support/evidence.ts';

const bad: ClientAuth = { kind: 'none', evidence: 'accepted without a certificate' };
const required: ClientAuth = { kind: 'required', evidence: 'alert 42' };
const quiet: ClientAuth = { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } };
const seen = (clientAuth: Observation['clientAuth'], given: Partial<Observation> = {}) =>
  evidence({ observation: observation({ clientAuth, ...given }) });

describe(rule.id, () => {
  it('finds it in the weakest version, and calls it probable where only TLS says so', () => {
    const outcome = rule.judge(seen({ 'TLSv1.3': required, 'TLSv1.2': bad }));
    assert.ok(outcome.kind === 'finding');
    assert.match(outcome.message, /^In TLS 1\.2 it asks for no client certificate .*not tested/);
    assert.deepEqual(outcome.facts, { versions: ['TLSv1.2'], proved: false });
  });

  it('calls it proved where the ping came back', () => {
    const pinged = conversation12({ ending: { kind: 'accepted', by: 'pong' } });
    const outcome = rule.judge(seen({ 'TLSv1.2': bad }, { versions: { 'TLSv1.2': 'accepted' }, conversations: [pinged] }));
    assert.ok(outcome.kind === 'finding');
    assert.match(outcome.message, /^Confirmed: we connected without a certificate \(TLS 1\.2\) and the node answered: .*ping came back/);
    assert.deepEqual(outcome.facts, { versions: ['TLSv1.2'], proved: true });
  });

  it('finds it although another version did not show', () => {
    assert.equal(rule.judge(seen({ 'TLSv1.3': bad, 'TLSv1.2': quiet })).kind, 'finding');
  });

  it('passes a port that insists in every version', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
  });

  it('does not know where a version did not show, or was not asked', () => {
    assert.deepEqual(rule.judge(seen({ 'TLSv1.3': required, 'TLSv1.2': quiet })), {
      kind: 'unknown',
      because: { code: 'client-auth-undetermined', versions: [{ version: 'TLSv1.2', why: { code: 'asked-and-undecided' } }] },
    });
    assert.equal(rule.judge(seen({ 'TLSv1.3': required })).kind, 'unknown');
    assert.equal(rule.judge(unseen()).kind, 'unknown');
  });

  it('leaves optional to the rule of its own', () => {
    const other: ClientAuth = { kind: 'optional', evidence: 'so' };
    assert.equal(rule.judge(seen({ 'TLSv1.3': other, 'TLSv1.2': other })).kind, 'pass');
  });

  it('has nothing to say without TLS, nor of HTTP, where it is usual', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
    assert.ok(!rule.channels.includes(healthy('http').observation.channel));
  });
});
