import assert from 'node:assert/strict';
import type { ClientAuthVerdict } from '../../../src/model/evidence.ts';
import type { ClientAuth, Observation } from '../../../src/model/observation.ts';
import { answerWithoutCertificate, judgeClientAuth } from '../../../src/rules/facts/client-auth-seen.ts';
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
      undetermined: null,
    });
  });

  it('is untold in a version that did not show it', () => {
    const reported = seen({
      clientAuth: { 'TLSv1.3': must, 'TLSv1.2': { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } } },
    });
    assert.deepEqual('undetermined' in reported && reported.undetermined, {
      code: 'client-auth-undetermined',
      versions: [{ version: 'TLSv1.2', why: { code: 'asked-and-undecided' } }],
    });
  });

  it('is untold in a version that is accepted and was not asked', () => {
    const reported = seen({ clientAuth: { 'TLSv1.3': must }, versions: { 'TLSv1.3': 'accepted', TLSv1: 'accepted', SSLv3: 'rejected' } });
    assert.deepEqual('undetermined' in reported && reported.undetermined, {
      code: 'client-auth-undetermined',
      versions: [{ version: 'TLSv1', why: null }],
    });
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
  const reported = { kind: 'transport', pong: true, versionId: 8841096, notHttp: false } as const;
  const service = { ...observation().service, application: reported };

  it('is a ping that came back over that version, without a certificate', () => {
    assert.match(answerWithoutCertificate(observation({ conversations: [pong] }), ['TLSv1.3']) ?? '', /ping came back/);
    assert.equal(answerWithoutCertificate(observation({ conversations: [pong] }), ['TLSv1.2']), null);
    assert.equal(answerWithoutCertificate(observation({ conversations: [{ ...pong, identity: 'given' }] }), ['TLSv1.3']), null);
  });

  it('is a version that was told, or a ping, where no conversation had a certificate', () => {
    const finished = conversation({ ending: { kind: 'accepted', by: 'ticket' } });
    assert.match(
      answerWithoutCertificate(observation({ conversations: [finished], service }), ['TLSv1.3']) ?? '',
      /gave its version \(8841096\)/,
    );
    const pinged = { ...service, application: { ...reported, versionId: null } };
    assert.match(
      answerWithoutCertificate(observation({ conversations: [finished], service: pinged }), ['TLSv1.3']) ?? '',
      /ping came back/,
    );
    const mute = { ...service, application: { ...reported, versionId: null, pong: false } };
    assert.equal(answerWithoutCertificate(observation({ conversations: [finished], service: mute }), ['TLSv1.3']), null);
    assert.equal(
      answerWithoutCertificate(observation({ conversations: [finished, { ...finished, identity: 'given' }], service }), ['TLSv1.3']),
      null,
    );
  });
});
