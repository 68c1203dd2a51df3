import assert from 'node:assert/strict';
import type { Tolerance } from '../../../src/model/observation.ts';
import { tlsLargeHelloRefused as rule } from '../../../src/rules/endpoint/tls-large-hello-refused.ts';
import { evidence, healthy, observation } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const { observation: http } = healthy('http');
const judged = (largeHello: Tolerance) =>
  rule.judge(
    evidence({ observation: observation({ ...http, details: { tolerance: { unknownVersion: null, largeHello, grease: 'tolerated' } } }) }),
  );

describe('tls-large-hello-refused', () => {
  it('finds a server, or what stands before it, that does not answer a hello of more than one packet', () => {
    assert.equal(finding(judged('refused')).message, 'A ClientHello of more than 4,000 bytes is refused; smaller ones are answered.');
    assert.match(finding(judged('unanswered')).message, /is left without an answer; smaller ones are answered/);
    assert.deepEqual(finding(judged('refused')).facts, { answer: 'refused' });
    assert.equal(rule.severity, 'medium');
  });

  it('passes one that answers it, and says nothing where it was not asked', () => {
    assert.equal(judged('tolerated').kind, 'pass');
    assert.equal(rule.judge(evidence({ observation: http })).kind, 'not-applicable');
  });

  it('cannot tell where it did not show', () => {
    assert.match(unknownBecause(judged('unknown')), /did not show whether a large ClientHello is answered/);
  });
});
