import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm, rsaKeyTransport } from '../../src/elastic/default-suites.ts';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import type { PolicyCheck } from '../../src/model/policy.ts';
import { rulesNamed } from '../../src/policy/checks/check-rules.ts';
import { policies } from '../../src/policy/policies.ts';
import { policyJsonSchema } from '../../src/policy/policy-schema.ts';
import { findPolicy } from '../../src/policy/read-policy.ts';
import { CipherSuite } from '../../src/tls/wire/cipher-suites.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';

const shipped = JSON.parse(
  readFileSync(
    new URL(import.meta.url.includes('/dist/') ? '../../../schema/policy.schema.json' : '../../schema/policy.schema.json', import.meta.url),
    'utf8',
  ),
);

/** Whatever a check names by the IANA registries. */
function ianaNames(check: PolicyCheck): { readonly registry: object; readonly names: readonly string[] } | null {
  switch (check.kind) {
    case 'cipher-suites':
      return { registry: CipherSuite, names: check.allow };
    case 'groups':
      return { registry: NamedGroup, names: check.allow };
    case 'groups-accepted':
      return { registry: NamedGroup, names: check.anyOf };
    case 'signature-schemes':
      return { registry: SignatureScheme, names: check.allow };
    default:
      return null;
  }
}

describe('the policies that come with handclasp', () => {
  it('have the schema that is shipped', () => {
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(policyJsonSchema())));
    const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(shipped);
    for (const policy of policies) assert.ok(validate(policy), `${policy.name}: ${JSON.stringify(validate.errors)}`);
  });

  it('are called differently, and so are their requirements', () => {
    const distinct = (names: readonly string[]) => assert.deepEqual([...new Set(names)], names);
    distinct(policies.map(({ name }) => name));
    for (const { requirements } of policies) distinct(requirements.map(({ id }) => id));
  });

  it('name rules, suites, groups and signature schemes that there are', () => {
    const rules = new Set(ruleCatalogue.map(({ id }) => id));
    for (const { name, requirements } of policies) {
      for (const rule of rulesNamed(requirements)) assert.ok(rules.has(rule), `${name}: ${rule}`);
      for (const { id, check } of requirements) {
        const asked = ianaNames(check);
        for (const each of asked?.names ?? []) assert.ok(asked !== null && each in asked.registry, `${name} ${id}: ${each}`);
      }
    }
  });

  it('say where they are from, and which are transcriptions', () => {
    for (const { name, source, provenance, note } of policies) {
      assert.match(source, provenance === 'own' ? /./ : /^https:\/\//, name);
      if (provenance === 'secondary') assert.ok(note !== undefined, `${name} does not say whose transcription it is`);
    }
  });
});

describe('a stock Elasticsearch against the published policies', () => {
  const stock = [...aes13, chaCha13, ...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc];
  const outside = (name: string, suites: readonly string[]) => {
    const allowed = findPolicy(name).requirements.flatMap(({ level, check }) =>
      check.kind === 'cipher-suites' && level === 'must' ? check.allow : [],
    );
    return suites.filter((suite) => !allowed.includes(suite)).length;
  };
  const table: readonly (readonly [policy: string, fromJdk24: number, before: number])[] = [
    ['mozilla-intermediate', 8, 14],
    ['mozilla-modern', 14, 20],
    ['bsi-tr-02102-2', 7, 13],
    ['nist-sp-800-52r2', 3, 3],
    ['ncsc-nl', 4, 10],
  ];
  for (const [policy, fromJdk24, before] of table)
    it(`has ${fromJdk24} suites that ${policy} does not allow, and ${before} before JDK 24`, () => {
      assert.equal(outside(policy, stock), fromJdk24);
      assert.equal(outside(policy, [...stock, ...rsaKeyTransport]), before);
    });
});

describe('the baseline', () => {
  const { requirements } = findPolicy('baseline');
  const named = rulesNamed(requirements.filter(({ level }) => level === 'must'));
  /** High rules that decide nothing, each with the reason. */
  const left: Readonly<Record<string, string>> = {
    'autoconfig-skipped': 'what follows of it is asked: TLS on transport and HTTP',
    'discovery-single-node': 'it keeps a node from joining, and does not weaken the cluster',
    'seed-host-is-http-port': 'it keeps a node from joining, and does not weaken the cluster',
    'transport-bound-to-localhost': 'it keeps a node from joining, and does not weaken the cluster',
    'http-client-cert-required-by-surprise': 'Kibana does not connect, which is seen at once',
    'kibana-always-present-certificate': 'a way to run Kibana that some want',
    'kibana-legacy-pkcs12': 'Kibana does not start, which is seen at once',
    'remote-port-model-mismatch': 'the remote cluster does not connect, which is seen at once',
    'upgrade-jdk26-sha1-root': 'nothing fails before an upgrade; it is asked for beside what the next release breaks',
    'upgrade-jdk26-expired-own-certificate': 'nothing fails before an upgrade; it is asked for beside what the next release breaks',
    'tls-handshake-timeout': 'nothing was seen, so that other requirements are not checked',
    'tls-intercepted-or-balanced-transport': 'what the balancer sends in place of the node is asked: names, trust, client authentication',
  };

  it('asks for each rule that is high, or says why not; critical ones decide all', () => {
    const high = ruleCatalogue.filter(({ severity }) => severity === 'high').map(({ id }) => id);
    assert.deepEqual(
      high.filter((id) => !named.has(id) && left[id] === undefined),
      [],
    );
    assert.deepEqual(
      Object.keys(left).filter((id) => named.has(id) || !high.includes(id)),
      [],
    );
    assert.ok(requirements.some(({ level, check }) => level === 'must' && check.kind === 'rules' && check.rules === 'others'));
  });
});
