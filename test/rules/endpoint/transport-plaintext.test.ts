import assert from 'node:assert/strict';
import type { Application } from '../../../src/model/observation.ts';
import { transportPlaintext as rule } from '../../../src/rules/endpoint/transport-plaintext.ts';
import { evidence, observation, plaintext, unseen } from '../../support/evidence.ts';

const answering = (application: Application | null) => plaintext({ service: { ...plaintext().observation.service, application } });
const transport = { kind: 'transport', pong: false, versionId: null, notHttp: false } as const;

describe(rule.id, () => {
  it('finds a port whose ping came back in the clear, and one that gave its version', () => {
    const outcome = rule.judge(answering({ ...transport, pong: true, versionId: 8841096 }));
    assert.ok(outcome.kind === 'finding');
    assert.match(outcome.message, /ping came back in the clear, and it gave its version/);
  });

  it('finds a port that took a request for HTTP', () => {
    assert.equal(rule.judge(answering({ ...transport, notHttp: true })).kind, 'finding');
  });

  it('passes a port that speaks TLS', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
  });

  it('does not know of a port that refuses, keeps silent, or answers neither ping nor HTTP', () => {
    assert.equal(rule.judge(unseen()).kind, 'unknown');
    const silent = observation({ service: { ...observation().service, security: 'silent' } });
    assert.equal(rule.judge(evidence({ observation: silent })).kind, 'unknown');
    assert.equal(rule.judge(answering({ kind: 'none', asked: ['ping', 'http'] })).kind, 'unknown');
    assert.equal(rule.judge(answering(transport)).kind, 'unknown');
    assert.equal(rule.judge(answering(null)).kind, 'unknown');
  });

  it('has nothing to say of HTTP in the clear, of SSH, nor of another channel', () => {
    assert.equal(rule.judge(answering({ kind: 'http', answer: { status: 200, headers: {}, body: '' } })).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ service: { ...plaintext().observation.service, security: 'other' } })).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['transport']);
  });
});
