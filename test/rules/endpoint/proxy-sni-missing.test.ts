import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/observation.ts';
import { proxySniMissing as rule } from '../../../src/rules/endpoint/proxy-sni-missing.ts';
import { conversation, healthy } from '../../support/evidence.ts';

const ece = { type: 'ece', guessed: false } as const;
const seen = (given: Partial<Observation> = {}) =>
  healthy('http', { deployment: ece, observation: { ...healthy('http').observation, ...given } });
const { service } = seen().observation;
const nobody = { ...service, product: null, application: null };
const other = conversation({ serverName: null, chain: [new Uint8Array([1])] });

describe(rule.id, () => {
  it('finds a proxy that knows no deployment by this name', () => {
    const answer = { status: 404, headers: {}, body: '{"ok":false,"message":"Unknown resource."}' };
    const outcome = rule.judge(seen({ service: { ...nobody, application: { kind: 'http', answer } } }));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /by the name es01/);
  });

  it('finds a certificate that depends on the name sent', () => {
    assert.equal(rule.judge(seen({ conversations: [conversation(), other] })).kind, 'finding');
  });

  it('passes where a deployment answered, or the name makes no difference', () => {
    assert.deepEqual(rule.judge(seen()), { kind: 'pass' });
    assert.deepEqual(rule.judge(seen({ service: nobody, conversations: [conversation(), conversation({ serverName: null })] })), {
      kind: 'pass',
    });
  });

  it('does not know where nobody answered, and names were not compared', () => {
    assert.equal(rule.judge(seen({ service: nobody })).kind, 'unknown');
  });

  it('has nothing to say where no such proxy stands, nor of transport', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('transport'));
  });
});
