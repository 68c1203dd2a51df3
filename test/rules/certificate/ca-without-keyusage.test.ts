import assert from 'node:assert/strict';
import { caWithoutKeyusage as rule } from '../../../src/rules/certificate/ca-without-keyusage.ts';
import { authority, certificate, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

describe('ca-without-keyusage', () => {
  needsAuthority(rule);

  it('finds a CA without a keyUsage extension', () => {
    assert.match(
      finding(rule.judge(healthy('http', { anchors: [authority({ keyUsage: null })] }))).message,
      /\(given\) has no keyUsage extension/,
    );
    finding(rule.judge(healthy('http', { chain: [certificate(), authority({ keyUsage: null })], anchors: [] })));
  });

  it('passes a CA that has one, whatever it says', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'pass');
    assert.equal(rule.judge(healthy('http', { anchors: [authority({ keyUsage: ['cRLSign'] })] })).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate', () => {
    assert.equal(rule.judge(healthy('http', { chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
