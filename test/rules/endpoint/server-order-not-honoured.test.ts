import assert from 'node:assert/strict';
import type { EnumeratedSuites, Observation } from '../../../src/model/observation.ts';
import type { Gap } from '../../../src/model/shortfall.ts';
import { serverOrderNotHonoured as rule } from '../../../src/rules/endpoint/server-order-not-honoured.ts';
import { evidence, healthy, observation, plaintext } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const http = healthy('http').observation;
const [first, second] = ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'] as const;
const gap = { code: 'time-for-address' } as unknown as Gap;
function judged(suites: Partial<EnumeratedSuites> | null, given: Partial<Observation> = {}) {
  const details =
    suites === null ? {} : { cipherSuites: { 'TLSv1.2': { accepted: [first, second], gap: null, serverOrder: null, ...suites } } };
  return rule.judge(evidence({ observation: observation({ ...http, details, ...given }) }));
}

describe('server-order-not-honoured', () => {
  it('notes a server that takes what the client lists first', () => {
    const { message, facts } = finding(judged({ serverOrder: false }));
    assert.equal(message, 'In TLS 1.2 the server takes whichever of its 2 suites the client lists first.');
    assert.deepEqual(facts, { accepted: [first, second] });
    assert.equal(rule.severity, 'info');
    // Also of a list that was cut off.
    finding(judged({ serverOrder: false, gap }));
  });

  it('passes one that picks by its own order, or has one suite, or no TLS 1.2', () => {
    assert.equal(judged({ serverOrder: true }).kind, 'pass');
    assert.equal(judged({ accepted: [first] }).kind, 'pass');
    assert.equal(judged(null, { versions: { 'TLSv1.2': 'rejected', 'TLSv1.3': 'accepted' } }).kind, 'pass');
  });

  it('cannot tell where it did not show, and says what was missing', () => {
    assert.match(unknownBecause(judged({})), /whether the server or the client decides/);
    assert.match(unknownBecause(judged(null)), /cipher suites were not asked for/);
    assert.match(unknownBecause(judged(null, { conversations: [] })), /no cipher suite was seen/);
  });

  it('has nothing to say of a port without TLS', () => {
    assert.equal(rule.judge(plaintext({ channel: 'http' })).kind, 'not-applicable');
  });
});
