import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from '../../../src/lab/pki.ts';
import { http, nodeIdentity, passwords, transport, type Workshop } from './fix-place.ts';
import type { FixScenario } from './fix-scenario.ts';

const noPem = { [`${transport}.certificate`]: null, [`${transport}.key`]: null, [`${transport}.certificate_authorities`]: null };
const bothStores = { [`${transport}.keystore.path`]: 'certs/node.p12', [`${transport}.truststore.path`]: 'certs/node.p12' };
const secret = (part: string) => `${transport}.${part}.secure_password`;
const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
const bothSecrets = { [secret('keystore')]: passwords.store, [secret('truststore')]: passwords.store };

export const storeScenarios: readonly FixScenario[] = [
  {
    rule: 'keystore-password-not-stored',
    make: (workshop) => ({ settings: { ...noPem, ...bothStores }, files: { 'certs/node.p12': storeOf(workshop) } }),
    joins: true,
  },
  {
    rule: 'keystore-password-wrong',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores },
      files: { 'certs/node.p12': storeOf(workshop) },
      secrets: { ...bothSecrets, [secret('truststore')]: 'the former password' },
    }),
  },
  {
    rule: 'conflicting-key-settings',
    make: (workshop) => ({
      settings: { [`${transport}.keystore.path`]: 'certs/node.p12' },
      files: { 'certs/node.p12': storeOf(workshop) },
      secrets: { [secret('keystore')]: passwords.store },
    }),
    joins: true,
  },
  {
    rule: 'conflicting-trust-settings',
    make: (workshop) => ({
      settings: { [`${transport}.truststore.path`]: 'certs/trust.p12' },
      files: { 'certs/trust.p12': storeOf(workshop) },
      secrets: { [secret('truststore')]: passwords.store },
    }),
  },
  {
    rule: 'conflicting-passwords',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores, [`${transport}.keystore.password`]: passwords.store },
      files: { 'certs/node.p12': storeOf(workshop) },
      secrets: bothSecrets,
    }),
  },
  {
    rule: 'keystore-without-private-key',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores },
      files: { 'certs/node.p12': trustOf(workshop) },
      secrets: bothSecrets,
    }),
  },
  {
    rule: 'truststore-no-anchors',
    make: (workshop) => ({
      settings: { [`${transport}.certificate_authorities`]: null, [`${transport}.truststore.path`]: 'certs/trust.p12' },
      files: { 'certs/trust.p12': emptyTrustOf(workshop) },
      secrets: { [secret('truststore')]: passwords.store },
    }),
    joins: true,
  },
  {
    rule: 'keystore-several-keys',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores },
      files: { 'certs/node.p12': severalKeysOf(workshop) },
      secrets: bothSecrets,
    }),
    words: () => ({ ALIAS: 'other' }),
  },
  {
    rule: 'keystore-type-mismatch',
    make: () => ({ settings: { [`${transport}.certificate_authorities`]: null, [`${transport}.truststore.path`]: 'certs/ca.crt' } }),
  },
  {
    rule: 'weak-store-password',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores },
      files: { 'certs/node.p12': storeOf(workshop, nodeIdentity(workshop), 'changeit') },
      secrets: { [secret('keystore')]: 'changeit', [secret('truststore')]: 'changeit' },
    }),
    answers: [
      [/new password|new keystore password/i, passwords.fresh],
      [/Enter keystore password/i, 'changeit'],
      [/Enter value for/i, passwords.fresh],
    ],
  },
  {
    rule: 'password-in-yaml',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores, [`${transport}.keystore.password`]: passwords.store },
      files: { 'certs/node.p12': storeOf(workshop) },
      secrets: { [secret('truststore')]: passwords.store },
    }),
  },
  {
    rule: 'truststore-pins-leaf',
    make: (workshop) => ({
      settings: { [`${transport}.certificate_authorities`]: '["certs/trust.crt"]' },
      files: { 'certs/trust.crt': workshop.authority.certificatePem + nodeIdentity(workshop, { subject: 'es01' }).certificatePem },
    }),
  },
  {
    rule: 'leaf-expired',
    what: 'in PKCS#12, with the CA in PEM',
    make: (workshop) => ({
      settings: { [`${transport}.certificate`]: null, [`${transport}.key`]: null, [`${transport}.keystore.path`]: 'certs/node.p12' },
      files: { 'certs/node.p12': storeOf(workshop, nodeIdentity(workshop, past)) },
      secrets: { [secret('keystore')]: passwords.store },
    }),
    joins: true,
  },
  {
    rule: 'expired-masked-by-pinning',
    make: (workshop) => ({
      settings: { ...noPem, ...bothStores },
      files: { 'certs/node.p12': storeOf(workshop, nodeIdentity(workshop, past)) },
      secrets: bothSecrets,
    }),
  },
  {
    rule: 'ca-private-key-on-nodes',
    make: (workshop) => ({
      settings: {
        [`${http}.certificate`]: null,
        [`${http}.key`]: null,
        [`${http}.certificate_authorities`]: null,
        [`${http}.keystore.path`]: 'certs/http.p12',
      },
      files: { 'certs/http.p12': withAuthorityKey(workshop) },
      secrets: { [`${http}.keystore.secure_password`]: passwords.store },
    }),
  },
];

