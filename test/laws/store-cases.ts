import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair } from '../../src/lab/key-pair.ts';
import { daysFromNow, type Identity, identityOfCa, issue, makeCa } from '../../src/lab/pki.ts';
import { fixture } from '../settings/setup-files.ts';
import { makeJks, makePkcs12 } from '../support/keystore-maker.ts';

/** A store of some kind, and its password. */
export type StoreCase = {
  readonly what: string;
  readonly store: Uint8Array;
  readonly password: string;
};

const keyed = () => ({ key: generateKeyPair('RSA-2048') });
const ca = makeCa({ subject: 'law CA', ...keyed(), notAfter: daysFromNow(3000) });
const wish = { altNames: ['DNS:es01'], notAfter: daysFromNow(300) } as const;
const one = issue(ca, { subject: 'es01', ...wish, ...keyed() });
const other = issue(ca, { subject: 'es02', ...wish, ...keyed() });
const expired = issue(ca, { subject: 'es01', ...wish, ...keyed(), notBefore: daysFromNow(-300), notAfter: daysFromNow(-1) });
const authority = identityOfCa(ca);
const autoconfig = makeCa({ subject: 'Elasticsearch security auto-configuration HTTP CA', ...keyed(), notAfter: daysFromNow(900) });
const enrolling = identityOfCa(autoconfig);
const enrolled = issue(autoconfig, { subject: 'es01', ...wish, ...keyed() });
const withCa = ({ privateKey: key, certificate }: Identity) => ({ key, chain: [certificate, ca.certificate] });

/** What OpenSSL makes of a key and certificates; the first certificate is that of the key. */
function pkcs12(password: string, key: Identity | null, certificates: string, ...more: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-law-'));
  try {
    writeFileSync(join(folder, 'in.pem'), certificates);
    if (key !== null) writeFileSync(join(folder, 'in.key'), key.privateKeyPem);
    const keys = key === null ? ['-nokeys'] : ['-inkey', 'in.key'];
    const said = ['pkcs12', '-export', '-in', 'in.pem', ...keys, '-passout', `pass:${password}`, '-out', 'out.p12', ...more];
    execFileSync('openssl', said, { cwd: folder, stdio: 'pipe' });
    return new Uint8Array(readFileSync(join(folder, 'out.p12')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const strong = 'e9Lq4-store';
const usual = one.certificatePem + ca.certificatePem;

/** Stores of every kind; those that OpenSSL has to make are made when they are asked for. */
export function storeCases(): readonly StoreCase[] {
  const made = (what: string, password: string, ...how: readonly [Identity | null, string, ...string[]]): StoreCase => ({
    what,
    password,
    store: pkcs12(password, ...how),
  });
  const jks = (what: string, password: string, entries: Readonly<Record<string, Uint8Array>>): StoreCase => ({
    what,
    password,
    store: makeJks(entries, password),
  });
  const own = (what: string, keys: Parameters<typeof makePkcs12>[0]): StoreCase => ({ what, password: '', store: makePkcs12(keys) });
  const recorded = (what: string, name: string, password = 'store-password'): StoreCase => ({ what, password, store: fixture(name) });
  return [
    made('a key with its certificate and CA', strong, one, usual),
    made('a key with its certificate alone', strong, one, one.certificatePem),
    made('a key without a certificate', strong, one, '', '-nocerts'),
    made('the key of a CA', strong, authority, ca.certificatePem),
    made('an expired leaf beside a good CA', strong, expired, expired.certificatePem + ca.certificatePem),
    made('a key, and the certificate of another beside', strong, one, usual + other.certificatePem),
    own('a chain in the wrong order', { es01: { key: one.privateKey, chain: [ca.certificate, one.certificate] } }),
    own('a key with the certificate of another', { es01: { key: one.privateKey, chain: [other.certificate, ca.certificate] } }),
    own('two keys', { es01: withCa(one), es02: withCa(other) }),
    own('a key beside that of a CA', { es01: withCa(one), ca: { key: authority.privateKey, chain: [ca.certificate] } }),
    own('a key beside that of the CA for enrolling', {
      http: { key: enrolled.privateKey, chain: [enrolled.certificate] },
      http_ca: { key: enrolling.privateKey, chain: [autoconfig.certificate] },
    }),
    made('the empty password', '', one, usual),
    made('a well-known password', 'changeit', one, usual),
    made('encrypted with 3DES', strong, one, usual, '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'),
    made('a leaf without its key', strong, null, one.certificatePem),
    made('CAs that a JVM does not see', strong, null, ca.certificatePem),
    made('the empty password, and no key', '', null, ca.certificatePem),
    recorded('as elasticsearch-certutil makes it for a node', 'certutil-node.p12'),
    recorded('the CA of elasticsearch-certutil', 'certutil-ca.p12', 'ca-password'),
    recorded('trust of keytool', 'keytool-trust.p12'),
    recorded('keys of keytool in JKS', 'keytool.jks'),
    recorded('encrypted with RC2 of 40 bits', 'openssl-rc2.p12'),
    recorded('encrypted with RC4', 'openssl-rc4.p12'),
    jks('a CA in JKS', strong, { ca: ca.certificate }),
    jks('a leaf to trust in JKS', strong, { es01: one.certificate }),
    jks('nothing in JKS', strong, {}),
    jks('a CA in JKS, with a well-known password', 'changeit', { ca: ca.certificate }),
  ];
}
