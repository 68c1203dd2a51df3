import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { Observation } from '../../../src/model/observation.ts';
import { eceInternalPortReachable as rule } from '../../../src/rules/endpoint/ece-internal-port-reachable.ts';
import { evidence, observation } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const instance = (seen: Partial<Observation> = {}, given: Partial<EndpointEvidence> = {}) =>
  evidence({
    deployment: { type: 'ece', guessed: false },
    eceService: 'internal',
    observation: observation({ vantage: 'outside', target: { label: 'ece1:19000', host: 'ece1', port: 19000, scheme: null }, ...seen }),
    ...given,
  });

describe(rule.id, () => {
  it('finds an inner port that takes connections from outside, worse without TLS', () => {
    assert.equal(finding(rule.judge(instance())).severity, 'high');
    const { severity, message } = finding(rule.judge(instance({ service: { ...observation().service, security: 'plaintext' } })));
    assert.equal(severity, 'critical');
    assert.match(message, /^Port 19000 .* speaks no TLS\.$/);
  });

  it('passes where it is closed', () => {
    for (const reachability of [{ kind: 'refused' }, { kind: 'timeout', afterMs: 5000 }] as const)
      assert.equal(rule.judge(instance({ reachability })).kind, 'pass');
  });

  it('does not know from where it was asked', () => {
    assert.match(unknownBecause(rule.judge(instance({ vantage: null }))), /not declared/);
    assert.match(unknownBecause(rule.judge(instance({ reachability: { kind: 'unresolved', detail: 'ENOTFOUND' } }))), /resolve/);
  });

  it('has nothing to say inside, on loopback, and of ports for the outside', () => {
    assert.equal(rule.judge(instance({ vantage: 'inside' })).kind, 'not-applicable');
    assert.equal(rule.judge(instance({ address: '127.0.0.1' })).kind, 'not-applicable');
    assert.equal(rule.judge(instance({}, { eceService: 'proxy' })).kind, 'not-applicable');
  });
});