/** Certificate, key and CA in PKCS#12, as elasticsearch-certutil makes it: the CA is a trusted entry. */
export function storeOf(workshop: Workshop, identity: Identity = nodeIdentity(workshop), password: string = passwords.store): Uint8Array {
  return inFolder(({ files, keytool, openssl, read }) => {
    files({ 'n.crt': identity.chainPem, 'n.key': identity.privateKeyPem, 'ca.crt': workshop.authority.certificatePem });
    openssl('pkcs12', '-export', '-in', 'n.crt', '-inkey', 'n.key', '-name', 'es03', '-passout', `pass:${password}`, '-out', 'store.p12');
    keytool('-importcert', '-noprompt', '-alias', 'ca', '-file', 'ca.crt', '-keystore', 'store.p12', '-storepass', password);
    return read('store.p12');
  });
}

export function trustOf({ authority }: Workshop): Uint8Array {
  return inFolder(({ files, keytool, read }) => {
    files({ 'ca.crt': authority.certificatePem });
    keytool(
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      'ca.crt',
      '-keystore',
      'store.p12',
      '-storetype',
      'PKCS12',
      '-storepass',
      passwords.store,
    );
    return read('store.p12');
  });
}

/** As OpenSSL makes it: no mark by which Java would know that the CA is to be trusted. */
function emptyTrustOf({ authority }: Workshop): Uint8Array {
  return inFolder(({ files, openssl, read }) => {
    files({ 'ca.crt': authority.certificatePem });
    openssl('pkcs12', '-export', '-nokeys', '-in', 'ca.crt', '-passout', `pass:${passwords.store}`, '-out', 'store.p12');
    return read('store.p12');
  });
}

function severalKeysOf(workshop: Workshop): Uint8Array {
  const { chainPem, privateKeyPem } = nodeIdentity(workshop, { subject: 'other' });
  return withAnotherKey(storeOf(workshop), 'other', chainPem, privateKeyPem);
}

/** As auto-configuration leaves http.p12. */
function withAuthorityKey(workshop: Workshop): Uint8Array {
  const { certificatePem, privateKey } = workshop.authority;
  return withAnotherKey(storeOf(workshop), 'http_ca', certificatePem, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

export function withAnotherKey(store: Uint8Array, alias: string, certificates: string, key: string): Uint8Array {
  const { store: password } = passwords;
  return inFolder(({ files, keytool, openssl, read }) => {
    files({ 'store.p12': store, 'o.crt': certificates, 'o.key': key });
    openssl('pkcs12', '-export', '-in', 'o.crt', '-inkey', 'o.key', '-name', alias, '-passout', `pass:${password}`, '-out', 'o.p12');
    const [from, to] = [
      ['-srckeystore', 'o.p12', '-srcstorepass', password],
      ['-destkeystore', 'store.p12', '-deststorepass', password],
    ];
    keytool('-importkeystore', '-noprompt', ...from, ...to);
    return read('store.p12');
  });
}

type Bench = {
  readonly files: (contents: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly openssl: (...words: readonly string[]) => void;
  readonly keytool: (...words: readonly string[]) => void;
  readonly read: (name: string) => Uint8Array;
};

function inFolder(make: (loader: Bench) => Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-store-'));
  const run = (program: string, words: readonly string[]) => execFileSync(program, words, { cwd: folder, stdio: 'pipe' });
  try {
    return make({
      files: (contents) => {
        for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
      },
      openssl: (...words) => run('openssl', words),
      keytool: (...words) => run('keytool', words),
      read: (name) => readFileSync(join(folder, name)),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
