import assert from 'node:assert/strict';
import { transportTrustsPublicCas as rule } from '../../../src/rules/endpoint/transport-trusts-public-cas.ts';
import { evidence, plaintext, unseen } from '../../support/evidence.ts';

const named = (count: number, publicRoots = 0) =>
  evidence({
    acceptableIssuers: Array.from({ length: count }, (_, index) => ({
      name: `CN=CA ${index}`,
      der: Uint8Array.of(index),
      publicRoot: index < publicRoots,
    })),
  });

describe(rule.id, () => {
  it('finds the trust of a JVM', () => {
    const outcome = rule.judge(named(144, 120));
    assert.match(
      outcome.kind === 'finding' ? outcome.message : '',
      /^The node accepts certificates of 144 CAs, among them CN=CA 0 and 119 more public roots/,
    );
  });

  it('finds a single public root', () => {
    const outcome = rule.judge(named(1, 1));
    assert.ok(outcome.kind === 'finding' && outcome.severity === undefined);
  });

  it('is milder about a long list of names that nobody knows', () => {
    const outcome = rule.judge(named(20));
    assert.equal(outcome.kind === 'finding' && outcome.severity, 'high');
    assert.deepEqual(rule.judge(named(19)), { kind: 'pass' });
  });

  it('passes a CA of its own', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
  });

  it('does not know where no CA was named', () => {
    assert.equal(rule.judge(evidence({ acceptableIssuers: null })).kind, 'unknown');
    assert.equal(rule.judge(unseen()).kind, 'unknown');
  });

  it('has nothing to say without TLS, nor of another channel', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['transport']);
  });
});
