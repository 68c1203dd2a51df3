import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  type CertificateWish,
  extension,
  extensions,
  type Keys,
  keyIdOf,
  keysOf,
  makeCa,
  makeCertificate,
  name,
  type Usage,
} from '../support/certificate-maker.ts';

/** The instant of the law, in whole seconds: everything is some days away from it. */
export const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const days = (count: number, seconds = 0): Date => new Date(now.getTime() + count * 86_400_000 + seconds * 1000);

type Holder = { readonly name: Uint8Array; readonly keys: Keys; readonly certificate: Uint8Array };

/** A certificate of some kind, as it is sent and as it lies in a file, the CA above it, and what is to be said of it at an HTTP port. */
export type CertificateCase = {
  readonly what: string;
  /** DER, leaf first. */
  readonly chain: readonly Uint8Array[];
  /** DER of the CA that is trusted. */
  readonly trust: Uint8Array;
  /** Of the leaf; absent: those that most have. */
  readonly keys?: Keys;
  /** `rule severity`, of the rules on certificates alone, in alphabetic order. */
  readonly finds: readonly string[];
  /** What is to be said elsewhere, where that differs. */
  readonly elsewhere?: Partial<Readonly<Record<Elsewhere, readonly string[]>>>;
};

/**
 * A transport port, a Kibana and its files, the files of a node for either of its layers, `inspect`, and `join`: of a member, and of the files of the node that joins; `kibana-client` is what a Kibana
 * shows to Elasticsearch, `node-client` what the node that joins shows to remote clusters. What is left out of those of `join` is as at a transport port, and as in the files of a node for transport;
 * of a node as a client as of a Kibana; of the files of a Kibana as of its port.
 */
export type Elsewhere =
  | 'kibana-client'
  | 'node-client'
  | 'join'
  | 'join-files'
  | 'transport'
  | 'kibana'
  | 'kibana-files'
  | 'http-files'
  | 'transport-files'
  | 'inspect';

const rsa = keysOf('RSA-2048', 'law');
const leafKeys = keysOf('P-256', 'law leaf');

function holder(common: string, kind: Parameters<typeof keysOf>[0], more: Partial<CertificateWish> = {}, by?: Holder): Holder {
  const keys = keysOf(kind, `law ${common}`);
  const dates = { notBefore: days(-1000), notAfter: days(4000) };
  return { name: name(`CN=${common}`), keys, certificate: makeCa(name(`CN=${common}`), keys, by, { ...dates, ...more }) };
}

const root = holder('law root', 'P-256');
const rsaRoot = holder('law RSA root', 'RSA-2048');

type LeafWish = {
  readonly by?: Holder;
  readonly keys?: Keys;
  readonly names?: readonly string[] | null;
  readonly usages?: readonly Usage[] | null;
  readonly purposes?: readonly string[] | null;
  readonly subject?: string;
  readonly extra?: readonly Uint8Array[];
  readonly more?: Partial<CertificateWish>;
};

/** A leaf that has nothing wrong but what is wished: for es01, 300 days old, 300 to go. */
function leaf(wish: LeafWish = {}): Uint8Array {
  const { by = root, keys = leafKeys, names = ['DNS:es01'], usages = ['digitalSignature'], purposes = ['serverAuth', 'clientAuth'] } = wish;
  return makeCertificate({
    subject: name(`CN=${wish.subject ?? 'es01'}`),
    issuer: by.name,
    keys,
    signedBy: by.keys,
    notBefore: days(-300),
    notAfter: days(300),
    extensions: [
      ...(usages === null ? [] : [extensions.keyUsage(...usages)]),
      ...(purposes === null ? [] : [extensions.extendedKeyUsage(...purposes)]),
      ...(names === null ? [] : [extensions.subjectAltName(names)]),
      extensions.subjectKeyId(keyIdOf(keys.publicKey)),
      extensions.authorityKeyId(keyIdOf(by.keys.publicKey)),
      ...(wish.extra ?? []),
    ],
    ...wish.more,
  });
}

function one(what: string, wish: LeafWish, ...finds: readonly string[]): CertificateCase {
  return { what, chain: [leaf(wish)], trust: (wish.by ?? root).certificate, finds };
}

/** A leaf that is well, below a CA that may not be. */
function below(what: string, by: Holder, ...finds: readonly string[]): CertificateCase {
  return { what, chain: [leaf({ by }), by.certificate], trust: by.certificate, finds };
}

