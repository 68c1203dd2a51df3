import assert from 'node:assert/strict';
import { httpPlaintext as rule } from '../../../src/rules/endpoint/http-plaintext.ts';
import { healthy, plaintext, unseen } from '../../support/evidence.ts';

const service = plaintext().observation.service;
const answering = (status: number, given: { readonly address?: string; readonly basic?: boolean } = {}) =>
  plaintext({
    channel: 'http',
    address: given.address ?? '10.0.0.11',
    service: {
      ...service,
      application: {
        kind: 'http',
        answer: { status, headers: given.basic ? { 'www-authenticate': ['Basic realm="security"', 'ApiKey'] } : {}, body: '' },
      },
    },
  });

describe(rule.id, () => {
  it('is critical where Elasticsearch answers in the clear to other machines', () => {
    for (const status of [200, 401]) {
      const outcome = rule.judge(answering(status));
      assert.equal(outcome.kind === 'finding' && outcome.severity, 'critical');
    }
  });

  it('is high on loopback, and where the request was refused', () => {
    for (const seen of [answering(200, { address: '127.0.0.1' }), answering(401, { address: '::1' }), answering(400)]) {
      const outcome = rule.judge(seen);
      assert.equal(outcome.kind === 'finding' && outcome.severity, 'high');
    }
  });

  it('says that passwords cross the network, where it asks for one', () => {
    const outcome = rule.judge(answering(401, { basic: true }));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /user name and password/);
    assert.doesNotMatch(JSON.stringify(rule.judge(answering(401))), /user name/);
  });

  it('passes a port that speaks TLS', () => {
    assert.deepEqual(rule.judge(healthy('http')), { kind: 'pass' });
  });

  it('does not know of a port that refuses, or that answered nothing it was asked', () => {
    assert.equal(rule.judge(unseen({ channel: 'http' })).kind, 'unknown');
    const mute = plaintext({ channel: 'http', service: { ...service, application: { kind: 'none', asked: ['http'] } } });
    assert.equal(rule.judge(mute).kind, 'unknown');
  });

  it('has nothing to say of a plain transport port, of SSH, nor of Kibana', () => {
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
    assert.equal(
      rule.judge(plaintext({ channel: 'http', service: { ...service, security: 'other', application: null } })).kind,
      'not-applicable',
    );
    assert.ok(!rule.channels.includes('kibana'));
  });
});
