import assert from 'node:assert/strict';
import { transportSharedCa as rule } from '../../../src/rules/certificate/transport-shared-ca.ts';
import { authority, certificate, evidence, plaintext, unseen } from '../../support/evidence.ts';

const own = { name: authority().subject, der: authority().subjectDer, publicRoot: false };
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `CN=other ${index}`, der: Uint8Array.of(index), publicRoot: false }));

describe(rule.id, () => {
  it('finds a certificate from a public CA, by its chain or by the name of its issuer', () => {
    assert.equal(rule.judge(evidence({ publicTrust: { kind: 'trusted', path: [] } })).kind, 'finding');
    assert.equal(rule.judge(evidence({ acceptableIssuers: [{ ...own, publicRoot: true }] })).kind, 'finding');
  });

  it('finds the trust in more than three CAs', () => {
    const outcome = rule.judge(evidence({ acceptableIssuers: [own, ...others(3)] }));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /certificates of 4 CAs/);
  });

  it('passes a CA of its own and two of remote clusters', () => {
    assert.deepEqual(rule.judge(evidence({ acceptableIssuers: [own, ...others(2)] })), { kind: 'pass' });
  });

  it('leaves the whole list of a JVM to the rule of its own', () => {
    const [first, ...rest] = others(30);
    assert.ok(first);
    assert.deepEqual(rule.judge(evidence({ acceptableIssuers: [own, first, ...rest] })), { kind: 'pass' });
    assert.deepEqual(rule.judge(evidence({ acceptableIssuers: [own, { ...first, publicRoot: true }, ...others(3)] })), { kind: 'pass' });
  });

  it('does not know where the CAs that it trusts, or the kind of its issuer, did not show', () => {
    assert.equal(rule.judge(evidence({ acceptableIssuers: null })).kind, 'unknown');
    assert.equal(rule.judge(evidence({ acceptableIssuers: others(1) })).kind, 'unknown');
    assert.equal(rule.judge(unseen()).kind, 'unknown');
  });

  it('takes what the public does not trust, and what signed itself, for private', () => {
    const publicTrust = { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null } as const;
    assert.deepEqual(rule.judge(evidence({ acceptableIssuers: others(1), publicTrust })), { kind: 'pass' });
    const selfSigned = certificate({ issuer: 'CN=es01, O=acme' });
    assert.deepEqual(rule.judge(evidence({ acceptableIssuers: others(1), chain: [selfSigned] })), { kind: 'pass' });
  });

  it('has nothing to say without TLS, nor of another channel', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['transport']);
  });
});
