import assert from 'node:assert/strict';
import { belongs, storeProblems } from '../../../src/jobs/inspect/store-problems.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { KeyEntry, StoreEntry } from '../../../src/stores/store.ts';
import type { OpenedStore } from '../../../src/stores/store-faults.ts';
import { authority, certificate } from '../../support/evidence.ts';

const [leaf, ca] = [certificate(), authority()];
const key = (given: Partial<KeyEntry> = {}): KeyEntry => ({
  kind: 'key',
  alias: 'node',
  key: {} as never,
  because: null,
  fault: null,
  chain: [leaf],
  matches: true,
  ...given,
});
const trusted = (one: Certificate = ca, alias: string | null = 'ca'): StoreEntry => ({ kind: 'trusted', alias, certificate: one });
const unmarked = (one: Certificate = ca): StoreEntry => ({ kind: 'unmarked', alias: null, certificate: one });
const unreadable = (alias: string | null = 'odd'): StoreEntry => ({
  kind: 'unreadable',
  alias,
  what: 'a certificate',
  flaw: { code: 'empty' },
});
const store = (entries: readonly StoreEntry[], given: Partial<OpenedStore> = {}): OpenedStore => ({
  kind: 'store',
  format: 'pkcs12',
  entries,
  password: 0,
  weakPassword: null,
  integrity: 'verified',
  unknownToForge: false,
  oldEncryption: [],
  notes: [],
  ...given,
});
const authorityKey = (given: Partial<KeyEntry> = {}) => key({ alias: 'ca', chain: [ca], ...given });
const pem = { format: 'pem' } as const;
const enrolling = authorityKey({ alias: 'http_ca' });