const lived = (past: number, left: number): LeafWish => ({ more: { notBefore: days(-past), notAfter: days(left) } });
const ec = (namedCurve: string): Keys => generateKeyPairSync('ec', { namedCurve });
const bits = (modulusLength: number): Keys => generateKeyPairSync('rsa', { modulusLength });
const operated = { names: ['DNS:q-es-http.default.es.local', 'DNS:es01'] };
const itself = (more: Partial<CertificateWish> = {}): Uint8Array =>
  makeCertificate({
    subject: name('CN=es01'),
    issuer: name('CN=es01'),
    keys: leafKeys,
    notBefore: days(-300),
    notAfter: days(300),
    extensions: [extensions.keyUsage('digitalSignature'), extensions.subjectAltName(['DNS:es01'])],
    ...more,
  });
const selfSigned = itself();
const caAsLeaf = leaf({ usages: ['digitalSignature', 'keyCertSign'], extra: [extensions.basicConstraints(true)] });
const autoconfig = holder('Elasticsearch security auto-configuration HTTP CA', 'P-256');
const narrow = holder('law narrow root', 'P-256', {
  extensions: [
    extensions.basicConstraints(true, 0),
    extensions.keyUsage('keyCertSign'),
    extensions.subjectKeyId(keyIdOf(keysOf('P-256', 'law law narrow root').publicKey)),
  ],
});
const under = holder('law issuing CA', 'P-256', {}, narrow);
const ofCa = (common: string, ...of: readonly Uint8Array[]): Holder => holder(common, 'P-256', { extensions: of });
const renewed = holder('law renewed CA', 'P-256', { notAfter: days(2000) });
const again = makeCa(renewed.name, renewed.keys, undefined, { notBefore: days(-10), notAfter: days(4000) });
const sampleKeys = keysOf('P-256', 'law sample');
const sampleCa = holder('law sample CA', 'P-256');
const ofSample = [sampleKeys, sampleCa.keys].map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'der' }));
/** SHA-256 of the keys that these cases take for published ones: of those that are, only what certificates show is known. */
export const sampleKeyHashes = ofSample.map((spki) => createHash('sha256').update(spki).digest('hex'));
const unreadable = leaf({ usages: null, extra: [extension('2.5.29.15', true, Uint8Array.of(3, 9, 0))] });

/** What is said of them elsewhere, by their names. */
const elsewhere: Readonly<Record<string, NonNullable<CertificateCase['elsewhere']>>> = {
  'a life of 10 years': { 'kibana-client': [], transport: [], inspect: [] },
  'a life of 99 years': {
    'kibana-client': ['validity-outside-parents low'],
    transport: ['validity-outside-parents low'],
    inspect: ['validity-outside-parents low'],
  },
  'a life of 826 days': { 'kibana-client': [], transport: [], inspect: [] },
  'made by auto-configuration, in its first year': { 'kibana-client': [], transport: [], kibana: [] },
  'made by auto-configuration, with 60 days left': { 'kibana-client': [], transport: [], kibana: [] },
  Ed25519: { transport: ['ec-curve-unsupported low'] },
  'a CA without keyUsage': { 'kibana-client': [], transport: [], kibana: [] },
  'a CA that was issued again': { 'kibana-client': [], inspect: [] },
  'issued by a published sample CA that is not sent': {
    'http-files': ['default-or-sample-certificate critical'],
    'transport-files': ['default-or-sample-certificate critical'],
    'kibana-files': ['default-or-sample-certificate critical'],
    'kibana-client': ['default-or-sample-certificate critical'],
    inspect: ['default-or-sample-certificate critical'],
  },
  'a leaf that is a CA': { inspect: [] },
  'a leaf that signed itself': { 'kibana-client': [], kibana: [], inspect: [] },
  'for servers only': {
    transport: ['eku-transport-missing-clientauth critical'],
    join: [],
    inspect: ['eku-transport-missing-clientauth info'],
  },
  'for clients only': { 'kibana-client': [], inspect: ['eku-missing-serverauth info'] },
  'for neither': {
    'kibana-client': [],
    transport: ['eku-missing-serverauth critical', 'eku-transport-missing-clientauth critical'],
    join: ['eku-missing-serverauth critical'],
  },
  'for anything': { 'kibana-client': [], transport: [], inspect: ['eku-missing-serverauth info'] },
  'without digitalSignature': { 'kibana-client': [], kibana: [] },
  'without names': { 'kibana-client': [], 'transport-files': ['san-missing info'], 'join-files': ['san-missing critical'] },
  'with a common name alone': { 'kibana-client': [], transport: ['san-missing info'], 'join-files': ['san-missing critical'] },
  'one with a broken extension': { 'node-client': [], 'http-files': [], 'transport-files': [] },
  'with an asterisk in a label': { 'kibana-client': [] },
};

