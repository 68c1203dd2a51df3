import assert from 'node:assert/strict';
import type { AcceptableIssuer } from '../../../src/model/evidence.ts';
import { kibanaClientAuthWithoutCa as rule } from '../../../src/rules/endpoint/kibana-client-auth-without-ca.ts';
import { authority, healthy, plaintext, unseen } from '../../support/evidence.ts';

const required = { kind: 'required', evidence: 'alert 116' } as const;
const own = { name: authority().subject, der: authority().subjectDer, publicRoot: false };
const asking = (acceptableIssuers: readonly AcceptableIssuer[] | null) =>
  healthy('kibana', {
    acceptableIssuers,
    observation: { ...healthy('kibana').observation, clientAuth: { 'TLSv1.3': required, 'TLSv1.2': required } },
  });

describe(rule.id, () => {
  it('finds a Kibana that asks for certificates of nobody in particular', () => {
    assert.equal(rule.judge(asking([])).kind, 'finding');
  });

  it('finds a Kibana that takes certificates of public CAs', () => {
    const roots = [own, { ...own, name: 'CN=Public Root', publicRoot: true }, { ...own, publicRoot: true }];
    const outcome = rule.judge(asking(roots));
    assert.match(outcome.kind === 'finding' ? outcome.message : '', /CN=Public Root and 1 more\.$/);
  });

  it('passes a Kibana that names the CA of its users', () => {
    assert.deepEqual(rule.judge(asking([own])), { kind: 'pass' });
  });

  it('does not know where the request was not seen', () => {
    assert.equal(rule.judge(asking(null)).kind, 'unknown');
    assert.equal(rule.judge(unseen({ channel: 'kibana' })).kind, 'unknown');
  });

  it('has nothing to say where no certificate is asked for, without TLS, nor of other channels', () => {
    assert.equal(rule.judge(healthy('kibana')).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext({ channel: 'kibana' })).kind, 'not-applicable');
    assert.deepEqual(rule.channels, ['kibana']);
  });
});
