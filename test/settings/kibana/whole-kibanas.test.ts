import assert from 'node:assert/strict';
import { identityOfCa, issue, makeCa } from '../../../src/lab/pki.ts';
import { makeKibanaKeystore, makePkcs12 } from '../../support/keystore-maker.ts';
import { fixture, kibanaSetup, storePassword as rightPassword, type SetupWish } from '../setup-files.ts';
import { loaded, told } from '../told.ts';

const ca = makeCa({ subject: 'test CA', key: 'RSA-2048' });
const leaf = issue(ca, { subject: 'kibana', key: 'RSA-1024' });
const second = issue(ca, { subject: 'second', key: 'RSA-1536' });
const curve = issue(ca, { subject: 'curve', key: 'P-256' });
const curveCa = makeCa({ subject: 'curve CA', key: 'P-256' });

const files: NonNullable<SetupWish['files']> = {
  'kb.key': leaf.privateKeyPem,
  'kb.crt': leaf.certificatePem,
  'ca.crt': ca.certificatePem,
  'second.key': second.privateKeyPem,
  'locked.key': leaf.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'store-password' }) as string,
  'der.crt': leaf.certificate,
  'broken.crt': '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n',
  'empty.pem': '',
  'text.pem': 'hello\n',
  'folder/x': '',
  'kb.p12': makePkcs12({ kibana: { key: leaf.privateKey, chain: [leaf.certificate, ca.certificate] } }),
  'pair.p12': makePkcs12({
    kibana: { key: leaf.privateKey, chain: [leaf.certificate] },
    ca: { key: identityOfCa(ca).privateKey, chain: [ca.certificate] },
  }),
  'bare.p12': makePkcs12({ kibana: { key: leaf.privateKey, chain: [] } }),
  'mixed.p12': makePkcs12({ kibana: { key: second.privateKey, chain: [leaf.certificate] } }),
  'curve.p12': makePkcs12({ curve: { key: curve.privateKey, chain: [curve.certificate, curveCa.certificate, ca.certificate] } }),
  'node.p12': fixture('certutil-node.p12'),
  'trust.p12': fixture('keytool-trust.p12'),
  'rc4.p12': fixture('openssl-rc4.p12'),
  'node.jks': fixture('keytool.jks'),
};

const yml = (settings: Readonly<Record<string, string>>, prefix = 'server.ssl') =>
  Object.entries(settings)
    .map(([name, value]) => `${prefix}.${name}: ${value}\n`)
    .join('');
const client = 'elasticsearch.ssl';
const monitoring = 'monitoring.ui.elasticsearch';
const pem = { enabled: 'true', key: 'kb.key', certificate: 'kb.crt' };
const store = { enabled: 'true', 'keystore.path': 'kb.p12' };
const closed = { 'kibana.keystore': makeKibanaKeystore({}, 'another') };

type Case = readonly [title: string, wish: SetupWish, expected: readonly string[]];

