import assert from 'node:assert/strict';
import { chainOrderInvalid as rule } from '../../../src/rules/certificate/chain-order-invalid.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const root = authority({ subject: 'CN=Root' });
const upper = authority({ subject: 'CN=Upper', issuer: root.subject });
const lower = authority({ subject: 'CN=Lower', issuer: upper.subject });
const leaf = certificate({ issuer: lower.subject });
const other = authority({ subject: 'CN=Other' });

describe('chain-order-invalid', () => {
  needsCertificate(rule);

  it('finds an issuer that comes before what it issued', () => {
    const { message, facts } = finding(rule.judge(evidence({ chain: [leaf, root, upper, lower] })));
    assert.match(message, /CN=Upper, the issuer of CN=Lower, comes before it/);
    assert.deepEqual(facts, { sent: ['CN=es01, O=acme', 'CN=Root', 'CN=Upper', 'CN=Lower'] });
    finding(rule.judge(evidence({ chain: [leaf, upper, lower] })));
  });

  it('finds a chain that begins with a CA of the certificate behind it', () => {
    assert.match(finding(rule.judge(evidence({ chain: [lower, leaf] }))).message, /first certificate, CN=Lower, is the CA of another/);
    finding(rule.judge(evidence({ chain: [root, upper, lower, leaf] })));
  });

  it('passes a chain in order, with a gap or something unrelated in it', () => {
    for (const chain of [
      [leaf, lower],
      [leaf, lower, upper, root],
      [leaf, other, lower],
      [leaf, upper],
      [leaf, other],
    ]) {
      assert.equal(rule.judge(evidence({ chain })).kind, 'pass');
    }
  });

  it('follows the order where an issuer is there twice', () => {
    const again = authority({ subject: 'CN=Upper', issuer: root.subject, serialNumber: '2' });
    assert.equal(rule.judge(evidence({ chain: [leaf, lower, upper, again, root] })).kind, 'pass');
  });

  it('has nothing to say of a certificate alone', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
  });
});
