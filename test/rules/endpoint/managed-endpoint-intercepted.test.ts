import assert from 'node:assert/strict';
import type { ModelVerdict } from '../../../src/model/evidence.ts';
import type { VerifyReason } from '../../../src/model/verify-reason.ts';
import { managedEndpointIntercepted as rule } from '../../../src/rules/endpoint/managed-endpoint-intercepted.ts';
import { authority, certificate, daysFromNoon, healthy, unseen } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';

const target = { label: 'p:443', host: 'p-0a1b2c.es.us-east-1.aws.elastic.cloud', port: 443, scheme: null } as const;
const trusting = (publicTrust: ModelVerdict) => healthy('http', { publicTrust, observation: { ...healthy('http').observation, target } });
const untrusted = (reason: VerifyReason) => trusting({ kind: 'untrusted', reason, because: { code: 'path-leads-nowhere' }, at: null });

describe(rule.id, () => {
  it('finds a private issuer on a name of Elastic', () => {
    for (const reason of ['unknown-issuer', 'self-signed-leaf', 'untrusted-root'] as const) {
      const outcome = rule.judge(untrusted(reason));
      assert.match(outcome.kind === 'finding' ? outcome.message : '', /CN=acme transport CA, O=acme issued it/, reason);
    }
  });

  it('names whose device it is, by the names in the chain, and that the device did not trust what it saw', () => {
    const signedBy = (issuer: string) =>
      finding(rule.judge({ ...untrusted('unknown-issuer'), chain: [certificate({ subject: 'CN=*.found.io', issuer })] })).message;
    assert.match(signedBy('CN=Zscaler Intermediate Root CA (zscaler.net), O=Zscaler Inc.'), /By its names it is of Zscaler\./);
    assert.match(signedBy('CN=FortiGate Untrusted CA, O=Fortinet'), /of Fortinet\. The proxy signs with a CA that it calls untrusted/);
    assert.doesNotMatch(signedBy('CN=acme Trusted CA'), /By its names|untrusted/);
  });

  it('says where its CA has expired, and whether the trust that was given would do', () => {
    const over = [certificate({ issuer: 'CN=acme proxy CA' }), authority({ subject: 'CN=acme proxy CA', notAfter: daysFromNoon(-3) })];
    const outcome = finding(rule.judge({ ...untrusted('untrusted-root'), chain: over, trust: { kind: 'trusted', path: [] } }));
    assert.match(
      outcome.message,
      /The CA certificate CN=acme proxy CA has also expired, on 2026-05-29: .* The trust that was given \(--ca\) leads to it/,
    );
    assert.equal(outcome.facts?.expired, 'CN=acme proxy CA');
    const refusing = { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null } as const;
    assert.match(finding(rule.judge({ ...untrusted('unknown-issuer'), trust: refusing })).message, /does not lead to it either/);
  });

  it('passes a certificate that the public trusts', () => {
    assert.deepEqual(rule.judge(trusting({ kind: 'trusted', path: [] })), { kind: 'pass' });
  });

  it('does not blame a proxy for a certificate that has merely expired', () => {
    assert.equal(rule.judge(untrusted('expired')).kind, 'unknown');
  });

  it('does not know where public trust was not checked, nor where no certificate was seen', () => {
    assert.equal(rule.judge(trusting({ kind: 'not-checked', because: { code: 'run-interrupted' } })).kind, 'unknown');
    assert.equal(rule.judge(unseen({ channel: 'http', target })).kind, 'unknown');
  });

  it('has nothing to say of other names, nor of transport', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    assert.ok(!rule.channels.includes('transport'));
  });
});
