import assert from 'node:assert/strict';
import { tls13Missing as rule } from '../../../src/rules/endpoint/tls13-missing.ts';
import { conversation, conversation12, evidence, observation, plaintext } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

describe('tls13-missing', () => {
  it('notes a server that refuses TLS 1.3', () => {
    const seen = observation({ versions: { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted' } });
    assert.equal(finding(rule.judge(evidence({ observation: seen }))).message, 'The endpoint refuses TLS 1.3 and accepts TLSv1.2.');
  });

  it('passes one that accepts it, by its answer or by a conversation', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ observation: observation({ versions: {}, conversations: [conversation()] }) })).kind, 'pass');
  });

  it('cannot tell where it did not show', () => {
    for (const versions of [{}, { 'TLSv1.3': 'unknown' } as const]) {
      const seen = observation({ versions, conversations: [conversation12()] });
      assert.equal(unknownBecause(rule.judge(evidence({ observation: seen }))), 'whether TLS 1.3 is accepted could not be seen');
    }
  });

  it('cannot tell where no version was accepted: who cuts every handshake has not said which one it minds', () => {
    const seen = observation({ versions: { 'TLSv1.3': 'rejected', 'TLSv1.2': 'rejected' }, conversations: [] });
    assert.equal(unknownBecause(rule.judge(evidence({ observation: seen }))), 'no version of TLS was accepted');
  });

  it('has nothing to say of a port without TLS', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
