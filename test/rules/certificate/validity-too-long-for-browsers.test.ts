import assert from 'node:assert/strict';
import type { ModelVerdict } from '../../../src/model/evidence.ts';
import { validityTooLongForBrowsers as rule } from '../../../src/rules/certificate/validity-too-long-for-browsers.ts';
import { certificate, healthy } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const isPublic: ModelVerdict = { kind: 'trusted', path: [] };
const isPrivate: ModelVerdict = { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null };
const unchecked: ModelVerdict = { kind: 'not-checked', because: { code: 'no-trust-given' } };

function living(days: number, from: string, publicTrust: ModelVerdict) {
  const notBefore = new Date(`${from}T00:00:00Z`);
  return healthy('kibana', {
    chain: [certificate({ notBefore, notAfter: new Date(notBefore.getTime() + days * 86_400_000) })],
    publicTrust,
  });
}

describe('validity-too-long-for-browsers', () => {
  needsCertificate(rule);

  it('holds a public certificate to the limit on its day of issue', () => {
    const limits = { '2025-01-01': 398, '2026-03-14': 398, '2026-03-15': 200, '2027-03-15': 100, '2029-03-15': 47 };
    for (const [from, days] of Object.entries(limits)) {
      assert.match(
        finding(rule.judge(living(days + 1, from, isPublic))).message,
        new RegExp(`is valid for ${days + 1} days\\. Under a public root, browsers accept at most ${days}`),
      );
      assert.equal(rule.judge(living(days, from, isPublic)).kind, 'pass', from);
    }
  });

  it('holds a private one to 825 days', () => {
    assert.match(finding(rule.judge(living(826, '2026-01-01', isPrivate))).message, /Apple's clients accept at most 825/);
    assert.equal(rule.judge(living(825, '2026-01-01', isPrivate)).kind, 'pass');
    assert.equal(rule.judge(living(3000, '2019-06-30', isPrivate)).kind, 'pass');
  });

  it('cannot tell between the two where public trust was not checked', () => {
    assert.match(unknownBecause(rule.judge(living(500, '2025-01-01', unchecked))), /public root was not checked/);
    assert.equal(rule.judge(living(398, '2025-01-01', unchecked)).kind, 'pass');
  });
});
