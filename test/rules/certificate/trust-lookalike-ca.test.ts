import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { trustLookalikeCa as rule } from '../../../src/rules/certificate/trust-lookalike-ca.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const namesake = authority({ spkiSha256: 'f'.repeat(64) });

function untrusted(given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  return evidence({
    anchors: [namesake],
    trust: { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null },
    ...given,
  });
}

describe('trust-lookalike-ca', () => {
  needsCertificate(rule);

  it('finds trust in a CA of the right name whose key id is another', () => {
    const { message, facts } = finding(rule.judge(untrusted()));
    assert.match(message, /CN=es01, O=acme was issued by another CN=acme transport CA, O=acme than the given one/);
    assert.equal(facts?.authorityKeyId, certificate().authorityKeyId);
    assert.equal(facts?.trustedSubjectKeyId, namesake.subjectKeyId);
  });

  it('finds it without key ids, since the trusted key does not verify', () => {
    finding(rule.judge(untrusted({ chain: [certificate({ authorityKeyId: null })] })));
    finding(rule.judge(untrusted({ anchors: [{ ...namesake, subjectKeyId: null }] })));
  });

  it('finds it where the CA that signed was sent', () => {
    finding(rule.judge(untrusted({ chain: [certificate(), authority()] })));
  });

  it('finds it above an intermediate', () => {
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject });
    const { facts } = finding(rule.judge(untrusted({ chain: [certificate({ issuer: issuing.subject }), issuing] })));
    assert.equal(facts?.subject, 'CN=Issuing CA');
  });

  it('takes the word of the verdict where nothing else shows it', () => {
    const trust = {
      kind: 'untrusted',
      reason: 'lookalike-ca',
      because: { code: 'path-lookalike', subject: 'CN=es01', authority: 'CN=CA', sha256: 'ab' },
      at: null,
    } as const;
    assert.match(
      finding(rule.judge(untrusted({ trust, anchors: [] }))).message,
      /: a CA named CN=CA is trusted \(SHA-256 ab\), but another of that name signed CN=es01/,
    );
  });

  it('does not take a signature that could not be checked for another key', () => {
    const anchorLinks = [{ child: certificate(), anchor: namesake, signature: null }];
    assert.equal(rule.judge(untrusted({ anchorLinks, issuer: null })).kind, 'pass');
  });

  it('does not take another key id for another key', () => {
    assert.equal(rule.judge(untrusted({ anchors: [authority({ subjectKeyId: 'aa' })] })).kind, 'pass');
    const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject, authorityKeyId: 'aa' });
    assert.equal(
      rule.judge(untrusted({ chain: [certificate({ issuer: issuing.subject }), issuing], anchors: [authority()] })).kind,
      'pass',
    );
  });

  it('passes where one of the CAs of that name is the right one', () => {
    assert.equal(rule.judge(untrusted({ anchors: [namesake, authority()] })).kind, 'pass');
  });

  it('passes where no trusted CA bears the name, and where the chain is trusted', () => {
    assert.equal(rule.judge(untrusted({ anchors: [authority({ subject: 'CN=Elsewhere CA' })] })).kind, 'pass');
    assert.equal(rule.judge(evidence()).kind, 'pass');
  });

  it('cannot tell without trust', () => {
    const seen = evidence({ anchors: [], issuer: null, trust: { kind: 'not-checked', because: { code: 'no-trust-given' } } });
    assert.equal(unknownBecause(rule.judge(seen)), 'no trust was given (--ca)');
  });
});
