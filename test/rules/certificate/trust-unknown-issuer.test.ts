import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { type VerifyReason, verifyReasons } from '../../../src/model/verify-reason.ts';
import { pathless, trustUnknownIssuer as rule } from '../../../src/rules/certificate/trust-unknown-issuer.ts';
import { authority, certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const strange = authority({ subject: 'CN=Elsewhere CA' });
const leaf = certificate({ issuer: strange.subject });
const acme = { name: authority().subject, der: authority().subjectDer, publicRoot: false };

function untrusted(reason: VerifyReason, given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  return evidence({
    chain: [leaf, strange],
    trust: { kind: 'untrusted', reason, because: { code: 'path-leads-nowhere' }, at: null },
    ...given,
  });
}

describe('trust-unknown-issuer', () => {
  needsCertificate(rule);

  it('finds a chain that leads to a root which is not among the trust', () => {
    const { message, facts } = finding(rule.judge(untrusted('untrusted-root')));
    assert.match(message, /leads to CN=Elsewhere CA, which is not among the CAs that were given/);
    assert.deepEqual(facts, {
      reason: 'untrusted-root',
      detail: 'no path leads to a trusted CA',
      topmostIssuer: 'CN=Elsewhere CA',
      trusted: ['CN=acme transport CA, O=acme'],
    });
  });

  it('finds an issuer of which there is but the name, and says that it may be an intermediate', () => {
    const { message } = finding(rule.judge(untrusted('unknown-issuer', { chain: [leaf], acceptableIssuers: null })));
    assert.match(message, /CN=Elsewhere CA, was not sent.*unknown CA, or an intermediate/);
  });

  it('finds a self-signed certificate that is not itself trusted', () => {
    const { message } = finding(rule.judge(untrusted('self-signed-leaf', { chain: [certificate({ issuer: 'CN=es01, O=acme' })] })));
    assert.match(message, /self-signed and not itself among the CAs that were given/);
  });

  it('leaves every other reason to the rule that tells it', () => {
    for (const reason of verifyReasons) {
      const outcome = rule.judge(untrusted(reason));
      assert.equal(outcome.kind, pathless.has(reason) ? 'finding' : 'pass', reason);
    }
  });

  it('passes where only some of the peers refuse: that is told by chain-refused', () => {
    const trust = { kind: 'peers-differ', trusting: ['jsse17'], refusals: [], path: [], unchecked: null } as const;
    assert.equal(rule.judge(evidence({ chain: [leaf, strange], trust })).kind, 'pass');
  });

  it('leaves a look-alike to its own rule', () => {
    const namesake = authority({ spkiSha256: 'f'.repeat(64) });
    assert.equal(rule.judge(untrusted('unknown-issuer', { chain: [certificate()], anchors: [namesake] })).kind, 'pass');
  });

  it('leaves an intermediate that was not sent to its own rule', () => {
    const chain = [certificate({ issuer: 'CN=acme Issuing CA 2' })];
    assert.equal(rule.judge(untrusted('unknown-issuer', { chain, acceptableIssuers: null })).kind, 'pass');
  });

  it('cannot tell where the verdict was not reached', () => {
    const trust = {
      kind: 'not-checked',
      because: { code: 'verification-undecided', reason: 'budget-exhausted', why: { code: 'path-policy-ends', subject: 'CN=es01' } },
    } as const;
    assert.equal(
      unknownBecause(rule.judge(healthy('http', { trust, acceptableIssuers: null }))),
      'the path must have a policy that all its certificates share, and from CN=es01 on there is none',
    );
  });

  it('passes a chain that is trusted', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
  });

  describe('without trust', () => {
    const without: Partial<EndpointEvidence> = {
      anchors: [],
      issuer: null,
      trust: { kind: 'not-checked', because: { code: 'no-trust-given' } },
    };

    it('cannot tell, and says that none was given', () => {
      assert.equal(unknownBecause(rule.judge(evidence(without))), 'no trust was given (--ca)');
      assert.equal(unknownBecause(rule.judge(healthy('http', without))), 'no trust was given (--ca)');
    });

    it('finds a transport node that does not accept the issuer of its own certificate', () => {
      const { message, severity } = finding(rule.judge(evidence({ ...without, chain: [leaf] })));
      assert.equal(severity, 'high');
      assert.match(message, /does not name CN=Elsewhere CA, the issuer of its own certificate/);
    });

    it('lets a root further up, or the certificate itself, stand for the issuer', () => {
      const issuing = authority({ subject: 'CN=Issuing CA', issuer: authority().subject });
      unknownBecause(rule.judge(evidence({ ...without, chain: [certificate({ issuer: issuing.subject }), issuing] })));
      const itself = { ...acme, name: leaf.subject };
      unknownBecause(rule.judge(evidence({ ...without, chain: [leaf], acceptableIssuers: [itself] })));
    });

    it('leaves a list of public roots to transport-trusts-public-cas', () => {
      unknownBecause(
        rule.judge(evidence({ ...without, chain: [leaf], acceptableIssuers: [{ ...acme, name: 'CN=ISRG Root X1', publicRoot: true }] })),
      );
      unknownBecause(rule.judge(evidence({ ...without, chain: [leaf], acceptableIssuers: [] })));
    });
  });
});
