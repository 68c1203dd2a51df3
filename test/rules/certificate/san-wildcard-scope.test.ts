import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { sanWildcardScope as rule } from '../../../src/rules/certificate/san-wildcard-scope.ts';
import { certificate, healthy, plaintext, withoutChain } from '../../support/evidence.ts';

const named = (dns: readonly string[], given: Partial<EndpointEvidence> = {}) =>
  healthy('http', { chain: [certificate({ subjectAltNames: dns.map((value) => ({ kind: 'dns', value })) })], ...given });
const not = (name: string) => ({ name: { kind: 'mismatch', name, because: { code: 'name-without-dns-entry' } } }) as const;

describe(rule.id, () => {
  for (const name of ['acme.org', 'es.eu.acme.org', 'ES.EU.Acme.Org.']) {
    it(`finds that *.acme.org does not cover ${name}`, () => {
      const outcome = rule.judge(named(['*.acme.org'], not(name)));
      assert.match(outcome.kind === 'finding' ? outcome.message : '', /exactly one label/);
    });
  }

  for (const odd of ['node*.acme.org', '*.*.acme.org', 'es.*.acme.org', '*', '*.org']) {
    it(`finds that clients differ over ${odd}`, () => {
      const outcome = rule.judge(named([odd]));
      assert.match(outcome.kind === 'finding' ? outcome.message : '', /clients differ/);
    });
  }

  it('finds what the proxy of Elastic Cloud Enterprise lacks', () => {
    const ece = { deployment: { type: 'ece', guessed: false } } as const;
    const outcome = rule.judge(named(['*.acme.org', '*.apm.acme.org'], ece));
    assert.ok(outcome.kind === 'finding');
    assert.deepEqual([outcome.severity, outcome.facts], ['low', { missing: ['*.fleet.acme.org'] }]);
    assert.deepEqual(rule.judge(named(['*.acme.org', '*.apm.acme.org', '*.fleet.acme.org'], ece)), { kind: 'pass' });
    assert.deepEqual(rule.judge(named(['*.fleet.acme.org'], ece)), { kind: 'pass' });
  });

  it('passes a wildcard that covers the name, or misses it for another reason', () => {
    assert.deepEqual(rule.judge(named(['*.acme.org'], { name: { kind: 'match', name: 'es.acme.org', by: 'DNS:*.acme.org' } })), {
      kind: 'pass',
    });
    assert.deepEqual(rule.judge(named(['*.acme.org'], not('es.other.org'))), { kind: 'pass' });
    assert.deepEqual(rule.judge(named(['*.acme.org'], not('notacme.org'))), { kind: 'pass' });
  });

  it('does not know where no name was compared, or no certificate seen', () => {
    assert.equal(rule.judge(named(['*.acme.org'], { name: { kind: 'not-checked', because: { code: 'no-name-asked' } } })).kind, 'unknown');
    assert.equal(rule.judge(withoutChain({ channel: 'http' })).kind, 'unknown');
  });

  it('has nothing to say of a certificate without wildcards, nor without TLS', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