describe('problems of a store', () => {
  const cases: readonly (readonly [what: string, opened: OpenedStore, expected: readonly string[]])[] = [
    ['a key and a CA', store([key(), trusted()]), []],
    ['a key alone, which is as it should be for a key store', store([key()]), ['truststore-no-anchors info']],
    ['a CA alone', store([trusted()]), []],
    ['nothing', store([]), ['truststore-no-anchors critical']],
    // Keys and their certificates
    ['a key of another certificate', store([key({ matches: false }), trusted()]), ['key-certificate-mismatch critical']],
    ['a key that could not be compared', store([key({ matches: null }), trusted()]), []],
    ['a key without a certificate', store([key({ chain: [], matches: null }), trusted()]), ['keystore-without-private-key critical']],
    [
      'a key in PEM beside a certificate of another',
      store([key({ chain: [], matches: null }), trusted(leaf)], pem),
      ['key-certificate-mismatch critical'],
    ],
    ['a key in PEM alone', store([key({ chain: [], matches: null })], pem), []],
    ['a locked key in PEM beside a certificate', store([key({ chain: [], matches: null, key: null }), trusted(leaf)], pem), []],
    // The keys of CAs
    ['the key of a CA', store([authorityKey(), trusted()]), ['ca-private-key-on-nodes high']],
    [
      'the key of another in the place of that of a CA',
      store([authorityKey({ matches: false }), trusted()]),
      ['key-certificate-mismatch critical'],
    ],
    ['the key of a CA that was not compared', store([authorityKey({ matches: null }), trusted()]), ['ca-private-key-on-nodes high']],
    [
      'the key for enrolment beside that of the node',
      store([enrolling, key(), trusted()]),
      ['ca-private-key-on-nodes info', 'keystore-several-keys info'],
    ],
    ['the key for enrolment alone', store([enrolling, trusted()]), ['ca-private-key-on-nodes high']],
    [
      'the key of another CA beside that of the node',
      store([authorityKey(), key(), trusted()]),
      ['ca-private-key-on-nodes high', 'keystore-several-keys high'],
    ],
    [
      'two keys for enrolment beside two of nodes',
      store([enrolling, key(), key(), trusted()]),
      ['ca-private-key-on-nodes info', 'keystore-several-keys high'],
    ],
    ['two keys', store([key(), key(), trusted()]), ['keystore-several-keys medium']],
    // What a JVM and Kibana see
    ['an unmarked CA', store([unmarked()]), ['truststore-no-anchors critical']],
    ['an unmarked CA beside a marked one', store([unmarked(), trusted()]), []],
    ['an unmarked leaf', store([unmarked(leaf)]), ['truststore-no-anchors critical', 'keystore-without-private-key critical']],
    ['a marked leaf, which may be trusted', store([trusted(leaf)]), ['keystore-without-private-key info']],
    ['a leaf and a CA', store([trusted(leaf), trusted()]), []],
    [
      'what is encrypted in a way that Kibana does not read',
      store([key(), trusted()], { unknownToForge: true }),
      ['kibana-legacy-pkcs12 medium'],
    ],
    ['a PEM file, of which no store is asked', store([trusted(leaf)], { ...pem, unknownToForge: true }), []],
    ['what cannot be read', store([key(), trusted(), unreadable()]), ['certificate-unreadable high']],
    ['what cannot be read in PEM, which is told elsewhere', store([trusted(), unreadable()], pem), []],
    // Its password
    ['an empty password on a key', store([key(), trusted()], { weakPassword: 'empty' }), ['weak-store-password low']],
    ['an empty password on what is public', store([trusted()], { weakPassword: 'empty' }), []],
    ['a usual password on what is public', store([trusted()], { weakPassword: 'well-known' }), ['weak-store-password low']],
  ];
  for (const [what, opened, expected] of cases) {
    it(`are told of ${what}: ${expected.join(', ') || 'none'}`, () => {
      const told = [...storeProblems(opened)];
      assert.deepEqual(
        told.map(({ rule, severity }) => `${rule} ${severity}`),
        expected,
        told.map(({ detail }) => detail).join(' '),
      );
    });
  }

  it('are told with the entry, and what follows from it', () => {
    const details = (entries: readonly StoreEntry[], given: Partial<OpenedStore> = {}) =>
      [...storeProblems(store(entries, given))].map(({ detail }) => detail);
    assert.deepEqual(details([key({ matches: false }), trusted()]), [
      `The private key (node) does not belong to ${leaf.subject}: every handshake with it fails.`,
    ]);
    assert.deepEqual(details([key({ matches: false, alias: null }), trusted()]), [
      `The private key does not belong to ${leaf.subject}: every handshake with it fails.`,
    ]);
    assert.deepEqual(details([key({ chain: [], matches: null }), trusted(leaf)], pem), [
      'The private key belongs to no certificate of this file.',
    ]);
    assert.deepEqual(details([key(), trusted(), unreadable()]), ['odd holds a certificate that cannot be read: it is empty.']);
    assert.deepEqual(details([key(), trusted(), unreadable(null)]), ['An entry holds a certificate that cannot be read: it is empty.']);
    assert.match(
      details([authorityKey(), trusted()])[0] ?? '',
      /the CA CN=acme transport CA, O=acme \(ca\): whoever reads this file can issue certificates, so it belongs on no node\.$/,
    );
    assert.match(details([enrolling, key(), trusted()])[0] ?? '', /\(http_ca\): nodes need it to enrol others\.$/);
    assert.match(details([enrolling, key(), trusted()])[1] ?? '', /^It holds 2 private keys/);
    assert.match(details([unmarked()])[0] ?? '', /^One certificate lacks the attribute/);
    assert.match(details([unmarked(), unmarked()])[0] ?? '', /^2 certificates lack the attribute/);
    assert.match(details([key()])[0] ?? '', /^It holds no trusted certificate: with it as trust store/);
  });

  it('know whether a key belongs to a certificate of its file', () => {
    for (const matches of [true, false]) assert.equal(belongs(key({ matches }), store([trusted()], pem)), matches);
    assert.equal(belongs(key({ matches: null }), store([trusted()], pem)), false);
    assert.equal(belongs(key({ matches: null }), store([], pem)), null);
    assert.equal(belongs(key({ matches: null }), store([trusted()])), null);
    assert.equal(belongs(key({ matches: null, key: null }), store([trusted()], pem)), null);
  });
});
