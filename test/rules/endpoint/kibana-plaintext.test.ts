import assert from 'node:assert/strict';
import { kibanaPlaintext as rule } from '../../../src/rules/endpoint/kibana-plaintext.ts';
import { healthy, plaintext, unseen } from '../../support/evidence.ts';

const service = plaintext().observation.service;
const answering = (address: string) =>
  plaintext({
    channel: 'kibana',
    address,
    service: { ...service, application: { kind: 'http', answer: { status: 302, headers: { 'kbn-name': ['kb'] }, body: '' } } },
  });

describe(rule.id, () => {
  it('is high where Kibana answers other machines in the clear', () => {
    const outcome = rule.judge(answering('10.0.0.11'));
    assert.equal(outcome.kind === 'finding' && outcome.severity, 'high');
  });

  it('is no more than a note on loopback', () => {
    for (const address of ['127.0.0.1', '127.0.10.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1']) {
      const outcome = rule.judge(answering(address));
      assert.equal(outcome.kind === 'finding' && outcome.severity, 'info', address);
    }
  });

  it('passes a Kibana that speaks TLS', () => {
    assert.deepEqual(rule.judge(healthy('kibana')), { kind: 'pass' });
  });

  it('does not know of one that cannot be reached', () => {
    assert.equal(rule.judge(unseen({ channel: 'kibana', reachability: { kind: 'timeout', afterMs: 3000 } })).kind, 'unknown');
  });

  it('has nothing to say of other channels, nor of a transport port in the clear', () => {
    assert.deepEqual(rule.channels, ['kibana']);
    assert.equal(rule.judge(plaintext({ channel: 'kibana' })).kind, 'not-applicable');
  });
});
