import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/observation.ts';
import { legacyProtocolEnabled as rule } from '../../../src/rules/endpoint/legacy-protocol-enabled.ts';
import { evidence, observation, plaintext } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const refused = { 'TLSv1.1': 'rejected', TLSv1: 'rejected', SSLv3: 'rejected' } as const;

function answering(versions: Observation['versions']) {
  return evidence({ observation: observation({ versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', ...versions } }) });
}

describe('legacy-protocol-enabled', () => {
  it('is high for TLS 1.0 and SSL 3.0, medium for TLS 1.1 alone', () => {
    assert.equal(finding(rule.judge(answering({ ...refused, 'TLSv1.1': 'accepted' }))).severity, 'medium');
    assert.equal(finding(rule.judge(answering({ ...refused, SSLv3: 'accepted' }))).severity, 'high');
    const { severity, message } = finding(rule.judge(answering({ 'TLSv1.1': 'accepted', TLSv1: 'accepted' })));
    assert.equal(severity, 'high');
    assert.equal(message, 'The endpoint accepts TLSv1.1 and TLSv1.');
  });

  it('passes where all three are refused', () => {
    assert.equal(rule.judge(answering(refused)).kind, 'pass');
  });

  it('cannot tell where they were not asked for, or gave no answer', () => {
    assert.equal(unknownBecause(rule.judge(answering({}))), 'older versions were not asked for; --depth standard asks');
    assert.match(unknownBecause(rule.judge(answering({ 'TLSv1.1': 'rejected', TLSv1: 'rejected' }))), /SSLv3 was not asked for/);
    assert.match(unknownBecause(rule.judge(answering({ ...refused, TLSv1: 'unknown' }))), /whether TLSv1 is accepted could not be seen/);
  });

  it('has nothing to say of a port without TLS', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
