import assert from 'node:assert/strict';
import { gatherSetupEvidence } from '../../src/evidence/gather-setup-evidence.ts';
import { inspectFile } from '../../src/jobs/inspect/inspect-file.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Setup } from '../../src/model/setup.ts';
import { judgeSetup } from '../../src/rules/framework/judge-setup.ts';
import { setupRules } from '../../src/rules/setup-rules.ts';
import { http, kibana, node, type Settings, transport } from '../rules/setup/setups.ts';
import { type StoreCase, storeCases } from './store-cases.ts';
import { type StorePlace, storeVerdicts } from './store-verdicts.ts';

const rules = [
  'truststore-no-anchors',
  'keystore-without-private-key',
  'keystore-several-keys',
  'keystore-type-mismatch',
  'kibana-legacy-pkcs12',
  'weak-store-password',
  'ca-private-key-on-nodes',
  'key-certificate-mismatch',
  'certificate-unreadable',
  'leaf-expired',
] as const;

/** Why a store is judged elsewhere as `inspect` judges it by itself, but for a rule. Nothing else may differ. */
const reasons: ReadonlyArray<{ readonly rule: (typeof rules)[number]; readonly where: readonly StorePlace[]; readonly why: string }> = [
  {
    rule: 'truststore-no-anchors',
    where: ['trust'],
    why: 'of a store with a key inspect says it as info, since it is more likely a key store',
  },
  { rule: 'truststore-no-anchors', where: ['transport', 'http', 'kibana'], why: 'it is asked of trust stores alone' },
  { rule: 'truststore-no-anchors', where: ['kibana-trust'], why: 'Kibana takes each certificate of a store for a CA' },
  { rule: 'keystore-without-private-key', where: ['trust', 'kibana-trust'], why: 'it is asked of key stores alone' },
  {
    rule: 'keystore-without-private-key',
    where: ['transport', 'http', 'kibana'],
    why: 'a store of CAs is for trust unless settings say otherwise; a key without a certificate keeps Kibana alone from starting; HTTP leaves out keys of CAs',
  },
  { rule: 'keystore-several-keys', where: ['trust', 'kibana-trust'], why: 'it is asked of key stores alone' },
  { rule: 'keystore-several-keys', where: ['http'], why: 'HTTP leaves out keys of CAs' },
  { rule: 'keystore-several-keys', where: ['kibana'], why: 'Kibana does not start with it, and nodes do' },
  { rule: 'keystore-type-mismatch', where: ['kibana', 'kibana-trust'], why: 'Kibana reads PKCS#12 alone' },
  { rule: 'kibana-legacy-pkcs12', where: ['transport', 'http', 'trust'], why: 'Elasticsearch reads it' },
  {
    rule: 'kibana-legacy-pkcs12',
    where: ['kibana', 'kibana-trust'],
    why: 'Kibana does not start with it; a file by itself may be for Elasticsearch',
  },
  { rule: 'weak-store-password', where: ['kibana', 'kibana-trust'], why: 'Kibana does not open JKS' },
  { rule: 'ca-private-key-on-nodes', where: ['transport', 'trust'], why: 'the key for enrolling belongs into the key store of HTTP alone' },
  { rule: 'ca-private-key-on-nodes', where: ['kibana'], why: 'of a store with several keys Kibana looks at none' },
  { rule: 'ca-private-key-on-nodes', where: ['kibana-trust'], why: 'the trust of a Kibana is kept without what belongs to a key' },
  { rule: 'key-certificate-mismatch', where: ['http'], why: 'HTTP leaves out keys of CAs' },
  { rule: 'key-certificate-mismatch', where: ['trust', 'kibana-trust'], why: 'no key of a trust store is used' },
  { rule: 'leaf-expired', where: ['trust', 'kibana-trust'], why: 'it is shown to nobody' },
];

/** Of these rules, `rule severity`, once each, in alphabetic order. */
function verdict(findings: readonly { readonly rule: string; readonly severity: string }[]): readonly string[] {
  const known: readonly string[] = rules;
  return [...new Set(findings.filter(({ rule }) => known.includes(rule)).map(({ rule, severity }) => `${rule} ${severity}`))].sort();
}