const wrong: readonly Case[] = [
  [
    'a CA is a device',
    { yml: yml({ ...pem, certificateAuthorities: '/dev/null' }) },
    ['stops | likely | file-not-readable | server.ssl.certificateAuthorities:4 | server.ssl | null | -'],
  ],
  ['nothing is wrong', { yml: yml(pem) }, []],
  ['no release is known', { yml: yml(pem), version: null }, ['unknown | release-not-given']],
  [
    'a key is missing',
    { yml: yml({ ...pem, key: 'no.key' }) },
    ["stops | proven | file-missing | server.ssl.key:2 | server.ssl | no.key | ENOENT: no such file or directory, open 'config/no.key'"],
  ],
  [
    'a certificate is missing',
    { yml: yml({ ...pem, certificate: 'no.crt' }) },
    [
      "stops | proven | file-missing | server.ssl.certificate:3 | server.ssl | no.crt | ENOENT: no such file or directory, open 'config/no.crt'",
    ],
  ],
  [
    'a CA is a folder',
    { yml: yml({ ...pem, certificateAuthorities: 'folder' }) },
    [
      'stops | proven | file-missing | server.ssl.certificateAuthorities:4 | server.ssl | folder | EISDIR: illegal operation on a directory, read',
    ],
  ],
  [
    'a keystore is missing',
    { yml: yml({ enabled: 'true', 'keystore.path': 'no.p12' }) },
    [
      "stops | proven | file-missing | server.ssl.keystore.path:2 | server.ssl | no.p12 | ENOENT: no such file or directory, open 'config/no.p12'",
    ],
  ],
  [
    'a key belongs to another certificate',
    { yml: yml({ ...pem, key: 'second.key' }) },
    ['stops | proven | key-certificate-mismatch | server.ssl.key:2 | server.ssl | second.key | key values mismatch'],
  ],
  [
    'a key file has text',
    { yml: yml({ ...pem, key: 'text.pem' }) },
    ['stops | proven | pem-key-unsupported | server.ssl.key:2 | server.ssl | text.pem | -'],
  ],
  [
    'a key file is empty',
    { yml: yml({ ...pem, key: 'empty.pem' }) },
    ['stops | proven | pem-empty | server.ssl.key:2 | server.ssl | empty.pem | -'],
  ],
  [
    'a certificate file has text',
    { yml: yml({ ...pem, certificate: 'text.pem' }) },
    ['stops | proven | pem-not-a-certificate | server.ssl.certificate:3 | server.ssl | text.pem | -'],
  ],
  [
    'a certificate file is empty',
    { yml: yml({ ...pem, certificate: 'empty.pem' }) },
    ['stops | proven | pem-empty | server.ssl.certificate:3 | server.ssl | empty.pem | -'],
  ],
  [
    'a certificate file is DER',
    { yml: yml({ ...pem, certificate: 'der.crt' }) },
    ['stops | proven | pem-not-a-certificate | server.ssl.certificate:3 | server.ssl | der.crt | -'],
  ],
  [
    'a certificate cannot be read',
    { yml: yml({ ...pem, certificate: 'broken.crt' }) },
    ['stops | proven | pem-not-a-certificate | server.ssl.certificate:3 | server.ssl | broken.crt | -'],
  ],
  [
    'a CA file is empty',
    { yml: yml({ ...pem, certificateAuthorities: 'empty.pem' }) },
    ['stops | likely | pem-empty | server.ssl.certificateAuthorities:4 | server.ssl | empty.pem | -'],
  ],
  [
    'a CA file has text',
    { yml: yml({ ...pem, certificateAuthorities: 'text.pem' }) },
    ['stops | likely | pem-not-a-certificate | server.ssl.certificateAuthorities:4 | server.ssl | text.pem | -'],
  ],
  [
    'a key has a passphrase that is nowhere',
    { yml: yml({ ...pem, key: 'locked.key' }) },
    ['stops | proven | pem-key-encrypted | server.ssl.key:2 | server.ssl | locked.key | -'],
  ],
  [
    'a key has another passphrase',
    { yml: yml({ ...pem, key: 'locked.key', keyPassphrase: 'guess' }) },
    [
      'stops | proven | pem-key-encrypted | server.ssl.key:2 | server.ssl | locked.key | -',
      'warns | proven | password-in-yaml | server.ssl.keyPassphrase:4 | server.ssl | - | -',
    ],
  ],
  [
    'a key has this passphrase',
    { yml: yml({ ...pem, key: 'locked.key', keyPassphrase: 'store-password' }) },
    ['warns | proven | password-in-yaml | server.ssl.keyPassphrase:4 | server.ssl | - | -'],
  ],
  [
    'a passphrase is nowhere, and kibana.keystore is closed',
    { yml: yml({ ...pem, key: 'locked.key' }), files: closed },
    ['unknown | password-in-closed-keystore | server.ssl | server.ssl.keyPassphrase | kibana.keystore'],
  ],
  [
    'a passphrase is wrong, and kibana.keystore is closed',
    { yml: yml({ ...pem, key: 'locked.key', keyPassphrase: 'guess' }), files: closed },
    [
      'stops | proven | pem-key-encrypted | server.ssl.key:2 | server.ssl | locked.key | -',
      'warns | proven | password-in-yaml | server.ssl.keyPassphrase:4 | server.ssl | - | -',
    ],
  ],
  [
    'a password is nowhere',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.p12' }) },
    [
      'stops | proven | keystore-password-not-stored | server.ssl.keystore.path:2 | server.ssl | node.p12 | PKCS#12 MAC could not be verified. Invalid password?',
    ],
  ],
  [
    'a password is wrong',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.p12', 'keystore.password': 'guess' }) },
    [
      'stops | proven | keystore-password-wrong | server.ssl.keystore.password:3 | server.ssl | node.p12 | PKCS#12 MAC could not be verified. Invalid password?',
      'warns | proven | password-in-yaml | server.ssl.keystore.password:3 | server.ssl | - | -',
    ],
  ],
  [
    'a password is nowhere, and kibana.keystore is closed',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.p12' }), files: closed },
    ['unknown | password-in-closed-keystore | server.ssl | server.ssl.keystore.password | kibana.keystore'],
  ],
  [
    'a password is wrong, and kibana.keystore is closed',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.p12', 'keystore.password': 'guess' }), files: closed },
    [
      'stops | proven | keystore-password-wrong | server.ssl.keystore.password:3 | server.ssl | node.p12 | PKCS#12 MAC could not be verified. Invalid password?',
      'warns | proven | password-in-yaml | server.ssl.keystore.password:3 | server.ssl | - | -',
    ],
  ],
  [
    "a truststore's password is nowhere",
    { yml: yml({ ...pem, 'truststore.path': 'node.p12' }) },
    [
      'stops | proven | keystore-password-not-stored | server.ssl.truststore.path:4 | server.ssl | node.p12 | PKCS#12 MAC could not be verified. Invalid password?',
    ],
  ],
  [
    'a keystore has two keys',
    { yml: yml({ enabled: 'true', 'keystore.path': 'pair.p12' }) },
    [
      'stops | proven | keystore-several-keys | server.ssl.keystore.path:2 | server.ssl | pair.p12 | Keystore contains multiple private keys.',
    ],
  ],
  [
    'a keystore has no key',
    { yml: yml({ enabled: 'true', 'keystore.path': 'trust.p12', 'keystore.password': 'store-password' }) },
    [
      'stops | proven | keystore-without-private-key | server.ssl.keystore.path:2 | server.ssl | trust.p12 | Did not find private key in keystore at [keystore.path].',
      'warns | proven | password-in-yaml | server.ssl.keystore.password:3 | server.ssl | - | -',
    ],
  ],
  [
    "a client's keystore has no key",
    { yml: yml({ 'keystore.path': 'trust.p12', 'keystore.password': 'store-password' }, client) },
    [
      'stops | proven | keystore-without-private-key | elasticsearch.ssl.keystore.path:1 | elasticsearch.ssl | trust.p12 | Did not find key in Elasticsearch keystore.',
      'warns | proven | password-in-yaml | elasticsearch.ssl.keystore.password:2 | elasticsearch.ssl | - | -',
    ],
  ],
  [
    'a keystore has a key alone',
    { yml: yml({ enabled: 'true', 'keystore.path': 'bare.p12' }) },
    [
      'stops | proven | keystore-without-private-key | server.ssl.keystore.path:2 | server.ssl | bare.p12 | Did not find certificate in keystore at [keystore.path].',
    ],
  ],
  [
    "a client's keystore has a key alone",
    { yml: yml({ 'keystore.path': 'bare.p12' }, client) },
    [
      'stops | proven | keystore-without-private-key | elasticsearch.ssl.keystore.path:1 | elasticsearch.ssl | bare.p12 | Did not find certificate in Elasticsearch keystore.',
    ],
  ],
  [
    'a keystore has the key of another certificate',
    { yml: yml({ enabled: 'true', 'keystore.path': 'mixed.p12' }) },
    ['stops | proven | key-certificate-mismatch | server.ssl.keystore.path:2 | server.ssl | mixed.p12 | key values mismatch'],
  ],
  [
    'a keystore has a key that is not RSA',
    { yml: yml({ enabled: 'true', 'keystore.path': 'curve.p12' }) },
    ['stops | likely | pem-key-unsupported | server.ssl.keystore.path:2 | server.ssl | curve.p12 | -'],
  ],
  [
    'a keystore is JKS',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.jks', 'keystore.password': 'store-password' }) },
    [
      'stops | proven | keystore-type-mismatch | server.ssl.keystore.path:2 | server.ssl | node.jks | -',
      'warns | proven | password-in-yaml | server.ssl.keystore.password:3 | server.ssl | - | -',
    ],
  ],
  [
    'a keystore is text',
    { yml: yml({ enabled: 'true', 'keystore.path': 'text.pem' }) },
    ['stops | proven | keystore-type-mismatch | server.ssl.keystore.path:2 | server.ssl | text.pem | -'],
  ],
  [
    'a keystore is PEM',
    { yml: yml({ enabled: 'true', 'keystore.path': 'kb.crt' }) },
    ['stops | proven | keystore-type-mismatch | server.ssl.keystore.path:2 | server.ssl | kb.crt | -'],
  ],
  [
    'a keystore is encrypted in a way that Kibana does not read',
    { yml: yml({ enabled: 'true', 'keystore.path': 'rc4.p12', 'keystore.password': 'store-password' }) },
    [
      'stops | proven | kibana-legacy-pkcs12 | server.ssl.keystore.path:2 | server.ssl | rc4.p12 | Cannot read encrypted PBE data block. Unsupported OID.',
      'warns | proven | password-in-yaml | server.ssl.keystore.password:3 | server.ssl | - | -',
    ],
  ],
  [
    'a key stands beside a keystore',
    { yml: yml({ ...store, key: 'kb.key' }) },
    [
      'stops | proven | conflicting-key-settings | server.ssl.key:3 | server.ssl | - | [server.ssl]: cannot use [key] when [keystore.path] is specified',
    ],
  ],
  [
    'a certificate stands beside a keystore',
    { yml: yml({ ...store, certificate: 'kb.crt' }) },
    [
      'stops | proven | conflicting-key-settings | server.ssl.certificate:3 | server.ssl | - | [server.ssl]: cannot use [certificate] when [keystore.path] is specified',
    ],
  ],
  [
    'TLS is on without a key',
    { yml: yml({ enabled: 'true', certificate: 'kb.crt' }) },
    [
      'stops | proven | ssl-enabled-without-key | server.ssl.enabled:1 | server.ssl | - | must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled',
    ],
  ],
  [
    'TLS is on without a certificate',
    { yml: yml({ enabled: 'true', key: 'kb.key' }) },
    [
      'stops | proven | ssl-enabled-without-key | server.ssl.enabled:1 | server.ssl | - | must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled',
    ],
  ],
  [
    'TLS is off, and a certificate is set',
    { yml: yml({ ...pem, enabled: 'false' }) },
    ['warns | proven | ssl-enabled-false-explicit | server.ssl.enabled:1 | server.ssl | - | -'],
  ],
  [
    'TLS is off, and a keystore is set',
    { yml: yml({ ...store, enabled: 'false' }) },
    ['warns | proven | ssl-enabled-false-explicit | server.ssl.enabled:1 | server.ssl | - | -'],
  ],
  ['TLS is not said to be off, and a certificate is set', { yml: yml({ key: 'kb.key', certificate: 'kb.crt' }) }, []],
  ['TLS is off, and nothing is set', { yml: yml({ enabled: 'false' }) }, []],
  [
    'browsers are asked for certificates, without TLS',
    { yml: yml({ clientAuthentication: 'optional' }) },
    [
      'stops | proven | kibana-client-auth-without-ca | server.ssl.clientAuthentication:1 | server.ssl | - | must enable ssl to use [clientAuthentication]',
    ],
  ],
  [
    'browsers are asked for certificates, without a CA',
    { yml: yml({ ...pem, clientAuthentication: 'optional' }) },
    ['warns | proven | kibana-client-auth-without-ca | server.ssl.clientAuthentication:4 | server.ssl | - | -'],
  ],
  [
    'browsers are asked for certificates, with a CA',
    { yml: yml({ ...pem, clientAuthentication: 'required', certificateAuthorities: 'ca.crt' }) },
    [],
  ],
  [
    'browsers are asked for certificates, and the CA is missing',
    { yml: yml({ ...pem, clientAuthentication: 'required', certificateAuthorities: 'no.crt' }) },
    [
      "stops | proven | file-missing | server.ssl.certificateAuthorities:5 | server.ssl | no.crt | ENOENT: no such file or directory, open 'config/no.crt'",
    ],
  ],
  ['browsers are asked for nothing', { yml: yml({ ...pem, clientAuthentication: 'none' }) }, []],
  [
    'a host has no scheme',
    { yml: 'elasticsearch.hosts: [es01:9200, "https://es02:9200", "HTTP://es03", "ftp://es04"]\n' },
    [
      'stops | proven | kibana-es-scheme-mismatch | elasticsearch.hosts:1 | elasticsearch.ssl | - | expected URI with scheme [http|https]',
      'stops | proven | kibana-es-scheme-mismatch | elasticsearch.hosts:1 | elasticsearch.ssl | - | expected URI with scheme [http|https]',
    ],
  ],
  [
    'a mode of verification is none',
    { yml: yml({ verificationMode: 'some' }, client) },
    [
      'stops | proven | unknown-ssl-setting | elasticsearch.ssl.verificationMode:1 | elasticsearch.ssl | - | [elasticsearch.ssl.verificationMode]: types that failed validation',
    ],
  ],
  [
    'certificates are verified in part',
    { yml: yml({ verificationMode: 'certificate' }, client) },
    ['warns | proven | kibana-verification-weakened | elasticsearch.ssl.verificationMode:1 | elasticsearch.ssl | - | - | certificate'],
  ],
  [
    'certificates are not verified',
    { yml: yml({ verificationMode: 'none' }, client) },
    ['warns | proven | kibana-verification-weakened | elasticsearch.ssl.verificationMode:1 | elasticsearch.ssl | - | - | none'],
  ],
  [
    'a client has a certificate without a key',
    { yml: yml({ certificate: 'kb.crt' }, client) },
    ['warns | proven | kibana-es-mtls-half-configured | elasticsearch.ssl.certificate:1 | elasticsearch.ssl | - | -'],
  ],
  [
    'a client has a key without a certificate',
    { yml: yml({ key: 'kb.key' }, client) },
    ['warns | proven | kibana-es-mtls-half-configured | elasticsearch.ssl.key:1 | elasticsearch.ssl | - | -'],
  ],
  [
    'a client has a certificate, and a user',
    { yml: `${yml({ certificate: 'kb.crt', key: 'kb.key' }, client)}elasticsearch.username: kibana_system\n` },
    ['warns | proven | kibana-es-mtls-and-password | elasticsearch.username:3 | elasticsearch.ssl | - | -'],
  ],
  ['a client has a user alone', { yml: 'elasticsearch.username: kibana_system\n' }, []],
  [
    'a client shows its certificate for everyone',
    { yml: yml({ alwaysPresentCertificate: 'true' }, client) },
    ['warns | proven | kibana-always-present-certificate | elasticsearch.ssl.alwaysPresentCertificate:1 | elasticsearch.ssl | - | -'],
  ],
  ['a client shows its certificate for itself', { yml: yml({ alwaysPresentCertificate: 'false' }, client) }, []],
  [
    'a client of a monitoring cluster has a user and half a certificate',
    {
      yml: `${monitoring}.hosts: "https://m"\n${monitoring}.username: u\n${yml({ certificate: 'kb.crt', verificationMode: 'none' }, `${monitoring}.ssl`)}`,
    },
    [
      'warns | proven | kibana-es-mtls-half-configured | monitoring.ui.elasticsearch.ssl.certificate:3 | monitoring.ui.elasticsearch.ssl | - | -',
      'warns | proven | kibana-verification-weakened | monitoring.ui.elasticsearch.ssl.verificationMode:4 | monitoring.ui.elasticsearch.ssl | - | - | none',
    ],
  ],
  ['kibana.keystore is closed', { yml: yml(pem), files: closed }, []],
  ['kibana.yml has a key without a value', { yml: 'server.name:\n' }, []],
  ['kibana.yml has a list of maps', { yml: 'a:\n  - b: 1\n' }, []],
  ['kibana.yml is no map', { yml: 'hello\n' }, []],
  [
    'kibana.yml has a second document',
    { yml: 'a: 1\n---\nb: 2\n' },
    ['stops | proven | yaml-shape-overrides | no setting:2 | whole | kibana.yml | YAMLException'],
  ],
  [
    'kibana.yml has a key twice',
    { yml: 'a: 1\na: 2\n' },
    ['stops | proven | yaml-shape-overrides | a:2 | whole | kibana.yml | duplicated mapping key'],
  ],
  [
    'kibana.yml is no YAML',
    { yml: 'a: b: c\n' },
    ['stops | proven | yaml-shape-overrides | no setting:1 | whole | kibana.yml | YAMLException'],
  ],
];

