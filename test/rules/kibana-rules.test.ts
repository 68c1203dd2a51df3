import assert from 'node:assert/strict';
import { mayBePublic } from '../../src/rules/facts/may-be-public.ts';
import { kibanaRules } from '../../src/rules/kibana-rules.ts';
import { setupRules } from '../../src/rules/setup-rules.ts';
import { kibanaSetup } from '../settings/setup-files.ts';
import { certificate, daysFromNoon, healthy, noon } from '../support/evidence.ts';

describe('rules on what a Kibana meets', () => {
  it('find nothing where nothing was met', async () => {
    const setup = await kibanaSetup({ yml: '' });
    for (const rule of kibanaRules) {
      const outcome = rule.judge({ setup, shown: [], met: [], at: noon, deployment: 'self', expiresInMs: null });
      assert.notEqual(outcome.kind, 'findings', rule.id);
    }
  });

  it('say nothing of what other products meet', async () => {
    const setup = await kibanaSetup({ yml: '' });
    const met = [{ written: 'es01:9300', as: 'seed-host' as const, evidence: healthy('transport') }];
    for (const rule of kibanaRules) {
      const outcome = rule.judge({ setup, shown: [], met, at: noon, deployment: 'self', expiresInMs: null });
      assert.notEqual(outcome.kind, 'findings', rule.id);
    }
  });
});

describe('rules on setups', () => {
  it('are asked of some product, those on what a Kibana meets of Kibana', () => {
    for (const { id, products } of setupRules) assert.ok(products.length > 0, id);
    for (const { id, products } of kibanaRules) assert.ok(products.includes('kibana'), id);
  });
});

describe('a certificate that a public CA might have issued', () => {
  const short = { notBefore: daysFromNoon(-30), notAfter: daysFromNoon(60) };
  const names = (...values: readonly string[]) => values.map((value) => ({ kind: 'dns' as const, value }));

  it('has names that somebody owns, and lives for a year at most', () => {
    assert.equal(mayBePublic(certificate({ ...short, subjectAltNames: names('es.acme.org') })), true);
    assert.equal(mayBePublic(certificate({ subjectAltNames: names('es.acme.org') })), false, 'it lives for two years');
  });

  it('has no address, no name without a dot, and none of a house', () => {
    for (const name of ['es01', 'localhost', 'es01.local', 'es.default.svc', 'es.prod.internal'])
      assert.equal(mayBePublic(certificate({ ...short, subjectAltNames: names(name) })), false, name);
    assert.equal(mayBePublic(certificate({ ...short, subjectAltNames: [{ kind: 'ip', value: '10.0.0.1' }] })), false);
    assert.equal(mayBePublic(certificate({ ...short, subjectAltNames: null })), false);
  });
});
