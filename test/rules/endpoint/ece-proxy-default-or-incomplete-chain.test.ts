import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { eceProxyDefaultOrIncompleteChain as rule } from '../../../src/rules/endpoint/ece-proxy-default-or-incomplete-chain.ts';
import { authority, certificate, healthy } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

function proxy(given: Partial<EndpointEvidence> = {}): EndpointEvidence {
  return healthy('http', { deployment: { type: 'ece', guessed: false }, ...given });
}

const trust = { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null } as const;

describe('ece-proxy-default-or-incomplete-chain', () => {
  needsCertificate(rule, { channel: 'http' });

  it('finds the certificate that the installation made, whatever the deployment is taken for', () => {
    for (const issuer of ['CN=elastic ce master', 'CN=elastic ce proxy root, O=acme']) {
      const chain = [certificate({ issuer })];
      assert.match(finding(rule.judge(proxy({ chain }))).message, /the CA that the installation made/);
      finding(rule.judge(healthy('kibana', { chain })));
    }
    finding(
      rule.judge(
        proxy({ chain: [certificate({ issuer: 'CN=proxy' }), authority({ subject: 'CN=proxy', issuer: 'CN=elastic ce master' })] }),
      ),
    );
  });

  it('finds a chain without its intermediate', () => {
    const { facts } = finding(rule.judge(proxy({ chain: [certificate({ issuer: 'CN=acme Issuing CA' })], trust })));
    assert.equal(facts?.missing, 'CN=acme Issuing CA');
  });

  it('passes a whole chain of one of its own', () => {
    assert.equal(rule.judge(proxy()).kind, 'pass');
    assert.equal(rule.judge(proxy({ chain: [certificate({ issuer: 'CN=acme Root' })], trust })).kind, 'pass');
  });

  it('cannot tell where the issuer may be either', () => {
    assert.match(unknownBecause(rule.judge(proxy({ chain: [certificate({ issuer: 'CN=acme CA 2' })], trust }))), /root or an intermediate/);
  });

  it('has nothing to say elsewhere', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
  });
});