describe('everything that is wrong with a Kibana', () => {
  for (const [title, wish, expected] of wrong) {
    it(`where ${title}`, async () => {
      assert.deepEqual(told(await kibanaSetup({ ...wish, files: { ...files, ...wish.files } })), expected);
    });
  }
});

const whole: readonly (readonly [title: string, wish: SetupWish, context: string, expected: readonly string[]])[] = [
  [
    'no release is known',
    { yml: yml(pem), version: null },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on -',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
    ],
  ],
  [
    'release 9 is set',
    { yml: yml(pem), version: '9.0.0' },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on -',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
    ],
  ],
  [
    'PEM files are named',
    { yml: yml({ ...pem, certificateAuthorities: 'ca.crt' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names ca.crt by server.ssl.certificateAuthorities:4, pem',
    ],
  ],
  [
    'PEM files are named for a client',
    {
      yml: `${yml({ key: 'kb.key', certificate: 'kb.crt', certificateAuthorities: '[ca.crt, kb.crt]' }, client)}elasticsearch.hosts: https://es01:9200\n`,
    },
    'elasticsearch.ssl',
    [
      'enabled true:4, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors, set on 3',
      'trusts test CA, ca-file null of ca.crt',
      'trusts kibana, ca-file null of kb.crt',
      'names kb.key by elasticsearch.ssl.key:1, pem',
      'names kb.crt by elasticsearch.ssl.certificate:2, pem',
      'names ca.crt by elasticsearch.ssl.certificateAuthorities:3, pem',
      'names kb.crt by elasticsearch.ssl.certificateAuthorities:3, pem',
    ],
  ],
  [
    'nothing is set',
    { yml: '' },
    'server.ssl',
    [
      'enabled false:-, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'trusts anchors and public roots, set on -',
    ],
  ],
  [
    'nothing is set for a client',
    { yml: '' },
    'elasticsearch.ssl',
    ['enabled false:-, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'a release before 9 is set',
    { yml: yml({ ...pem, clientAuthentication: 'Required' }), version: '8.19.0' },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:4, protocols TLSv1.1,TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on -',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
    ],
  ],
  [
    'protocols are set',
    { yml: yml({ ...pem, supportedProtocols: '["TLSv1.2"]', clientAuthentication: 'optional' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients optional:5, protocols TLSv1.2:4',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on -',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
    ],
  ],
  [
    'a keystore is named',
    { yml: yml(store) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana < test CA, alias kibana, key, matches true, of kb.p12',
      'trusts anchors, set on -',
      'trusts test CA, keystore-extra null of kb.p12',
      'names kb.p12 by server.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'a keystore has two keys',
    { yml: yml({ enabled: 'true', 'keystore.path': 'pair.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana < test CA, alias kibana, key, matches true, of pair.p12',
      'trusts anchors, set on -',
      'trusts test CA, keystore-extra null of pair.p12',
      'names pair.p12 by server.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'a keystore has a key alone',
    { yml: yml({ enabled: 'true', 'keystore.path': 'bare.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows nothing, alias kibana, key, matches null, of bare.p12',
      'trusts anchors and public roots, set on -',
      'names bare.p12 by server.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'a keystore has certificates of other kinds of keys',
    { yml: yml({ enabled: 'true', 'keystore.path': 'curve.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows curve < test CA, alias curve, key, matches true, of curve.p12',
      'trusts anchors, set on -',
      'trusts test CA, keystore-extra null of curve.p12',
      'names curve.p12 by server.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'a keystore and CAs are named',
    { yml: yml({ ...store, certificateAuthorities: 'kb.crt' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana < test CA, alias kibana, key, matches true, of kb.p12',
      'trusts anchors, set on 3',
      'trusts test CA, keystore-extra null of kb.p12',
      'trusts kibana, ca-file null of kb.crt',
      'names kb.p12 by server.ssl.keystore.path:2, pkcs12',
      'names kb.crt by server.ssl.certificateAuthorities:3, pem',
    ],
  ],
  [
    'a truststore is named',
    { yml: yml({ ...pem, 'truststore.path': 'kb.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors, set on 4',
      'trusts test CA, trusted-entry kibana of kb.p12',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names kb.p12 by server.ssl.truststore.path:4, pkcs12',
    ],
  ],
  [
    'a truststore has trusted entries',
    { yml: yml({ ...pem, 'truststore.path': 'trust.p12', 'truststore.password': 'store-password' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors, set on 4',
      'trusts Fixture CA, trusted-entry ca of trust.p12',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names trust.p12 by server.ssl.truststore.path:4, pkcs12',
    ],
  ],
  [
    'a truststore has a key alone',
    { yml: yml({ ...pem, 'truststore.path': 'bare.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on 4',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names bare.p12 by server.ssl.truststore.path:4, pkcs12',
    ],
  ],
  [
    'a truststore has keys of its CA',
    { yml: yml({ ...pem, 'truststore.path': 'pair.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on 4',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names pair.p12 by server.ssl.truststore.path:4, pkcs12',
    ],
  ],
  [
    'a truststore has certificates of other kinds of keys',
    { yml: yml({ ...pem, 'truststore.path': 'curve.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors, set on 4',
      'trusts test CA, trusted-entry curve of curve.p12',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names curve.p12 by server.ssl.truststore.path:4, pkcs12',
    ],
  ],
  [
    'a truststore is missing',
    { yml: yml({ ...pem, 'truststore.path': 'no.p12' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts unknown, set on 4, for trust-file-unread',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names no.p12 by server.ssl.truststore.path:4, null, config/no.p12: there is no such file',
    ],
  ],
  [
    'a CA is missing',
    { yml: yml({ ...pem, certificateAuthorities: '[ca.crt, no.crt]' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts unknown, set on 4, for file-unread',
      'trusts test CA, ca-file null of ca.crt',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names ca.crt by server.ssl.certificateAuthorities:4, pem',
      'names no.crt by server.ssl.certificateAuthorities:4, null, config/no.crt: there is no such file',
    ],
  ],
  [
    'a CA file has text',
    { yml: yml({ ...pem, certificateAuthorities: 'text.pem' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts unknown, set on 4, for trust-file-broken',
      'names kb.key by server.ssl.key:2, pem',
      'names kb.crt by server.ssl.certificate:3, pem',
      'names text.pem by server.ssl.certificateAuthorities:4, unknown, config/text.pem: it is neither PEM nor DER, where a PEM certificate was expected',
    ],
  ],
  [
    'a certificate cannot be read',
    { yml: yml({ ...pem, certificate: 'broken.crt' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'trusts anchors and public roots, set on -',
      'names kb.key by server.ssl.key:2, pem',
      'names broken.crt by server.ssl.certificate:3, pem, config/broken.crt: a certificate in it cannot be read: it is malformed (certificate does not have three parts)',
    ],
  ],
  [
    'a certificate is missing',
    { yml: yml({ ...pem, certificate: 'no.crt' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'trusts anchors and public roots, set on -',
      'names no.crt by server.ssl.certificate:3, null, config/no.crt: there is no such file',
      'names kb.key by server.ssl.key:2, pem',
    ],
  ],
  [
    'a key is missing',
    { yml: yml({ ...pem, key: 'no.key' }) },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, no key, matches null, of kb.crt',
      'trusts anchors and public roots, set on -',
      'names no.key by server.ssl.key:2, null, config/no.key: there is no such file',
      'names kb.crt by server.ssl.certificate:3, pem',
    ],
  ],
  [
    'a key is locked, and the user has its passphrase',
    { yml: yml({ ...pem, key: 'locked.key' }), passwords: () => [rightPassword] },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors and public roots, set on -',
      'names locked.key by server.ssl.key:2, pem, config/locked.key: its key is encrypted, and no password was given',
      'names kb.crt by server.ssl.certificate:3, pem',
    ],
  ],
  [
    'a keystore is locked, and the user has its password',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.p12' }), passwords: () => [rightPassword] },
    'server.ssl',
    [
      'enabled true:1, verification certificate:-, clients none:-, protocols TLSv1.2,TLSv1.3:-',
      'shows es01 < Elastic Certificate Tool Autogenerated CA, alias es01, key, matches true, of node.p12',
      'trusts anchors, set on -',
      'trusts Elastic Certificate Tool Autogenerated CA, keystore-extra null of node.p12',
      'names node.p12 by server.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'nobody is verified',
    { yml: yml({ verificationMode: 'none', certificateAuthorities: 'ca.crt' }, client) },
    'elasticsearch.ssl',
    [
      'enabled false:-, verification none:1, clients none, protocols TLSv1.3,TLSv1.2:-',
      'trusts everything, set on 1',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by elasticsearch.ssl.certificateAuthorities:2, pem',
    ],
  ],
  [
    'a mode of verification is none',
    { yml: yml({ verificationMode: 'FULL' }, client) },
    'elasticsearch.ssl',
    ['enabled false:-, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'hosts are dialled without TLS',
    { yml: 'elasticsearch.hosts: http://https:9200\n' },
    'elasticsearch.ssl',
    ['enabled false:1, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'one of two hosts is dialled with TLS',
    { yml: 'elasticsearch.hosts: ["http://a", "HTTPS://b"]\n' },
    'elasticsearch.ssl',
    ['enabled true:1, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'a monitoring cluster takes CAs and certificate of the other',
    { yml: `${yml({ key: 'kb.key', certificate: 'kb.crt', certificateAuthorities: 'ca.crt' }, client)}${monitoring}.hosts: https://m\n` },
    'monitoring.ui.elasticsearch.ssl',
    [
      'enabled true:4, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'shows kibana, alias null, key, matches true, of kb.crt',
      'trusts anchors, set on 3',
      'trusts test CA, ca-file null of ca.crt',
    ],
  ],
  [
    'a monitoring cluster has its own',
    {
      yml: `${yml({ key: 'kb.key', certificate: 'kb.crt', certificateAuthorities: 'ca.crt' }, client)}${monitoring}.hosts: https://m\n${yml({ 'keystore.path': 'mixed.p12', certificateAuthorities: 'kb.crt' }, `${monitoring}.ssl`)}`,
    },
    'monitoring.ui.elasticsearch.ssl',
    [
      'enabled true:4, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'shows kibana, alias kibana, key, matches false, of mixed.p12',
      'trusts anchors, set on 6',
      'trusts kibana, ca-file null of kb.crt',
      'names mixed.p12 by monitoring.ui.elasticsearch.ssl.keystore.path:5, pkcs12',
      'names kb.crt by monitoring.ui.elasticsearch.ssl.certificateAuthorities:6, pem',
    ],
  ],
  [
    'a monitoring cluster has a CA that is missing',
    {
      yml: `${yml({ certificateAuthorities: 'ca.crt' }, client)}${monitoring}.hosts: https://m\n${yml({ certificateAuthorities: 'no.crt' }, `${monitoring}.ssl`)}`,
    },
    'monitoring.ui.elasticsearch.ssl',
    [
      'enabled true:2, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'trusts unknown, set on 3, for file-unread',
      'names no.crt by monitoring.ui.elasticsearch.ssl.certificateAuthorities:3, null, config/no.crt: there is no such file',
    ],
  ],
  [
    'no monitoring cluster is named',
    { yml: yml({ certificateAuthorities: 'ca.crt' }, `${monitoring}.ssl`) },
    'monitoring.ui.elasticsearch.ssl',
    ['no such context'],
  ],
];

describe('everything that a context of Kibana would load', () => {
  for (const [title, wish, context, expected] of whole) {
    it(`where ${title}`, async () => {
      assert.deepEqual(loaded(await kibanaSetup({ ...wish, files: { ...files, ...wish.files } }), context), expected);
    });
  }
});

describe('what the settings of a Kibana say of itself', () => {
  it('is what is set, and what is usual where nothing is', async () => {
    const fixed = {
      clusterName: '',
      seedHosts: [],
      seedProviders: [],
      initialMasterNodes: [],
      transportHosts: [],
      transportPublishHosts: [],
      transportPort: '',
      discoveryType: null,
      securityEnabled: { value: true, place: null },
      remoteClusters: [],
    };
    assert.deepEqual((await kibanaSetup({ yml: '' })).facts, {
      ...fixed,
      nodeName: null,
      httpHosts: ['localhost'],
      httpPublishHosts: [],
      httpPort: '5601',
      elasticsearchHosts: ['http://localhost:9200'],
    });
    const set = [
      'server.name: k',
      'server.host: 0.0.0.0',
      'server.publicBaseUrl: https://kb',
      'server.port: 443',
      'elasticsearch.hosts: ["https://a", "https://b"]',
    ];
    assert.deepEqual((await kibanaSetup({ yml: set.join('\n') })).facts, {
      ...fixed,
      nodeName: 'k',
      httpHosts: ['0.0.0.0'],
      httpPublishHosts: ['https://kb'],
      httpPort: '443',
      elasticsearchHosts: ['https://a', 'https://b'],
    });
  });
});
