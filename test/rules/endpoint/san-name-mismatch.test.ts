import assert from 'node:assert/strict';
import { sanNameMismatch as rule } from '../../../src/rules/endpoint/san-name-mismatch.ts';
import { certificate, evidence, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const not = (name: string) => ({ name: { kind: 'mismatch', name, because: { code: 'name-without-dns-entry' } } }) as const;

describe(rule.id, () => {
  it('finds a certificate for another name, and says for which', () => {
    const outcome = rule.judge(evidence(not('es02')));
    assert.ok(outcome.kind === 'finding');
    assert.equal(outcome.message, 'handclasp connected to es02, but the certificate is for es01, 10.0.0.11.');
    assert.equal(outcome.severity, 'high');
  });

  it('finds a Kibana to which the connection goes by an address', () => {
    assert.equal(rule.judge(healthy('kibana', not('10.0.0.9'))).kind, 'finding');
  });

  it('names no more than five of a thousand names, and the common name where there is none', () => {
    const subjectAltNames = Array.from({ length: 1000 }, (_, index) => ({ kind: 'dns', value: `n${index}` }) as const);
    const many = rule.judge(evidence({ ...not('es02'), chain: [certificate({ subjectAltNames })] }));
    assert.match(many.kind === 'finding' ? many.message : '', /n4 and 995 more\.$/);
    const none = rule.judge(evidence({ ...not('es02'), chain: [certificate({ subjectAltNames: null })] }));
    assert.match(none.kind === 'finding' ? none.message : '', /no name but CN=es01\.$/);
    const nobody = rule.judge(evidence({ ...not('es02'), chain: [certificate({ subjectAltNames: null, commonName: null })] }));
    assert.match(nobody.kind === 'finding' ? nobody.message : '', /no name at all\.$/);
  });

  it('is a note where nodes likely compare no names', () => {
    const outcome = rule.judge(evidence({ ...not('es02'), chain: [certificate({ subject: 'CN=instance' })] }));
    assert.equal(outcome.kind === 'finding' && outcome.severity, 'info');
  });

  it('passes a certificate for the name that was connected to', () => {
    assert.deepEqual(rule.judge(evidence()), { kind: 'pass' });
  });

  it('does not know where no name was compared, or no certificate seen', () => {
    assert.equal(rule.judge(evidence({ name: { kind: 'not-checked', because: { code: 'no-name-asked' } } })).kind, 'unknown');
    assert.equal(rule.judge(withoutChain()).kind, 'unknown');
  });

  it('leaves addresses of nodes to the rule of their own, and has nothing to say without TLS', () => {
    assert.equal(rule.judge(evidence(not('10.0.0.9'))).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