async function inContext(setup: Setup, context: string): Promise<readonly string[]> {
  const { findings } = judgeSetup(setupRules, await gatherSetupEvidence(setup, { at: new Date(), deployment: 'self' }));
  return verdict(findings.filter(({ evidence }) => evidence.context === context));
}

async function byItself({ store, password }: StoreCase): Promise<readonly string[]> {
  const inspected = await inspectFile('law.store', store, new Date(), () => [new Secret(password)]);
  return verdict([...(inspected.store?.problems ?? []), ...inspected.certificates.flatMap(({ problems }) => problems)]);
}

/** A setup that names the store, and the context that it is for. */
const setups: Readonly<Record<Exclude<StorePlace, 'inspect'>, (one: StoreCase) => readonly [Promise<Setup>, string]>> = {
  transport: (one) => [node({ ...withoutPem(transport), ...inNode(transport, 'keystore', one) }, filesOf(one)), transport],
  http: (one) => [node({ ...withoutPem(http), ...inNode(http, 'keystore', one) }, filesOf(one)), http],
  trust: (one) => [
    node({ [`${transport}.certificate_authorities`]: null, ...inNode(transport, 'truststore', one) }, filesOf(one)),
    transport,
  ],
  kibana: (one) => [kibana({ ...withoutPem('server.ssl'), ...named('server.ssl', 'keystore', one) }, filesOf(one)), 'server.ssl'],
  'kibana-trust': (one) => [
    kibana({ 'elasticsearch.ssl.certificateAuthorities': null, ...named('elasticsearch.ssl', 'truststore', one) }, filesOf(one)),
    'elasticsearch.ssl',
  ],
};

const withoutPem = (prefix: string): Settings => ({ [`${prefix}.key`]: null, [`${prefix}.certificate`]: null });
const filesOf = ({ store }: StoreCase) => ({ files: { 'law.store': store } });

function named(prefix: string, use: 'keystore' | 'truststore', { password }: StoreCase): Settings {
  return { [`${prefix}.${use}.path`]: 'law.store', [`${prefix}.${use}.password`]: `"${password}"` };
}

function inNode(prefix: string, use: 'keystore' | 'truststore', one: StoreCase): Settings {
  return { ...named(prefix, use, one), [`${prefix}.${use}.type`]: one.store[0] === 0xfe ? 'jks' : 'PKCS12' };
}

describe('one store has one verdict', () => {
  const made = storeCases();
  for (const one of made) {
    const expected = storeVerdicts[one.what] ?? {};
    it(`${one.what}: ${expected.inspect?.join(', ') || 'well'}`, async () => {
      assert.deepEqual(await byItself(one), expected.inspect, 'inspect');
      for (const [where, setupOf] of Object.entries(setups)) {
        const [setup, context] = setupOf(one);
        assert.deepEqual(await inContext(await setup, context), expected[where as StorePlace] ?? [], where);
      }
    });
  }

  it('but for what is stated with its reason, all of which is met', () => {
    assert.deepEqual(Object.keys(storeVerdicts).sort(), made.map(({ what }) => what).sort());
    const differing = Object.entries(storeVerdicts).flatMap(([what, said]) =>
      (Object.keys(setups) as StorePlace[]).flatMap((where) => {
        const [alone, there] = [said.inspect ?? [], said[where] ?? []];
        const both = [...alone.filter((one) => !there.includes(one)), ...there.filter((one) => !alone.includes(one))];
        return both.map((one) => ({ what, where, rule: one.replace(/ .*/, '') }));
      }),
    );
    for (const { what, where, rule } of differing)
      assert.ok(
        reasons.some((one) => one.rule === rule && one.where.includes(where)),
        `${what}: ${rule} differs in ${where}, and nothing says why`,
      );
    for (const { rule, where: places, why } of reasons)
      for (const where of places)
        assert.ok(
          differing.some((one) => one.rule === rule && one.where === where),
          `${rule} never differs in ${where}: ${why}`,
        );
  });
});