const cases: readonly CertificateCase[] = [
  one('a good one', {}),
  one('a good one, RSA of 2048 bits', { keys: rsa, by: rsaRoot, usages: ['digitalSignature', 'keyEncipherment'] }),
  // Published keys
  { ...one('a published sample', { keys: sampleKeys }, 'default-or-sample-certificate critical'), keys: sampleKeys },
  below('issued by a published sample CA', sampleCa, 'default-or-sample-certificate critical'),
  one('issued by a published sample CA that is not sent', { by: sampleCa }),
  // Dates
  one('expired', lived(400, -1), 'leaf-expired critical'),
  one('expired a minute ago', { more: { notBefore: days(-400), notAfter: days(0, -60) } }, 'leaf-expired critical'),
  one('a life of 600 days with 6 left', lived(594, 6), 'leaf-expiring high'),
  one('a life of 600 days with just under 7 left', { more: { notBefore: days(-593), notAfter: days(7, -60) } }, 'leaf-expiring high'),
  one('a life of 600 days with just over 7 left', { more: { notBefore: days(-593), notAfter: days(7, 3600) } }, 'leaf-expiring medium'),
  one('a life of 600 days with just under 30 left', { more: { notBefore: days(-570), notAfter: days(30, -60) } }, 'leaf-expiring medium'),
  one('a life of 600 days with just over 30 left', { more: { notBefore: days(-570), notAfter: days(30, 3600) } }),
  one('a life of 60 days with 6 left', lived(54, 6), 'leaf-expiring medium'),
  one('a life of 60 days with 4 left', lived(56, 4), 'leaf-expiring high'),
  one('a life of 60 days with 19 left', lived(41, 19), 'leaf-expiring medium'),
  one('a life of 60 days with 21 left', lived(39, 21)),
  one('not valid yet', lived(-1, 300), 'leaf-not-yet-valid high'),
  one('one that ends before it begins', { more: { notBefore: days(-1), notAfter: days(-9) } }, 'leaf-expired critical'),
  one(
    'one that ends before it begins, both to come',
    { more: { notBefore: days(9), notAfter: days(5) } },
    'leaf-expired critical',
    'leaf-not-yet-valid high',
  ),
  one('a life of 10 years', lived(300, 3350), 'validity-too-long-for-browsers info'),
  one('a life of 99 years', lived(300, 35_800), 'validity-outside-parents low', 'validity-too-long-for-browsers info'),
  one('a life of 825 days', lived(300, 525)),
  one('a life of 826 days', lived(300, 526), 'validity-too-long-for-browsers info'),
  one('a life of 398 days under a private root', lived(300, 98)),
  one('issued by the ECK operator', { ...operated, ...lived(300, 65) }),
  one('issued by the ECK operator, with 20 days left', { ...operated, ...lived(345, 20) }),
  one(
    'issued by the ECK operator, with half a day left',
    { ...operated, more: { notBefore: days(-364), notAfter: days(0, 43_200) } },
    'eck-operator-not-rotating high',
  ),
  one('made by auto-configuration, in its first year', { by: autoconfig, ...lived(300, 430) }, 'autoconfig-http-certificate-2y info'),
  one('made by auto-configuration, with 60 days left', { by: autoconfig, ...lived(670, 60) }, 'autoconfig-http-certificate-2y medium'),
  // Keys
  one('RSA of 512 bits', { keys: bits(512) }, 'weak-key critical'),
  one('RSA of 1024 bits', { keys: keysOf('RSA-1024') }, 'weak-key high'),
  one('RSA of 2047 bits', { keys: bits(2047) }, 'weak-key high'),
  one('EC of 192 bits', { keys: ec('prime192v1') }, 'ec-curve-unsupported medium', 'weak-key critical'),
  one('EC of 224 bits', { keys: keysOf('P-224') }, 'ec-curve-unsupported medium'),
  one('EC of 521 bits', { keys: keysOf('P-521') }),
  one('EC on secp256k1', { keys: keysOf('secp256k1') }, 'ec-curve-unsupported medium'),
  one('DSA', { keys: keysOf('DSA-2048') }, 'weak-key high'),
  one('Ed25519', { keys: keysOf('Ed25519') }, 'ec-curve-unsupported medium'),
  one('RSA-PSS', { keys: keysOf('RSA-PSS-2048') }),
  // Signatures
  one('signed with MD5', { by: rsaRoot, more: { signature: 'md5' } }, 'weak-signature critical'),
  one('signed with SHA-1', { by: rsaRoot, more: { signature: 'sha1' } }, 'weak-signature high'),
  one('signed with SHA-224', { by: rsaRoot, more: { signature: 'sha224' } }, 'weak-signature medium'),
  one('signed with RSA-PSS', { by: rsaRoot, more: { signature: 'pss-sha256' } }),
  // CAs
  below('a CA that is well', holder('law other root', 'P-256')),
  below('a CA without keyUsage', ofCa('law plain CA', extensions.basicConstraints(true)), 'ca-without-keyusage low'),
  below(
    'a CA that may not sign',
    ofCa('law list CA', extensions.basicConstraints(true), extensions.keyUsage('cRLSign')),
    'ca-keyusage-without-certsign critical',
  ),
  below('a CA of version 1', holder('law old CA', 'P-256', { extensions: [], version: 1 }), 'ca-not-a-ca critical'),
  below('a CA that has ended', holder('law ended CA', 'P-256', { notAfter: days(-1) }), 'ca-expired high'),
  below(
    'a CA with 80 days left',
    holder('law ending CA', 'P-256', { notAfter: days(80) }),
    'ca-expiring medium',
    'validity-outside-parents low',
  ),
  below('a CA with 100 days left', holder('law lasting CA', 'P-256', { notAfter: days(100) }), 'validity-outside-parents low'),
  below('a CA that begins tomorrow', holder('law early CA', 'P-256', { notBefore: days(1) }), 'leaf-not-yet-valid high'),
  below('a CA with a key of 1024 bits', holder('law weak CA', 'RSA-1024'), 'weak-key high'),
  {
    what: 'a CA below one that allows none',
    chain: [leaf({ by: under }), under.certificate, narrow.certificate],
    trust: narrow.certificate,
    finds: [],
  },
  {
    what: 'a CA that was issued again',
    chain: [leaf({ by: renewed }), again],
    trust: renewed.certificate,
    finds: ['ca-reissued-same-key info'],
  },
  { what: 'a leaf that is a CA', chain: [caAsLeaf], trust: root.certificate, finds: ['leaf-is-ca high'] },
  { what: 'a leaf that signed itself', chain: [selfSigned], trust: selfSigned, finds: ['self-signed-per-node medium'] },
  one('a leaf that may sign certificates', { usages: ['digitalSignature', 'keyCertSign'] }, 'leaf-is-ca high'),
  // Usages
  one('for servers only', { purposes: ['serverAuth'] }),
  one('for clients only', { purposes: ['clientAuth'] }, 'eku-missing-serverauth critical'),
  one('for neither', { purposes: ['codeSigning'] }, 'eku-missing-serverauth critical'),
  one('for anything', { purposes: ['anyExtendedKeyUsage'] }, 'eku-missing-serverauth medium'),
  one('without purposes', { purposes: null }),
  one('without digitalSignature', { keys: rsa, usages: ['keyEncipherment'] }, 'ku-without-digitalsignature critical'),
  one('without keyUsage', { usages: null }),
  // Names
  one('without names', { names: null }, 'san-missing medium'),
  one('with a common name alone', { names: null, subject: 'instance' }, 'san-missing medium'),
  one('with an address as a DNS name', { names: ['DNS:es01', 'DNS:10.0.0.11'] }, 'san-ip-as-dns high'),
  one('with an address in both forms', { names: ['DNS:10.0.0.11', 'IP:10.0.0.11'] }),
  one('with a space in a name', { names: ['DNS:es01', 'DNS:es02 '] }, 'san-entry-malformed low'),
  one('with a URL as a name', { names: ['DNS:es01', 'DNS:https://es02:9200'] }, 'san-entry-malformed low'),
  one('with an underscore', { names: ['DNS:es_01'] }),
  one('with a wildcard', { names: ['DNS:*.acme.org'] }),
  one('with an asterisk in a label', { names: ['DNS:es*.acme.org'] }, 'san-wildcard-scope medium'),
  one('for localhost alone', { names: ['DNS:localhost', 'IP:127.0.0.1'] }),
  // What cannot be read
  { what: 'one with a broken extension', chain: [unreadable], trust: root.certificate, finds: ['certificate-unreadable critical'] },
];

/** Certificates of every kind. */
export const certificateCases: readonly CertificateCase[] = cases.map((one) => {
  const given = elsewhere[one.what];
  return given === undefined ? one : { ...one, elsewhere: given };
});

/** A name that stands in that table and is of no certificate. */
export const strayNames = Object.keys(elsewhere).filter((what) => !cases.some((one) => one.what === what));
