import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import { sanMissing as rule } from '../../../src/rules/certificate/san-missing.ts';
import { certificate, evidence, healthy, plaintext, unseen, withoutChain } from '../../support/evidence.ts';

const nameless = (given: Partial<Certificate> = {}) => [certificate({ subjectAltNames: null, ...given })];

describe(rule.id, () => {
  it('finds a certificate without subjectAltName, and one whose entries name no host', () => {
    for (const chain of [nameless(), nameless({ subjectAltNames: [{ kind: 'email', value: 'ops@acme.org' }] })]) {
      const outcome = rule.judge(healthy('http', { chain }));
      assert.equal(outcome.kind === 'finding' && outcome.severity, 'medium');
    }
  });

  it('is a note on transport certificates that are made without names on purpose', () => {
    for (const given of [
      { issuer: 'CN=Elasticsearch security auto-configuration transport CA' },
      { subject: 'CN=instance' },
      { subject: 'CN=es-0.node.logs.prod.es.local, OU=logs' },
    ]) {
      const outcome = rule.judge(evidence({ chain: nameless(given) }));
      assert.equal(outcome.kind === 'finding' && outcome.severity, 'info', given.subject ?? given.issuer);
      const onHttp = rule.judge(healthy('http', { chain: nameless(given) }));
      assert.equal(onHttp.kind === 'finding' && onHttp.severity, 'medium');
    }
  });

  it('passes a certificate with a name or an address', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
    assert.deepEqual(rule.judge(evidence({ chain: nameless({ subjectAltNames: [{ kind: 'ip', value: '::1' }] }) })), { kind: 'pass' });
  });

  it('does not know where no certificate was seen', () => {
    assert.equal(rule.judge(withoutChain()).kind, 'unknown');
    assert.equal(rule.judge(unseen()).kind, 'unknown');
  });

  it('has nothing to say without TLS', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
