import assert from 'node:assert/strict';
import type { Phase } from '../../../src/model/ending.ts';
import type { Conversation } from '../../../src/model/observation.ts';
import { tlsHandshakeTimeout as rule } from '../../../src/rules/endpoint/tls-handshake-timeout.ts';
import { conversation, conversation12, evidence, observation, plaintext, unseen } from '../../support/evidence.ts';

const silent = (phase: Phase, given: Partial<Conversation> = {}) =>
  conversation({ ending: { kind: 'timeout', afterMs: 10000, phase }, ...given });
const of = (...conversations: Conversation[]) => evidence({ observation: observation({ conversations }) });

describe(rule.id, () => {
  it('finds a port that never answers a ClientHello', () => {
    const outcome = rule.judge(of(silent('before-server-hello')));
    assert.ok(outcome.kind === 'finding');
    assert.match(outcome.message, /^No ServerHello came, 10000 ms after a ClientHello that offers TLSv1\.3\.$/);
    assert.equal(outcome.severity, undefined);
  });

  it('finds a flight that stops in its middle', () => {
    const outcome = rule.judge(of(silent('server-flight')));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /in the middle of the flight/);
  });

  it('finds a port that took the connection and sent nothing, whatever was tried', () => {
    const mute = observation({ conversations: [], service: { ...observation().service, security: 'silent' } });
    assert.equal(rule.judge(evidence({ observation: mute })).kind, 'finding');
  });

  it('is milder where another handshake was answered', () => {
    const outcome = rule.judge(of(conversation(), silent('before-server-hello', { offeredVersions: ['TLSv1.2'] })));
    assert.equal(outcome.kind === 'finding' && outcome.severity, 'medium');
  });

  it('passes answers, even refusals, and silence after the handshake', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
    assert.deepEqual(rule.judge(of(silent('after-finished'))), { kind: 'pass' });
    const refused = conversation12({ ending: { kind: 'alert', description: 40, name: 'handshake_failure', phase: 'before-server-hello' } });
    assert.deepEqual(rule.judge(of(refused)), { kind: 'pass' });
  });

  it('takes no offence at silence to versions of the last century', () => {
    assert.deepEqual(rule.judge(of(conversation(), silent('before-server-hello', { offeredVersions: ['SSLv3'] }))), { kind: 'pass' });
  });

  it('does not know where nothing was tried', () => {
    assert.equal(rule.judge(unseen()).kind, 'unknown');
    assert.equal(rule.judge(of()).kind, 'unknown');
    assert.equal(rule.judge(of(conversation({ ending: { kind: 'stopped', phase: 'before-server-hello' } }))).kind, 'unknown');
  });

  it('has nothing to say of a port without TLS, but judges one whose channel is not known', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
    assert.ok(rule.channels.includes('unknown'));
  });
});
