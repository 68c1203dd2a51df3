import assert from 'node:assert/strict';
import type { ModelVerdict } from '../../../src/model/evidence.ts';
import type { VerifyReason } from '../../../src/model/verify-reason.ts';
import { managedEndpointIntercepted as rule } from '../../../src/rules/endpoint/managed-endpoint-intercepted.ts';
import { healthy, unseen } from '../../support/evidence.ts';

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
