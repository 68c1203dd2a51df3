import assert from 'node:assert/strict';
import type { ClientAuthVerdict } from '../../../src/model/evidence.ts';
import type { ClientAuth, Observation } from '../../../src/model/observation.ts';
import { answerToStranger, judgeClientAuth } from '../../../src/rules/facts/client-auth-seen.ts';
import type { Outcome } from '../../../src/rules/framework/rule.ts';
import { conversation, evidence, observation, plaintext, unseen, withoutChain } from '../../support/evidence.ts';

const no: ClientAuth = { kind: 'none', evidence: 'no CertificateRequest' };
const must: ClientAuth = { kind: 'required', evidence: 'alert 42' };

function seen(given: Partial<Observation>): ClientAuthVerdict {
  return evidence({ observation: observation({ versions: {}, ...given }) }).clientAuth;
}

describe('client authentication as it was seen', () => {
  it('is told by version', () => {
    assert.deepEqual(seen({ clientAuth: { 'TLSv1.3': must, 'TLSv1.2': no } }), {
      kind: 'seen',
      weakest: 'none',
      none: [{ version: 'TLSv1.2', evidence: 'no CertificateRequest' }],
      optional: [],
      required: [{ version: 'TLSv1.3', evidence: 'alert 42' }],
      untold: null,
    });
  });

  it('is untold in a version that did not show it', () => {
    const told = seen({
      clientAuth: { 'TLSv1.3': must, 'TLSv1.2': { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } } },
    });
    assert.deepEqual('untold' in told && told.untold, {
      code: 'client-auth-undetermined',
      versions: [{ version: 'TLSv1.2', why: { code: 'asked-and-undecided' } }],
    });
  });

  it('is untold in a version that is accepted and was not asked', () => {
    const told = seen({ clientAuth: { 'TLSv1.3': must }, versions: { 'TLSv1.3': 'accepted', TLSv1: 'accepted', SSLv3: 'rejected' } });
    assert.deepEqual('untold' in told && told.untold, { code: 'client-auth-undetermined', versions: [{ version: 'TLSv1', why: null }] });
  });

  it('does not apply without TLS, and is not known where nothing answered', () => {
    const never = (): Outcome => ({ kind: 'pass' });
    assert.equal(judgeClientAuth(plaintext(), never).kind, 'not-applicable');
    for (const nothing of [unseen(), withoutChain()]) {
      assert.equal(judgeClientAuth(evidence({ observation: { ...nothing.observation, versions: {} } }), never).kind, 'unknown');
    }
  });
});

describe('the proof that a stranger may speak', () => {
  const pong = conversation({ ending: { kind: 'accepted', by: 'pong' } });
  const told = { kind: 'transport', pong: true, versionId: 8841096, notHttp: false } as const;
  const service = { ...observation().service, application: told };

  it('is a ping that came back over that version, without a certificate', () => {
    assert.match(answerToStranger(observation({ conversations: [pong] }), ['TLSv1.3']) ?? '', /ping came back/);
    assert.equal(answerToStranger(observation({ conversations: [pong] }), ['TLSv1.2']), null);
    assert.equal(answerToStranger(observation({ conversations: [{ ...pong, identity: 'given' }] }), ['TLSv1.3']), null);
  });

  it('is a version that was told, or a ping, where no conversation had a certificate', () => {
    const finished = conversation({ ending: { kind: 'accepted', by: 'ticket' } });
    assert.match(answerToStranger(observation({ conversations: [finished], service }), ['TLSv1.3']) ?? '', /gave its version \(8841096\)/);
    const pinged = { ...service, application: { ...told, versionId: null } };
    assert.match(answerToStranger(observation({ conversations: [finished], service: pinged }), ['TLSv1.3']) ?? '', /ping came back/);
    const mute = { ...service, application: { ...told, versionId: null, pong: false } };
    assert.equal(answerToStranger(observation({ conversations: [finished], service: mute }), ['TLSv1.3']), null);
    assert.equal(
      answerToStranger(observation({ conversations: [finished, { ...finished, identity: 'given' }], service }), ['TLSv1.3']),
      null,
    );
  });
});
