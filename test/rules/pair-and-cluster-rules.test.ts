import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { Certificate } from '../../src/model/certificate.ts';
import { channels } from '../../src/model/channel.ts';
import { namesakesOf } from '../../src/model/namesakes.ts';
import type { PeerHandshake } from '../../src/model/peer-handshake.ts';
import { severities } from '../../src/model/severity.ts';
import type { RefusalReason } from '../../src/model/verify-reason.ts';
import { clusterRules } from '../../src/rules/cluster-rules.ts';
import type { PairRule } from '../../src/rules/framework/rule.ts';
import { pairRules } from '../../src/rules/pair-rules.ts';
import { authority, certificate } from '../support/evidence.ts';
import { handshake, peer, refused } from '../support/peer.ts';

const byId = (id: string): PairRule => {
  const rule = pairRules.find((one) => one.id === id);
  assert.ok(rule, id);
  return rule;
};

describe('all rules on pairs and clusters', () => {
  it('have ids of their own within their list', () => {
    for (const rules of [pairRules, clusterRules]) assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  });

  it('are in a list, all that there are in files', async () => {
    for (const [folder, rules] of [
      ['pair', pairRules],
      ['cluster', clusterRules],
    ] as const) {
      const room = new URL(`../../src/rules/${folder}/`, import.meta.url);
      const found: string[] = [];
      for (const file of (await readdir(room)).filter((name) => /\.(js|ts)$/.test(name) && !name.endsWith('.d.ts'))) {
        const exported: Record<string, unknown> = await import(new URL(file, room).href);
        for (const value of Object.values(exported).flat()) {
          if (typeof value === 'object' && value !== null && 'judge' in value && 'id' in value) found.push(String(value.id));
        }
      }
      assert.deepEqual(found.sort(), rules.map(({ id }) => id).sort());
    }
  });

  for (const rule of [...pairRules, ...clusterRules]) {
    it(`say what must hold, why, what mends it and who says so: ${rule.id}`, () => {
      for (const text of [rule.title, rule.requirement, rule.impact, rule.source]) assert.match(text, /\S/);
      assert.doesNotMatch(rule.title, /\.$/);
      assert.match(rule.requirement, /\.$/);
      assert.match(rule.impact, /\.$/);
      assert.ok(severities.includes(rule.severity));
      for (const channel of rule.channels) assert.ok(channel === 'unknown' || channels.includes(channel));
    });
  }

  it('find nothing where nothing is wrong, in a pair or a cluster', () => {
    for (const rule of pairRules) assert.notEqual(rule.judge(handshake()).kind, 'finding', rule.id);
    for (const rule of clusterRules) assert.equal(rule.judge({ endpoints: [], handshakes: [] }).kind, 'not-applicable', rule.id);
  });

  it('pass nothing of a node that was not seen', () => {
    const unseen = peer({
      label: 'es03:9300',
      security: 'unknown',
      gap: { code: 'connection-refused' },
      chain: [],
      versions: {},
      suites: {},
    });
    const blind = handshake({
      to: unseen,
      server: { kind: 'unknown', because: { code: 'no-certificate-seen' } },
      names: [{ kind: 'not-checked', because: { code: 'no-certificate-seen' } }],
    });
    for (const rule of pairRules.slice(0, 1)) assert.equal(rule.judge(blind).kind, 'unknown', rule.id);
    assert.ok(pairRules.every((rule) => rule.judge(blind).kind !== 'finding'));
  });
});

