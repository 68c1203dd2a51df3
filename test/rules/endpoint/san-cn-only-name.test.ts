import assert from 'node:assert/strict';
import { sanCnOnlyName as rule } from '../../../src/rules/endpoint/san-cn-only-name.ts';
import { certificate, evidence, plaintext, withoutChain } from '../../support/evidence.ts';

const not = (name: string) => ({ name: { kind: 'mismatch', name, because: { code: 'name-without-dns-entry' } } }) as const;
const other = [certificate({ subject: 'CN=es01.acme.org', subjectAltNames: [{ kind: 'dns', value: 'es01' }] })];

describe(rule.id, () => {
  it('finds a name that only the common name has', () => {
    for (const name of ['es01.acme.org', 'ES01.acme.org.'])
      assert.equal(rule.judge(evidence({ chain: other, ...not(name) })).kind, 'finding', name);
  });

  it('passes a name that matches, one that stands nowhere, and a certificate without DNS names', () => {
    assert.deepEqual(rule.judge(evidence({ chain: other })), { kind: 'pass' });
    assert.deepEqual(rule.judge(evidence({ chain: other, ...not('es02') })), { kind: 'pass' });
    assert.deepEqual(rule.judge(evidence({ chain: [certificate({ subjectAltNames: null })], ...not('es01') })), { kind: 'pass' });
    assert.deepEqual(rule.judge(evidence({ chain: [certificate({ commonName: null })], ...not('es02') })), { kind: 'pass' });
  });

  it('does not know where no name was compared, or no certificate seen', () => {
    assert.equal(rule.judge(evidence({ name: { kind: 'not-checked', because: { code: 'no-name-asked' } } })).kind, 'unknown');
    assert.equal(rule.judge(withoutChain()).kind, 'unknown');
  });

  it('has nothing to say without TLS', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
