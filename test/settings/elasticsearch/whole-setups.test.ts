import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { identityOfCa, issue, makeCa } from '../../../src/lab/pki.ts';
import { makeElasticsearchKeystore, makeJks, makePkcs12 } from '../../support/keystore-maker.ts';
import { fixture, nodeSetup, storePassword as rightPassword, type SetupWish } from '../setup-files.ts';
import { loaded, told } from '../told.ts';

const transport = 'xpack.security.transport.ssl';
const http = 'xpack.security.http.ssl';
const profile = 'transport.profiles.a.xpack.security.ssl';
const lax = 'transport.profiles.b.xpack.security.ssl';
const ca = makeCa({ subject: 'test CA' });
const leaf = issue(ca, { subject: 'es01' });
const second = issue(ca, { subject: 'es02' });
/** A file that no configuration directory has. */
const outside = resolve('LICENSE');
const stranger = makeCa({ subject: 'other CA' });

const files: NonNullable<SetupWish['files']> = {
  'es.key': leaf.privateKeyPem,
  'es.crt': leaf.certificatePem,
  'ca.crt': ca.certificatePem,
  'second.key': second.privateKeyPem,
  'empty.pem': '',
  'folder/x': '',
  'text.pem': 'hello\n',
  'node.p12': fixture('certutil-node.p12'),
  'ca.p12': fixture('certutil-ca.p12'),
  'trust.p12': fixture('keytool-trust.p12'),
  'unmarked.p12': fixture('openssl-nokeys.p12'),
  'node.jks': fixture('keytool.jks'),
  'node.jceks': fixture('keytool.jceks'),
  'open.p12': makePkcs12({ es01: { key: leaf.privateKey, chain: [leaf.certificate, ca.certificate] } }),
  'pair.p12': makePkcs12({
    es01: { key: leaf.privateKey, chain: [leaf.certificate, ca.certificate] },
    ca: { key: identityOfCa(ca).privateKey, chain: [ca.certificate] },
  }),
  'onlyca.p12': makePkcs12({ ca: { key: identityOfCa(ca).privateKey, chain: [ca.certificate] } }),
  'mixed.p12': makePkcs12({ es01: { key: second.privateKey, chain: [leaf.certificate] } }),
  'trust.jks': makeJks({ ca: ca.certificate }, 'changeit'),
  'none.jks': makeJks({}, 'store-password'),
  'der.crt': leaf.certificate,
  'more.jks': makeJks({ ca: stranger.certificate }, 'changeit'),
  'cut.p12': fixture('certutil-node.p12').subarray(0, 900),
  'chain.crt': leaf.certificatePem + ca.certificatePem,
  'wrong.crt': ca.certificatePem + leaf.certificatePem,
  'beside.crt': leaf.certificatePem + stranger.certificatePem,
};

/** Settings, one below the other; names without a dot in front stand for those of transport. */
const yml = (settings: Readonly<Record<string, string>>, prefix = transport) =>
  Object.entries(settings)
    .map(([name, value]) => `${/^[a-z]/.test(name) && !name.startsWith('/') ? `${prefix}.${name}` : name.slice(1)}: ${value}\n`)
    .join('');
const pem = { enabled: 'true', key: 'es.key', certificate: 'es.crt', certificate_authorities: 'ca.crt' };
const jks = { enabled: 'true', 'keystore.path': 'node.jks', 'keystore.password': 'store-password' };
const trusting = { key: 'es.key', certificate: 'es.crt', 'truststore.path': 'node.jks' };
const closed = { 'elasticsearch.keystore': fixture('elasticsearch-7-protected.keystore') };

type Case = readonly [title: string, wish: SetupWish, expected: readonly string[]];

