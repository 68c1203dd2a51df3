import assert from 'node:assert/strict';
import { chainUnrelatedCertificate as rule } from '../../../src/rules/certificate/chain-unrelated-certificate.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const root = authority({ subject: 'CN=Root' });
const lower = authority({ subject: 'CN=Lower', issuer: root.subject });
const leaf = certificate({ issuer: lower.subject });
const other = authority({ subject: 'CN=Other' });

describe('chain-unrelated-certificate', () => {
  needsCertificate(rule);

  it('finds a certificate that issued nothing in the chain', () => {
    const { message, facts } = finding(rule.judge(evidence({ chain: [leaf, other, lower, root] })));
    assert.match(message, /^CN=Other: sent, but issued nothing/);
    assert.deepEqual(facts?.unrelated, [{ subject: 'CN=Other', sha256: other.sha256 }]);
  });

  it('finds a certificate that comes twice', () => {
    assert.match(finding(rule.judge(evidence({ chain: [leaf, leaf, lower] }))).message, /or sent twice/);
  });

  it('finds the issuer of something else', () => {
    const elsewhere = authority({ subject: 'CN=Elsewhere', issuer: other.subject });
    const { facts } = finding(rule.judge(evidence({ chain: [leaf, lower, elsewhere, other] })));
    assert.equal(Array.isArray(facts?.unrelated) && facts.unrelated.length, 2);
  });

  it('passes a path in any order, and two certificates of one CA', () => {
    const again = authority({ subject: 'CN=Lower', issuer: root.subject, serialNumber: '2' });
    for (const chain of [
      [leaf, lower],
      [leaf, root, lower],
      [leaf, lower, again, root],
      [lower, leaf],
    ]) {
      assert.equal(rule.judge(evidence({ chain })).kind, 'pass');
    }
  });

  it('cannot tell where an element cannot be read', () => {
    const unreadable = [{ der: new Uint8Array(3), place: 2, flaw: { code: 'truncated', have: 3, need: 900 } as const }];
    assert.match(
      unknownBecause(rule.judge(evidence({ chain: [leaf, lower], unreadable }))),
      /cannot be read: it is cut off after 3 of 900 bytes/,
    );
  });

  it('has nothing to say of a certificate alone', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
  });
});