describe('rules on pairs', () => {
  /** The refusal that each rule tells, and the side on which it does. */
  const refusals: readonly (readonly [
    rule: string,
    side: 'server' | 'client',
    reason: RefusalReason,
    blames: 'from' | 'to' | undefined,
  ])[] = [
    ['trust-lookalike-ca', 'server', 'lookalike-ca', undefined],
    ['aki-ski-mismatch', 'client', 'key-identifier-mismatch', 'from'],
    ['trust-unknown-issuer', 'server', 'unknown-issuer', undefined],
    ['trust-unknown-issuer', 'client', 'untrusted-root', undefined],
    ['client-cert-not-sent', 'client', 'not-sent', undefined],
    ['trust-missing-intermediate', 'server', 'missing-intermediate', 'to'],
    ['leaf-expired', 'server', 'expired', 'to'],
    ['leaf-expired', 'client', 'expired', 'from'],
    ['leaf-not-yet-valid', 'client', 'not-yet-valid', 'from'],
    ['ca-expired', 'server', 'ca-expired', 'to'],
    ['eku-transport-missing-clientauth', 'client', 'extended-key-usage', 'from'],
    ['eku-missing-serverauth', 'server', 'extended-key-usage', 'to'],
    ['ku-without-digitalsignature', 'client', 'key-usage', 'from'],
    ['ca-not-a-ca', 'server', 'not-a-ca', 'to'],
    ['ca-keyusage-without-certsign', 'server', 'ca-key-usage', 'to'],
    ['chain-too-long', 'server', 'chain-too-long', 'to'],
    ['weak-key', 'server', 'weak-key', 'to'],
    ['weak-signature', 'server', 'weak-signature', 'to'],
  ];
  for (const [id, side, reason, blames] of refusals) {
    it(`${id} tells ${reason} of a ${side}, and no other rule does`, () => {
      const met = handshake({ [side]: refused(reason) });
      const outcomes = pairRules
        .map((rule) => ({ id: rule.id, outcome: rule.judge(met) }))
        .filter(({ outcome }) => outcome.kind === 'finding');
      assert.deepEqual(
        outcomes.map((one) => one.id),
        [id],
      );
      const [found] = outcomes;
      assert.equal(found?.outcome.kind === 'finding' ? found.outcome.blames : null, blames);
      assert.match(
        found?.outcome.kind === 'finding' ? found.outcome.message : '',
        side === 'server'
          ? /^es01:9300 refuses the certificate of es02:9300: no CA is trusted/
          : /^es02:9300 refuses the certificate of es01:9300/,
      );
    });
  }

  it('a CA that was issued again is told by its own rule, and blames whoever has the older certificate of it', () => {
    const [older, newer] = [authority(), authority({ subjectKeyId: 'bb'.repeat(20), notBefore: new Date() })];
    const blames = (issuing: Certificate, trusted: Certificate, side: 'server' | 'client') => {
      const namesakes = namesakesOf(certificate(), { key: 'same', issuing, trusted }) ?? assert.fail();
      const met = handshake({ [side]: { ...refused('key-identifier-mismatch'), namesakes } });
      const found = pairRules.flatMap((rule) => {
        const outcome = rule.judge(met);
        return outcome.kind === 'finding' ? [`${rule.id} ${outcome.blames}`] : [];
      });
      return found.join();
    };
    assert.equal(blames(newer, older, 'server'), 'ca-reissued-same-key from');
    assert.equal(blames(older, newer, 'server'), 'ca-reissued-same-key to');
    assert.equal(blames(newer, older, 'client'), 'ca-reissued-same-key to');
    assert.equal(blames(older, newer, 'client'), 'ca-reissued-same-key from');
  });

  it('an extended key usage is told by the direction in which it is missed', () => {
    assert.equal(byId('eku-transport-missing-clientauth').judge(handshake({ server: refused('extended-key-usage') })).kind, 'pass');
    assert.equal(byId('eku-missing-serverauth').judge(handshake({ client: refused('extended-key-usage') })).kind, 'pass');
  });

  it('what could not be told is told once', () => {
    const met = handshake({ server: { kind: 'unknown', because: { code: 'trust-unread' } } });
    const unknown = pairRules.filter((rule) => rule.judge(met).kind === 'unknown');
    assert.deepEqual(
      unknown.map(({ id }) => id),
      ['trust-unknown-issuer'],
    );
  });

  it('a suite of a list is counted as it stands, a served one for both kinds of keys', () => {
    const rule = byId('no-common-cipher');
    const only = (name: string, from: 'served' | 'configured') => ({
      versions: { 'TLSv1.2': 'accepted', 'TLSv1.3': 'rejected' } as const,
      suites: { 'TLSv1.2': { names: [name], complete: true, from } } as const,
    });
    const to = peer({ label: 'es02:9300', ...only('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'served') });
    const ecdsa = 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384';
    assert.equal(rule.judge(handshake({ to, from: peer(only(ecdsa, 'served')) })).kind, 'pass');
    assert.equal(rule.judge(handshake({ to, from: peer(only(ecdsa, 'configured')) })).kind, 'finding');
    const mine = peer({ label: 'es02:9300', ...only(ecdsa, 'configured') });
    assert.equal(
      rule.judge(handshake({ to: mine, from: peer(only(ecdsa, 'served')) })).kind,
      'finding',
      'its RSA key takes no ECDSA suite',
    );
  });

  it('suites that were not all seen leave it open', () => {
    const rule = byId('no-common-cipher');
    const some = (name: string) => ({ suites: { 'TLSv1.3': { names: [name], complete: false, from: 'served' } } }) as const;
    const outcome = rule.judge(
      handshake({ from: peer(some('TLS_AES_128_GCM_SHA256')), to: peer({ label: 'es02:9300', ...some('TLS_AES_256_GCM_SHA384') }) }),
    );
    assert.equal(outcome.kind, 'unknown');
  });

  it('a hello that is refused for its suites tells of suites, not of versions', () => {
    const unknown = { 'TLSv1.3': 'unknown', 'TLSv1.2': 'unknown' } as const;
    const strange = peer({ label: 'es02:9300', versions: unknown, suites: {}, takesNoSuite: true, chain: [] });
    const connected = byId('no-common-cipher').judge(handshake({ to: strange }));
    assert.deepEqual(connected.kind === 'finding' && [connected.certainty, connected.blames], ['likely', 'to']);
    assert.notEqual(byId('no-common-cipher').judge(handshake({ from: strange })).kind, 'finding');
    assert.equal(byId('no-common-protocol').judge(handshake({ to: strange })).kind, 'unknown');
  });

  it('a version that was not asked for leaves it open', () => {
    const outcome = byId('no-common-protocol').judge(
      handshake({
        from: peer({ versions: { 'TLSv1.3': 'accepted' } }),
        to: peer({ label: 'es02:9300', versions: { 'TLSv1.2': 'accepted', 'TLSv1.3': 'rejected' } }),
      }),
    );
    assert.equal(outcome.kind, 'unknown');
  });

  const byName = (given: Partial<PeerHandshake>): readonly string[] =>
    pairRules.flatMap((rule) => {
      const { kind } = rule.judge(handshake(given));
      return rule.under === 'full' && kind !== 'pass' ? [`${rule.id} ${kind}`] : [];
    });
  const bears = { kind: 'match', name: 'es02', by: 'DNS:es02' } as const;
  const lacksAddress = { kind: 'mismatch', name: '10.0.0.12', because: { code: 'address-without-ip-entry' } } as const;

  it('an address that the certificate lacks beside a name that it bears is left open', () => {
    assert.deepEqual(byName({ names: [bears, lacksAddress] }), ['san-publish-address-missing unknown']);
  });

  it('an address that is published for sure has to be in the certificate', () => {
    const to = peer({ label: 'es02:9300', namesConnectedTo: ['es02', '10.0.0.12'], namesSurelyConnectedTo: ['10.0.0.12'] });
    assert.deepEqual(byName({ to, names: [bears, lacksAddress] }), ['san-publish-address-missing finding']);
  });

  it('so has a seed that others use for sure, whatever else fits', () => {
    const to = peer({ label: 'es02:9300', namesConnectedTo: ['10.0.0.12', 'es02'], namesSurelyConnectedTo: ['10.0.0.12'] });
    assert.deepEqual(byName({ to, names: [lacksAddress, bears] }), ['san-ip-missing finding', 'san-publish-address-missing unknown']);
  });

  it('an underscore in the name is what Java minds first', () => {
    const names = [{ kind: 'mismatch', name: 'es_02', because: { code: 'name-without-dns-entry' } }] as const;
    const to = peer({ label: 'es02:9300', namesConnectedTo: ['es_02'], namesSurelyConnectedTo: ['es_02'] });
    assert.deepEqual(byName({ to, names }), ['hostname-underscore finding']);
  });
});