const wrong: readonly Case[] = [
  ['values are empty', { yml: yml({ ...pem, verification_mode: '""', client_authentication: '""' }) }, []],
  [
    'a key is a device',
    { yml: yml({ ...pem, key: '/dev/null' }) },
    ['stops | likely | file-not-readable | TRANSPORT.key:2 | TRANSPORT | null | -'],
  ],
  [
    'a keystore is DER',
    { yml: yml({ enabled: 'true', 'keystore.path': 'der.crt' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | der.crt | failed - cannot read configured [jks] keystore (as a truststore) [config/der.crt] - Invalid keystore format; (no password was provided)',
    ],
  ],
  [
    'a keystore without a trust store has a password that everybody tries',
    { yml: yml({ enabled: 'true', 'keystore.path': 'trust.jks', 'keystore.password': 'changeit' }) },
    [
      'stops | proven | keystore-without-private-key | TRANSPORT.keystore.path:2 | TRANSPORT | trust.jks | failed - the jks keystore [config/trust.jks]does not contain a private key entry',
      'warns | proven | weak-store-password | TRANSPORT.keystore.path:2 | TRANSPORT | trust.jks | -',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'two stores have a password that everybody tries',
    {
      yml: yml({
        enabled: 'true',
        'keystore.path': 'trust.jks',
        'keystore.password': 'changeit',
        'truststore.path': 'more.jks',
        'truststore.password': 'changeit',
      }),
    },
    [
      'stops | proven | keystore-without-private-key | TRANSPORT.keystore.path:2 | TRANSPORT | trust.jks | failed - the jks keystore [config/trust.jks]does not contain a private key entry',
      'warns | proven | weak-store-password | TRANSPORT.truststore.path:4 | TRANSPORT | more.jks | -',
      'warns | proven | weak-store-password | TRANSPORT.keystore.path:2 | TRANSPORT | trust.jks | -',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:5 | TRANSPORT | - | -',
    ],
  ],
  ['nothing is wrong', { yml: yml(pem) }, []],
  ['no release is known', { yml: yml(pem), version: null }, ['unknown | release-not-given']],
  [
    'a key is missing',
    { yml: yml({ ...pem, key: 'no.key' }) },
    [
      'stops | proven | file-missing | TRANSPORT.key:2 | TRANSPORT | no.key | failed - cannot read configured PEM private key [config/no.key] because the file does not exist',
    ],
  ],
  [
    'a key is a folder',
    { yml: yml({ ...pem, key: 'folder' }) },
    [
      'stops | proven | file-missing | TRANSPORT.key:2 | TRANSPORT | folder | failed - cannot read configured PEM private key [config/folder] - Is a directory',
    ],
  ],
  [
    'a certificate is a folder',
    { yml: yml({ ...pem, certificate: 'folder' }) },
    [
      'stops | proven | file-missing | TRANSPORT.certificate:3 | TRANSPORT | folder | failed - cannot read configured PEM certificate [config/folder] - Is a directory',
    ],
  ],
  [
    'a CA is a folder',
    { yml: yml({ ...pem, certificate_authorities: 'folder' }) },
    [
      'stops | proven | file-missing | TRANSPORT.certificate_authorities:4 | TRANSPORT | folder | failed - cannot read configured PEM certificate_authorities [config/folder] - Is a directory',
    ],
  ],
  [
    'one of two CAs is a folder',
    { yml: yml({ ...pem, certificate_authorities: 'ca.crt, folder' }) },
    [
      'stops | proven | file-missing | TRANSPORT.certificate_authorities:4 | TRANSPORT | folder | failed - cannot read configured PEM certificate_authorities [config/ca.crt,config/folder] - Is a directory',
    ],
  ],
  [
    'a keystore is missing',
    { yml: yml({ ...jks, 'keystore.path': 'no.p12' }) },
    [
      'stops | proven | file-missing | TRANSPORT.keystore.path:2 | TRANSPORT | no.p12 | failed - cannot read configured [PKCS12] keystore (as a truststore) [config/no.p12] because the file does not exist',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a keystore is a folder',
    { yml: yml({ ...jks, 'keystore.path': 'folder' }) },
    [
      'stops | proven | file-missing | TRANSPORT.keystore.path:2 | TRANSPORT | folder | failed - cannot read configured [jks] keystore (as a truststore) [config/folder] - Is a directory',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a truststore is missing',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'no.jks' }) },
    [
      'stops | proven | file-missing | TRANSPORT.truststore.path:3 | TRANSPORT | no.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/no.jks] because the file does not exist',
    ],
  ],
  [
    'a key is missing in 7',
    { yml: yml({ ...pem, key: 'no.key' }), version: '7.17.29' },
    ['stops | proven | file-missing | TRANSPORT.key:2 | TRANSPORT | no.key | failed'],
  ],
  [
    'a certificate file is empty',
    { yml: yml({ ...pem, certificate: 'empty.pem' }) },
    [
      'stops | proven | pem-empty | TRANSPORT.certificate:3 | TRANSPORT | empty.pem | failed - failed to parse any certificates from [config/empty.pem]',
    ],
  ],
  [
    'a CA file has text',
    { yml: yml({ ...pem, certificate_authorities: 'text.pem' }) },
    [
      'stops | proven | pem-not-a-certificate | TRANSPORT.certificate_authorities:4 | TRANSPORT | text.pem | failed - cannot load PEM certificate_authorities from [config/text.pem] due to CertificateException (No certificate data found)',
    ],
  ],
  [
    'a certificate file has text',
    { yml: yml({ ...pem, certificate: 'text.pem' }) },
    [
      'stops | proven | pem-not-a-certificate | TRANSPORT.certificate:3 | TRANSPORT | text.pem | failed - cannot load PEM certificate from [config/text.pem] due to CertificateException (No certificate data found)',
    ],
  ],
  [
    'a key file has text',
    { yml: yml({ ...pem, key: 'text.pem' }) },
    [
      'stops | proven | pem-empty | TRANSPORT.key:2 | TRANSPORT | text.pem | failed - Error parsing Private Key [config/text.pem], file is empty',
    ],
  ],
  [
    'a key belongs to another certificate',
    { yml: yml({ ...pem, key: 'second.key' }) },
    ['warns | proven | key-certificate-mismatch | TRANSPORT.key:2 | TRANSPORT | es.crt | -'],
  ],
  [
    'a keystore has the key of another certificate',
    { yml: yml({ enabled: 'true', 'keystore.path': 'mixed.p12' }) },
    ['warns | proven | key-certificate-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | mixed.p12 | -'],
  ],
  [
    'a chain is in the wrong order',
    { yml: yml({ ...pem, certificate: 'wrong.crt' }) },
    [
      'stops | proven | chain-order-invalid | TRANSPORT.certificate:3 | TRANSPORT | wrong.crt | failed - failed to load a KeyManager for certificate/key pair [config/wrong.crt], [config/es.key]',
      'warns | proven | key-certificate-mismatch | TRANSPORT.key:2 | TRANSPORT | wrong.crt | -',
    ],
  ],
  [
    'a chain has a certificate that is unrelated',
    { yml: yml({ ...pem, certificate: 'beside.crt' }) },
    [
      'stops | proven | chain-unrelated-certificate | TRANSPORT.certificate:3 | TRANSPORT | beside.crt | failed - failed to load a KeyManager for certificate/key pair [config/beside.crt], [config/es.key]',
    ],
  ],
  [
    'a chain is in the wrong order and its key is missing',
    { yml: yml({ ...pem, certificate: 'wrong.crt', key: 'no.key' }) },
    [
      'stops | proven | file-missing | TRANSPORT.key:2 | TRANSPORT | no.key | failed - cannot read configured PEM private key [config/no.key] because the file does not exist',
    ],
  ],
  [
    'a password is wrong',
    { yml: yml({ ...jks, 'keystore.password': 'guess' }) },
    [
      'stops | proven | keystore-password-wrong | TRANSPORT.keystore.password:3 | TRANSPORT | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (a keystore password was provided)',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a password is nowhere',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.jks' }) },
    [
      'stops | proven | keystore-password-not-stored | TRANSPORT.keystore.path:2 | TRANSPORT | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (no password was provided)',
    ],
  ],
  [
    'a password is nowhere, and elasticsearch.keystore is closed',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.jks' }), files: closed },
    [
      'unknown | password-in-closed-keystore | xpack.security.transport.ssl | xpack.security.transport.ssl.keystore.secure_password | elasticsearch.keystore',
    ],
  ],
  [
    'a password is wrong, and elasticsearch.keystore is closed',
    { yml: yml({ ...jks, 'keystore.password': 'guess' }), files: closed },
    [
      'stops | proven | keystore-password-wrong | TRANSPORT.keystore.password:3 | TRANSPORT | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (a keystore password was provided)',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    "a truststore's password is wrong",
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.password': 'guess' }) },
    [
      'stops | proven | keystore-password-wrong | TRANSPORT.truststore.password:5 | TRANSPORT | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (a keystore password was provided)',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:5 | TRANSPORT | - | -',
    ],
  ],
  [
    "a truststore's password is nowhere",
    { yml: yml({ ...trusting, enabled: 'true' }) },
    [
      'stops | proven | keystore-password-not-stored | TRANSPORT.truststore.path:3 | TRANSPORT | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (no password was provided)',
    ],
  ],
  [
    "a truststore's password is nowhere, and elasticsearch.keystore is closed",
    { yml: yml({ ...trusting, enabled: 'true' }), files: closed },
    [
      'unknown | password-in-closed-keystore | xpack.security.transport.ssl | xpack.security.transport.ssl.truststore.secure_password | elasticsearch.keystore',
    ],
  ],
  [
    'passwords in elasticsearch.keystore are wrong, or empty',
    {
      yml: yml({ enabled: 'true', 'keystore.path': 'node.jks' }) + yml({ enabled: 'true', 'keystore.path': 'node.jks' }, http),
      files: {
        'elasticsearch.keystore': makeElasticsearchKeystore({
          [`${transport}.keystore.secure_password`]: 'guess',
          [`${http}.keystore.secure_password`]: '',
        }),
      },
    },
    [
      'stops | proven | keystore-password-not-stored | HTTP.keystore.path:4 | HTTP | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (no password was provided)',
      'stops | proven | keystore-password-wrong | TRANSPORT.keystore.secure_password:elasticsearch.keystore | TRANSPORT | node.jks | failed - cannot read configured [jks] keystore (as a truststore) [config/node.jks] - this is usually caused by an incorrect password; (a keystore password was provided)',
    ],
  ],
  [
    'passwords stand in both places',
    {
      yml:
        yml({ ...jks, 'keystore.key_password': 'a' }) +
        yml({ ...pem, key_passphrase: 'b' }, http) +
        yml({ ...trusting, 'truststore.password': 'store-password' }, profile) +
        yml({ ...trusting, verification_mode: 'none', 'truststore.password': 'store-password' }, lax),
      files: {
        'elasticsearch.keystore': makeElasticsearchKeystore({
          [`${transport}.keystore.secure_key_password`]: 'a',
          [`${http}.secure_key_passphrase`]: 'b',
          [`${profile}.truststore.secure_password`]: 'store-password',
          [`${lax}.truststore.secure_password`]: 'store-password',
        }),
      },
    },
    [
      'stops | proven | conflicting-passwords | HTTP.key_passphrase:9 | HTTP | - | failed - cannot specify both [secure_key_passphrase] and [key_passphrase]',
      'stops | proven | conflicting-passwords | transport.profiles.a.xpack.security.ssl.truststore.password:13 | transport.profiles.a.xpack.security.ssl | - | failed - cannot specify both [truststore.secure_password] and [truststore.password]',
      'stops | proven | conflicting-passwords | TRANSPORT.keystore.key_password:4 | TRANSPORT | - | failed - cannot specify both [keystore.secure_key_password] and [keystore.key_password]',
      'stops | proven | keystore-password-wrong | TRANSPORT.keystore.key_password:4 | TRANSPORT | node.jks | failed - cannot load [jks] keystore from [config/node.jks] due to UnrecoverableKeyException',
      'warns | proven | password-in-yaml | HTTP.key_passphrase:9 | HTTP | - | -',
      'warns | proven | password-in-yaml | transport.profiles.b.xpack.security.ssl.truststore.password:18 | transport.profiles.b.xpack.security.ssl | - | -',
      'warns | proven | password-in-yaml | transport.profiles.a.xpack.security.ssl.truststore.password:13 | transport.profiles.a.xpack.security.ssl | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.key_password:4 | TRANSPORT | - | -',
    ],
  ],
  [
    'a key in a store has another password',
    { yml: yml({ ...jks, 'keystore.key_password': 'guess' }) },
    [
      'stops | proven | keystore-password-wrong | TRANSPORT.keystore.key_password:4 | TRANSPORT | node.jks | failed - cannot load [jks] keystore from [config/node.jks] due to UnrecoverableKeyException',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.key_password:4 | TRANSPORT | - | -',
    ],
  ],
  [
    'a keystore is PEM',
    { yml: yml({ enabled: 'true', 'keystore.path': 'es.crt' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | es.crt | failed - cannot read configured [jks] keystore (as a truststore) [config/es.crt] - Invalid keystore format; (no password was provided)',
    ],
  ],
  [
    'a keystore is PEM and called JKS',
    { yml: yml({ enabled: 'true', 'keystore.path': 'es.crt', 'keystore.type': 'jks' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | es.crt | failed - cannot read configured [jks] keystore (as a truststore) [config/es.crt] - Invalid keystore format; (no password was provided)',
    ],
  ],
  [
    'a keystore is empty',
    { yml: yml({ enabled: 'true', 'keystore.path': 'empty.pem' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | empty.pem | failed - cannot read configured [jks] keystore (as a truststore) [config/empty.pem]; (no password was provided)',
    ],
  ],
  [
    'a keystore has text',
    { yml: yml({ enabled: 'true', 'keystore.path': 'text.pem' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | text.pem | failed - cannot read configured [jks] keystore (as a truststore) [config/text.pem] - Invalid keystore format; (no password was provided)',
    ],
  ],
  [
    'a keystore is cut off',
    { yml: yml({ ...jks, 'keystore.path': 'cut.p12' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | cut.p12 | failed - cannot read configured [PKCS12] keystore (as a truststore) [config/cut.p12]',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a keystore is of a type that is none',
    { yml: yml({ ...jks, 'keystore.type': 'PEM' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.keystore.path:2 | TRANSPORT | node.jks | failed - cannot load [PEM] keystore (as a truststore) from [config/node.jks] due to KeyStoreException (PEM not found); (a keystore password was provided)',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a keystore is of a type that is not read here',
    { yml: yml({ ...jks, 'keystore.path': 'node.jceks', 'keystore.type': 'jceks' }) },
    [
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
      'unknown | store-type-not-read | xpack.security.transport.ssl | config/node.jceks | jceks',
    ],
  ],
  [
    'a keystore is BCFKS',
    { yml: yml({ ...jks, 'keystore.type': 'bcfks' }) },
    [
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
      'unknown | store-type-not-read | xpack.security.transport.ssl | config/node.jks | bcfks',
    ],
  ],
  [
    'a truststore is of a type that is none',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'trust.jks', 'truststore.type': 'PEM' }) },
    [
      'stops | proven | keystore-type-mismatch | TRANSPORT.truststore.path:3 | TRANSPORT | trust.jks | failed - cannot load [PEM] keystore (as a truststore) from [config/trust.jks] due to KeyStoreException (PEM not found); (no password was provided)',
    ],
  ],
  [
    'a keystore has no key',
    { yml: yml({ ...jks, 'keystore.path': 'trust.p12' }) },
    [
      'stops | proven | keystore-without-private-key | TRANSPORT.keystore.path:2 | TRANSPORT | trust.p12 | failed - the PKCS12 keystore [config/trust.p12]does not contain a private key entry',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a keystore has the key of a CA alone, for HTTP',
    { yml: yml({ enabled: 'true', 'keystore.path': 'onlyca.p12' }, http) },
    [
      'stops | proven | keystore-without-private-key | HTTP.keystore.path:2 | HTTP | onlyca.p12 | failed - the PKCS12 keystore [config/onlyca.p12]does not contain a private key entry',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  ['a keystore has the key of a CA alone, for transport', { yml: yml({ enabled: 'true', 'keystore.path': 'onlyca.p12' }) }, []],
  [
    'a keystore has two keys',
    { yml: yml({ enabled: 'true', 'keystore.path': 'pair.p12' }) },
    ['warns | proven | keystore-several-keys | TRANSPORT.keystore.path:2 | TRANSPORT | - | -'],
  ],
  [
    'a keystore has two keys, one of a CA, for HTTP',
    { yml: yml({ enabled: 'true', 'keystore.path': 'pair.p12' }, http) },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -'],
  ],
  [
    'a truststore is empty',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'none.jks', 'truststore.password': 'store-password' }) },
    [
      'stops | proven | truststore-no-anchors | TRANSPORT.truststore.path:3 | TRANSPORT | none.jks | failed - the truststore [config/none.jks] does not contain any trusted certificate entries',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:5 | TRANSPORT | - | -',
    ],
  ],
  [
    'a truststore has certificates that a JVM does not see',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'unmarked.p12', 'truststore.password': 'store-password' }) },
    [
      'stops | proven | truststore-no-anchors | TRANSPORT.truststore.path:3 | TRANSPORT | unmarked.p12 | failed - the truststore [config/unmarked.p12] does not contain any trusted certificate entries',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:5 | TRANSPORT | - | -',
    ],
  ],
  [
    'a truststore has a key alone',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'onlyca.p12' }) },
    [
      'stops | proven | truststore-no-anchors | TRANSPORT.truststore.path:3 | TRANSPORT | onlyca.p12 | failed - the truststore [config/onlyca.p12] does not contain any trusted certificate entries',
    ],
  ],
  [
    'a truststore has a password that everybody tries',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'trust.jks', 'truststore.password': 'changeit' }) },
    [
      'warns | proven | weak-store-password | TRANSPORT.truststore.path:3 | TRANSPORT | trust.jks | -',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:5 | TRANSPORT | - | -',
    ],
  ],
  ['a keystore has no password', { yml: yml({ enabled: 'true', 'keystore.path': 'open.p12' }) }, []],
  [
    'nobody is verified on transport',
    { yml: yml({ ...pem, verification_mode: 'none' }) },
    ['warns | proven | transport-verification-none | TRANSPORT.verification_mode:5 | TRANSPORT | - | -'],
  ],
  [
    'nobody is verified on HTTP',
    { yml: yml({ ...pem, verification_mode: 'none' }, http) },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -'],
  ],
  [
    'a certificate is not enough',
    { yml: yml({ enabled: 'true', certificate: 'es.crt' }) },
    [
      'stops | proven | conflicting-key-settings | TRANSPORT.certificate:2 | TRANSPORT | - | failed - cannot specify [certificate] without also setting [key]',
    ],
  ],
  [
    'a key is not enough',
    { yml: yml({ enabled: 'true', key: 'es.key' }) },
    [
      'stops | proven | conflicting-key-settings | TRANSPORT.key:2 | TRANSPORT | - | failed - cannot specify [key] without also setting [certificate]',
    ],
  ],
  [
    'a certificate stands beside a keystore',
    { yml: yml({ ...pem, 'keystore.path': 'node.jks' }) },
    [
      'stops | proven | conflicting-key-settings | TRANSPORT.certificate:3 | TRANSPORT | - | failed - cannot specify both [certificate] and [keystore.path]',
    ],
  ],
  [
    'a key stands beside a keystore',
    { yml: yml({ enabled: 'true', key: 'es.key', 'keystore.path': 'node.jks', 'keystore.password': 'store-password' }) },
    [
      'stops | proven | conflicting-key-settings | TRANSPORT.key:2 | TRANSPORT | - | failed - cannot specify [key] without also setting [certificate]',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:4 | TRANSPORT | - | -',
    ],
  ],
  [
    'CAs stand beside a truststore',
    { yml: yml({ ...pem, 'truststore.path': 'trust.jks', 'truststore.password': 'changeit' }) },
    [
      'stops | proven | conflicting-trust-settings | TRANSPORT.certificate_authorities:4 | TRANSPORT | - | failed - cannot specify both [certificate_authorities] and [truststore.path]',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:6 | TRANSPORT | - | -',
    ],
  ],
  [
    'TLS is off and a certificate is set',
    { yml: yml({ ...pem, enabled: 'false' }) },
    [
      'warns | proven | ssl-enabled-false-explicit | TRANSPORT.enabled:1 | TRANSPORT | - | -',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:1 | TRANSPORT | - | -',
    ],
  ],
  [
    'TLS is off for HTTP and a keystore is set',
    { yml: yml({ ...jks, enabled: 'false' }, http) },
    [
      'warns | proven | password-in-yaml | HTTP.keystore.password:3 | HTTP | - | -',
      'warns | proven | ssl-enabled-false-explicit | HTTP.enabled:1 | HTTP | - | -',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'TLS is off and nothing is set',
    { yml: yml({ enabled: 'false' }) },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:1 | TRANSPORT | - | -'],
  ],
  [
    'TLS is off for a client of remote clusters and a certificate is set',
    { yml: yml({ ...pem, enabled: 'false' }, 'xpack.security.remote_cluster_client.ssl') },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -'],
  ],
  [
    'TLS is not said to be on',
    { yml: yml({ key: 'es.key', certificate: 'es.crt' }) },
    [
      'stops | proven | ssl-settings-without-enabled | TRANSPORT.certificate:2 | TRANSPORT | - | invalid configuration for TRANSPORT - [TRANSPORT.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [TRANSPORT.certificate,TRANSPORT.key]',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'TLS is not said to be on for HTTP, in 7',
    { yml: yml({ key: 'es.key', certificate: 'es.crt' }, http), version: '7.17.29' },
    [
      'warns | proven | ssl-settings-without-enabled | HTTP.certificate:2 | HTTP | - | invalid configuration for HTTP - [HTTP.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [HTTP.certificate,HTTP.key]',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'TLS is on without a key',
    { yml: yml({ enabled: 'true' }, http) },
    [
      'stops | proven | ssl-enabled-without-key | HTTP.enabled:1 | HTTP | - | invalid SSL configuration for HTTP - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [HTTP.keystore.path], or both [HTTP.key] and [HTTP.certificate]',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'remote clusters are served without a key',
    { yml: 'remote_cluster_server.enabled: true\n' },
    [
      'stops | proven | ssl-enabled-without-key | remote_cluster_server.enabled:1 | xpack.security.remote_cluster_server.ssl | - | invalid SSL configuration for xpack.security.remote_cluster_server.ssl - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [xpack.security.remote_cluster_server.ssl.keystore.path], or both [xpack.security.remote_cluster_server.ssl.key] and [xpack.security.remote_cluster_server.ssl.certificate]',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'remote clusters are not served, and TLS is on without a key',
    { yml: yml({ enabled: 'true' }, 'xpack.security.remote_cluster_server.ssl') },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -'],
  ],
  [
    'no protocol is known',
    { yml: yml({ ...pem, supported_protocols: 'TLS1.3, tls' }) },
    [
      'stops | proven | unknown-ssl-setting | TRANSPORT.supported_protocols:5 | TRANSPORT | - | failed - java.lang.IllegalArgumentException: no supported SSL/TLS protocol was found in the configured supported protocols: [TLS1.3, tls]',
    ],
  ],
  ['one protocol is known', { yml: yml({ ...pem, supported_protocols: 'TLSv1.3, tls' }) }, []],
  [
    'no cipher suite is known',
    { yml: yml({ ...pem, cipher_suites: 'ECDHE-RSA-AES128-SHA, x' }) },
    [
      'stops | proven | ciphers-unsupported-by-jvm | TRANSPORT.cipher_suites:5 | TRANSPORT | - | failed - none of the ciphers [ECDHE-RSA-AES128-SHA, x] are supported by this JVM',
    ],
  ],
  [
    'one cipher suite is known',
    { yml: yml({ ...pem, cipher_suites: 'TLS_AES_128_GCM_SHA256, x' }) },
    ['warns | proven | ciphers-unsupported-by-jvm | TRANSPORT.cipher_suites:5 | TRANSPORT | - | -'],
  ],
  ['every cipher suite is known', { yml: yml({ ...pem, cipher_suites: 'TLS_AES_128_GCM_SHA256, SSL_RSA_WITH_NULL_MD5' }) }, []],
  [
    'passwords of every kind stand in elasticsearch.yml',
    { yml: yml({ ...pem, 'keystore.password': 'a', 'keystore.key_password': 'b', 'truststore.password': 'c', key_passphrase: 'd' }) },
    [
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:5 | TRANSPORT | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.keystore.key_password:6 | TRANSPORT | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.truststore.password:7 | TRANSPORT | - | -',
      'warns | proven | password-in-yaml | TRANSPORT.key_passphrase:8 | TRANSPORT | - | -',
    ],
  ],
  [
    'transport has no TLS, bound to an address',
    { yml: 'network.host: 10.0.0.1\n' },
    [
      'stops | proven | bootstrap-tls-missing | TRANSPORT.enabled:- | whole | - | Transport SSL must be enabled if security is enabled. Please set [TRANSPORT.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
    ],
  ],
  [
    'the same, and no release is known',
    { yml: 'network.host: 10.0.0.1\n', version: null },
    [
      'stops | likely | bootstrap-tls-missing | TRANSPORT.enabled:- | whole | - | Transport SSL must be enabled if security is enabled. Please set [TRANSPORT.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
      'unknown | release-not-given',
    ],
  ],
  [
    'transport has no TLS, bound to the loopback',
    { yml: `${yml({ enabled: 'false' })}network.host: 127.0.0.1\n` },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:1 | TRANSPORT | - | -'],
  ],
  [
    'transport has no TLS, and the node stands alone',
    { yml: 'network.host: 10.0.0.1\ndiscovery.type: single-node\n' },
    ['warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -'],
  ],
  [
    'transport has no TLS, and security is off',
    { yml: 'network.host: 10.0.0.1\nxpack.security.enabled: false\n' },
    ['warns | proven | security-disabled | xpack.security.enabled:2 | whole | - | -'],
  ],
  ['transport has no TLS, in 7', { yml: 'network.host: 10.0.0.1\n', version: '7.17.29' }, []],
  [
    'tokens are served without HTTPS',
    { yml: `${yml(pem)}network.host: 10.0.0.1\nxpack.security.authc.token.enabled: true\n` },
    [
      'stops | proven | token-service-without-https | xpack.security.authc.token.enabled:6 | whole | - | HTTPS is required in order to use the token service. Please enable HTTPS using the [HTTP.enabled] setting or disable the token service using the [xpack.security.authc.token.enabled] setting',
    ],
  ],
  [
    'tokens are served with HTTPS',
    { yml: `${yml(pem)}${yml(pem, http)}network.host: 10.0.0.1\nxpack.security.authc.token.enabled: true\n` },
    [],
  ],
  ['tokens are served without HTTPS on the loopback', { yml: `${yml(pem)}xpack.security.authc.token.enabled: true\n` }, []],
  [
    'trust is not diagnosed',
    { yml: 'xpack.security.ssl.diagnose.trust: false\n' },
    [
      'warns | proven | diagnose-trust-disabled | xpack.security.ssl.diagnose.trust:1 | whole | - | -',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  ['elasticsearch.keystore is closed', { yml: yml(pem), files: closed }, []],
  [
    'elasticsearch.keystore is none',
    { yml: yml(pem), files: { 'elasticsearch.keystore': 'hello' } },
    ['stops | proven | keystore-type-mismatch | no setting:elasticsearch.keystore | whole | elasticsearch.keystore | -'],
  ],
  [
    'a setting stands twice with one value',
    { yml: 'node.name: a\nnode:\n  name: a\n' },
    [
      'warns | proven | yaml-shape-overrides | node.name:3 | whole | elasticsearch.yml | -',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'a setting stands twice with two values',
    { yml: 'node.name: a\nnode:\n  name: b\n' },
    [
      'warns | proven | yaml-shape-overrides | node.name:3 | whole | elasticsearch.yml | -',
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'a setting stands twice at one level',
    { yml: 'node.name: a\nnode.name: b\n' },
    [
      "stops | proven | yaml-shape-overrides | node.name:2 | whole | elasticsearch.yml | Duplicate field 'node.name'",
      'warns | proven | single-node-exempt | TRANSPORT.enabled:- | TRANSPORT | - | -',
    ],
  ],
  [
    'a file outside is named',
    { yml: yml({ ...pem, certificate_authorities: outside }) },
    [
      `stops | proven | file-outside-config-dir | TRANSPORT.certificate_authorities:4 | TRANSPORT | LICENSE | failed - cannot read configured PEM certificate_authorities [${outside}] because access to read the file is blocked; SSL resources should be placed in the [config] directory`,
      `stops | proven | pem-not-a-certificate | TRANSPORT.certificate_authorities:4 | TRANSPORT | LICENSE | failed - cannot load PEM certificate_authorities from [${outside}] due to CertificateException (No certificate data found)`,
    ],
  ],
  [
    'a certificate outside is named',
    { yml: yml({ ...pem, certificate: outside }) },
    [
      `stops | proven | file-outside-config-dir | TRANSPORT.certificate:3 | TRANSPORT | LICENSE | failed - cannot read configured PEM certificate [${outside}] because access to read the file is blocked; SSL resources should be placed in the [config] directory`,
    ],
  ],
  [
    'a key outside is named, before 8.18',
    { yml: yml({ ...pem, key: outside }), version: '8.17.9' },
    [
      `stops | likely | file-outside-config-dir | TRANSPORT.key:2 | TRANSPORT | LICENSE | failed - cannot read configured PEM private key [${outside}] because access to read the file is blocked; SSL resources should be placed in the [config] directory`,
      `stops | proven | pem-empty | TRANSPORT.key:2 | TRANSPORT | LICENSE | failed - Error parsing Private Key [${outside}], file is empty`,
    ],
  ],
  [
    'a keystore outside is named',
    { yml: yml({ ...jks, 'keystore.path': outside }) },
    [
      `stops | proven | file-outside-config-dir | TRANSPORT.keystore.path:2 | TRANSPORT | LICENSE | failed - cannot read configured [jks] keystore [${outside}] because access to read the file is blocked; SSL resources should be placed in the [config] directory`,
      'warns | proven | password-in-yaml | TRANSPORT.keystore.password:3 | TRANSPORT | - | -',
    ],
  ],
  [
    'a truststore outside is named',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': outside }) },
    [
      `stops | proven | file-outside-config-dir | TRANSPORT.truststore.path:3 | TRANSPORT | LICENSE | failed - cannot read configured [jks] keystore (as a truststore) [${outside}] because access to read the file is blocked; SSL resources should be placed in the [config] directory`,
    ],
  ],
];

describe('everything that is wrong with a node', () => {
  for (const [title, wish, expected] of wrong) {
    it(`where ${title}`, async () => {
      assert.deepEqual(told(await nodeSetup({ ...wish, files: { ...files, ...wish.files } })), expected);
    });
  }
});

const whole: readonly (readonly [title: string, wish: SetupWish, context: string, expected: readonly string[]])[] = [
  [
    'verification is full by name',
    { yml: yml({ ...pem, verification_mode: 'full', client_authentication: 'none' }) },
    transport,
    [
      'enabled true:1, verification full:5, clients none:6, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'PEM files are named',
    { yml: yml(pem) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'a chain is named',
    { yml: yml({ ...pem, certificate: 'chain.crt', key: 'second.key' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < test CA, alias null, key, matches false, of chain.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names second.key by xpack.security.transport.ssl.key:2, pem',
      'names chain.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'no trust is set beside PEM files',
    { yml: yml({ enabled: 'true', key: 'es.key', certificate: 'chain.crt' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < test CA, alias null, key, matches true, of chain.crt',
      'trusts anchors and public roots, set on -',
      'trusts es01, own-certificate null of chain.crt',
      'trusts test CA, own-certificate null of chain.crt',
      'names chain.crt by xpack.security.transport.ssl.certificate:3, pem',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
    ],
  ],
  [
    'no trust is set beside a certificate without a key',
    { yml: yml({ enabled: 'true', certificate: 'chain.crt' }) },
    transport,
    ['enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'no trust is set beside a store',
    { yml: yml(jks) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < Fixture CA, alias es01, key, matches true, of node.jks',
      'trusts anchors and public roots, set on -',
      'trusts Fixture CA, trusted-entry ca of node.jks',
      'trusts es01, key-entry es01 of node.jks, matches true',
      'names node.jks by xpack.security.transport.ssl.keystore.path:2, jks',
    ],
  ],
  [
    'no trust is set beside a store that cannot be opened',
    { yml: yml({ ...jks, 'keystore.password': 'guess' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'trusts unknown and public roots, set on -, for trust-file-unread',
      'names node.jks by xpack.security.transport.ssl.keystore.path:2, jks, config/node.jks: it is a Java key store (JKS), and the password is wrong',
    ],
  ],
  [
    'no trust is set beside a certificate that is missing',
    { yml: yml({ enabled: 'true', key: 'es.key', certificate: 'no.crt' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'trusts unknown and public roots, set on -, for setup-problem',
      'names no.crt by xpack.security.transport.ssl.certificate:3, null, config/no.crt: there is no such file',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
    ],
  ],
  [
    'nothing is set',
    { yml: '' },
    transport,
    ['enabled false:-, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'nothing is set for HTTP',
    { yml: '' },
    http,
    ['enabled false:-, verification full:-, clients none:-, protocols TLSv1.3,TLSv1.2:-', 'trusts anchors and public roots, set on -'],
  ],
  [
    'a truststore is named',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.password': 'store-password' }) },
    transport,
    [
      'enabled true:4, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 3',
      'trusts Fixture CA, trusted-entry ca of node.jks',
      'trusts es01, key-entry es01 of node.jks, matches true',
      'names node.jks by xpack.security.transport.ssl.truststore.path:3, jks',
      'names es.key by xpack.security.transport.ssl.key:1, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:2, pem',
    ],
  ],
  [
    'a truststore has the key of another certificate',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'mixed.p12' }) },
    transport,
    [
      'enabled true:4, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 3',
      'trusts es01, key-entry es01 of mixed.p12, matches false',
      'names mixed.p12 by xpack.security.transport.ssl.truststore.path:3, pkcs12',
      'names es.key by xpack.security.transport.ssl.key:1, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:2, pem',
    ],
  ],
  [
    'a truststore is missing',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'no.p12' }) },
    transport,
    [
      'enabled true:4, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts unknown, set on 3, for trust-file-unread',
      'names no.p12 by xpack.security.transport.ssl.truststore.path:3, null, config/no.p12: there is no such file',
      'names es.key by xpack.security.transport.ssl.key:1, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:2, pem',
    ],
  ],
  [
    'a truststore has certificates that a JVM does not see',
    { yml: yml({ ...trusting, enabled: 'true', 'truststore.path': 'unmarked.p12', 'truststore.password': 'store-password' }) },
    transport,
    [
      'enabled true:4, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 3',
      'names unmarked.p12 by xpack.security.transport.ssl.truststore.path:3, pkcs12',
      'names es.key by xpack.security.transport.ssl.key:1, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:2, pem',
    ],
  ],
  [
    'nobody is verified',
    { yml: yml({ ...pem, verification_mode: 'NONE' }) },
    transport,
    [
      'enabled true:1, verification none:5, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts everything, set on 5',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'the second of two CAs is missing',
    { yml: yml({ ...pem, certificate_authorities: 'ca.crt, no.crt' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts unknown, set on 4, for setup-problem',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names no.crt by xpack.security.transport.ssl.certificate_authorities:4, null, config/no.crt: there is no such file',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'the second of two CAs is text',
    { yml: yml({ ...pem, certificate_authorities: '[ca.crt, text.pem]' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts unknown, set on 4, for setup-problem',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names text.pem by xpack.security.transport.ssl.certificate_authorities:4, unknown, config/text.pem: it is neither PEM nor DER, where a certificate was expected',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'values are none',
    { yml: yml({ ...pem, verification_mode: 'some', client_authentication: 'maybe', enabled: 'maybe' }) },
    transport,
    [
      'enabled false:-, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'values are written large',
    { yml: yml({ ...pem, verification_mode: 'Certificate', client_authentication: 'OPTIONAL' }) },
    transport,
    [
      'enabled true:1, verification certificate:5, clients optional:6, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'protocols are set',
    { yml: yml({ ...pem, supported_protocols: 'TLSv1.2' }), version: '8.19.0' },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.2:5',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors, set on 4',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.transport.ssl.certificate_authorities:4, pem',
      'names es.key by xpack.security.transport.ssl.key:2, pem',
      'names es.crt by xpack.security.transport.ssl.certificate:3, pem',
    ],
  ],
  [
    'a store has two keys',
    { yml: yml({ enabled: 'true', 'keystore.path': 'pair.p12' }) },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < test CA, alias es01, key, matches true, of pair.p12',
      'shows test CA, alias ca, key, matches true, of pair.p12',
      'trusts anchors and public roots, set on -',
      'trusts es01, key-entry es01 of pair.p12, matches true',
      'trusts test CA, key-entry ca of pair.p12, matches true',
      'names pair.p12 by xpack.security.transport.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'a store has two keys, one of a CA, for HTTP',
    { yml: yml({ enabled: 'true', 'keystore.path': 'pair.p12' }, http) },
    http,
    [
      'enabled true:1, verification full:-, clients none:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < test CA, alias es01, key, matches true, of pair.p12',
      'trusts anchors and public roots, set on -',
      'trusts es01, key-entry es01 of pair.p12, matches true',
      'trusts test CA, key-entry ca of pair.p12, matches true',
      'names pair.p12 by xpack.security.http.ssl.keystore.path:2, pkcs12',
    ],
  ],
  [
    'a store is closed, and the user has its password',
    { yml: yml({ enabled: 'true', 'keystore.path': 'node.jks' }), passwords: () => [rightPassword] },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < Fixture CA, alias es01, key, matches true, of node.jks',
      'trusts anchors and public roots, set on -',
      'trusts Fixture CA, trusted-entry ca of node.jks',
      'trusts es01, key-entry es01 of node.jks, matches true',
      'names node.jks by xpack.security.transport.ssl.keystore.path:2, jks',
    ],
  ],
  [
    'a key in a store has another password, and the user has it',
    { yml: yml({ ...jks, 'keystore.key_password': 'guess' }), passwords: () => [rightPassword] },
    transport,
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01 < Fixture CA, alias es01, no key, matches null, of node.jks',
      'trusts anchors and public roots, set on -',
      'trusts Fixture CA, trusted-entry ca of node.jks',
      'trusts es01, key-entry es01 of node.jks, matches true',
      'names node.jks by xpack.security.transport.ssl.keystore.path:2, jks',
    ],
  ],
  [
    'remote clusters are dialled',
    { yml: yml({ certificate_authorities: 'ca.crt', client_authentication: 'required' }, 'xpack.security.remote_cluster_client.ssl') },
    'xpack.security.remote_cluster_client.ssl',
    [
      'enabled true:-, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'trusts anchors, set on 1',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.security.remote_cluster_client.ssl.certificate_authorities:1, pem',
    ],
  ],
  [
    'remote clusters are served',
    { yml: yml({ key: 'es.key', certificate: 'es.crt' }, 'xpack.security.remote_cluster_server.ssl') },
    'xpack.security.remote_cluster_server.ssl',
    [
      'enabled true:-, verification full:-, clients none:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors and public roots, set on -',
      'trusts es01, own-certificate null of es.crt',
      'names es.crt by xpack.security.remote_cluster_server.ssl.certificate:2, pem',
      'names es.key by xpack.security.remote_cluster_server.ssl.key:1, pem',
    ],
  ],
  [
    'a realm is set',
    { yml: yml({ certificate_authorities: 'ca.crt', verification_mode: 'none' }, 'xpack.security.authc.realms.ldap.a.ssl') },
    'xpack.security.authc.realms.ldap.a.ssl',
    ['enabled true:-, verification none:2, clients none, protocols TLSv1.3,TLSv1.2:-', 'trusts everything, set on 2'],
  ],
  [
    'a profile is set',
    { yml: `${yml(pem)}${yml({ key: 'es.key', certificate: 'es.crt' }, 'transport.profiles.a.xpack.security.ssl')}` },
    'transport.profiles.a.xpack.security.ssl',
    [
      'enabled true:1, verification full:-, clients required:-, protocols TLSv1.3,TLSv1.2:-',
      'shows es01, alias null, key, matches true, of es.crt',
      'trusts anchors and public roots, set on -',
      'trusts es01, own-certificate null of es.crt',
      'names es.crt by transport.profiles.a.xpack.security.ssl.certificate:6, pem',
      'names es.key by transport.profiles.a.xpack.security.ssl.key:5, pem',
    ],
  ],
  [
    'a client of Watcher is set',
    { yml: yml({ certificate_authorities: 'ca.crt' }, 'xpack.http.ssl') },
    'xpack.http.ssl',
    [
      'enabled true:-, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'trusts anchors, set on 1',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.http.ssl.certificate_authorities:1, pem',
    ],
  ],
  [
    'a client of mail is set',
    { yml: yml({ certificate_authorities: 'ca.crt' }, 'xpack.notification.email.ssl') },
    'xpack.notification.email.ssl',
    [
      'enabled true:-, verification full:-, clients none, protocols TLSv1.3,TLSv1.2:-',
      'trusts anchors, set on 1',
      'trusts test CA, ca-file null of ca.crt',
      'names ca.crt by xpack.notification.email.ssl.certificate_authorities:1, pem',
    ],
  ],
];

describe('everything that a context would load', () => {
  for (const [title, wish, context, expected] of whole) {
    it(`where ${title}`, async () => {
      assert.deepEqual(loaded(await nodeSetup({ ...wish, files: { ...files, ...wish.files } }), context), expected);
    });
  }
});
