import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/observation.ts';
import { transportReachablePublicly as rule } from '../../../src/rules/endpoint/transport-reachable-publicly.ts';
import { evidence, observation, plaintext, unseen } from '../../support/evidence.ts';

const outside = (given: Partial<Observation> = {}) => evidence({ observation: observation({ vantage: 'outside', ...given }) });

describe(rule.id, () => {
  it('finds a transport port that an outsider reaches', () => {
    const outcome = rule.judge(outside());
    assert.equal(outcome.kind === 'finding' && outcome.severity, 'high');
  });

  it('is critical where it also lets strangers in, or speaks no TLS', () => {
    for (const kind of ['none', 'optional'] as const) {
      const outcome = rule.judge(outside({ clientAuth: { 'TLSv1.2': { kind, evidence: 'ping' } } }));
      assert.equal(outcome.kind === 'finding' && outcome.severity, 'critical');
    }
    const clear = rule.judge(plaintext({ vantage: 'outside' }));
    assert.equal(clear.kind === 'finding' && clear.severity, 'critical');
  });

  it('passes a port that an outsider does not reach', () => {
    for (const reachability of [
      { kind: 'refused' },
      { kind: 'timeout', afterMs: 1000 },
      { kind: 'unreachable', detail: 'no route' },
    ] as const) {
      assert.deepEqual(rule.judge(unseen({ vantage: 'outside', reachability })), { kind: 'pass' });
    }
  });

  it('does not know from where the scan was made, unless told, nor of a name that does not resolve', () => {
    assert.equal(rule.judge(evidence()).kind, 'unknown');
    assert.equal(rule.judge(unseen({ vantage: 'outside', reachability: { kind: 'unresolved', detail: 'ENOTFOUND' } })).kind, 'unknown');
  });

  it('has nothing to say from inside, on loopback, nor of another channel', () => {
    assert.equal(rule.judge(outside({ vantage: 'inside' })).kind, 'not-applicable');
    assert.equal(rule.judge(outside({ vantage: null, address: '127.0.0.1' })).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['transport']);
  });
});
