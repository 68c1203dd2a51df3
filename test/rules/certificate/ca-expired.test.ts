import assert from 'node:assert/strict';
import { caExpired as rule } from '../../../src/rules/certificate/ca-expired.ts';
import { authority, certificate, daysFromNoon, evidence, noon } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsAuthority } from '../../support/rule-laws.ts';

const ended = authority({ notAfter: daysFromNoon(-1) });

describe('ca-expired', () => {
  needsAuthority(rule);

  it('finds a given CA that has ended', () => {
    const { message, severity, facts } = finding(rule.judge(evidence({ anchors: [ended] })));
    assert.match(message, /CN=acme transport CA, O=acme \(given\) ended on 2026-05-31, 24 hours ago\.$/);
    assert.equal(severity, undefined);
    assert.equal(facts?.from, 'given');
  });

  it('finds one that is sent, however far up', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject });
    const { facts } = finding(rule.judge(evidence({ chain: [certificate({ issuer: issuing.subject }), issuing, ended], anchors: [] })));
    assert.deepEqual([facts?.subject, facts?.from], [ended.subject, 'sent']);
  });

  it('is milder where the given trust holds a newer certificate of the same CA', () => {
    const seen = evidence({ chain: [certificate(), ended], anchors: [authority()] });
    const { severity, message } = finding(rule.judge(seen));
    assert.equal(severity, 'medium');
    assert.match(message, /holds a newer certificate of it/);
  });

  it('passes a CA at its last instant, and one that has no part in the chain', () => {
    assert.equal(rule.judge(evidence({ anchors: [authority({ notAfter: noon })] })).kind, 'pass');
    const elsewhere = authority({ subject: 'CN=Elsewhere CA', notAfter: daysFromNoon(-1) });
    const namesake = authority({ spkiSha256: 'f'.repeat(64), notAfter: daysFromNoon(-1) });
    assert.equal(rule.judge(evidence({ anchors: [elsewhere, namesake, authority()] })).kind, 'pass');
  });

  it('has nothing to say of a self-signed certificate', () => {
    assert.equal(rule.judge(evidence({ chain: [certificate({ issuer: certificate().subject })] })).kind, 'not-applicable');
  });
});
