import { chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readElasticsearchSetup } from '../../../src/settings/elasticsearch/read-elasticsearch.ts';
import type { PasswordSource } from '../../../src/stores/password-source.ts';
import { fixture, noPasswords, storePassword } from '../../settings/setup-files.ts';
import { makeJks } from '../../support/keystore-maker.ts';
import { type Broken, ca, es01, http, kibana, node, type Settings, transport } from './setups.ts';

const other = es01();
const password = { [`${transport}.keystore.password`]: 'store-password' };

/** Transport from a store in place of PEM files. */
const stored = (store: string, more: Settings = {}): Settings => ({
  [`${transport}.key`]: null,
  [`${transport}.certificate`]: null,
  [`${transport}.keystore.path`]: store,
  ...more,
});

/** Trust from a store. */
const trusting = (store: string, more: Settings = {}): Settings => ({
  [`${transport}.certificate_authorities`]: null,
  [`${transport}.truststore.path`]: store,
  [`${transport}.truststore.password`]: 'store-password',
  ...more,
});

const encrypted = (identity: typeof other): string =>
  identity.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'marked' }).toString();

const key = (text: string) => ({ 'transport.key': text });
const certutil = { 'certutil-node.p12': fixture('certutil-node.p12') };
const owner: PasswordSource = ({ kind }) => (kind === 'store' ? [storePassword] : []);

/** A directory that does with its files what writing alone does not. */
async function changed(change: (directory: string) => void) {
  const directory = mkdtempSync(join(tmpdir(), 'handclasp-rules-'));
  try {
    const pair = { 'transport.key': other.privateKeyPem, 'transport.crt': es01().chainPem, 'ca.crt': ca.certificatePem };
    const yml = `${transport}.enabled: true\n${transport}.key: transport.key\n${transport}.certificate: transport.crt\n${transport}.certificate_authorities: ca.crt\n`;
    for (const [name, content] of Object.entries({ ...pair, 'elasticsearch.yml': yml }))
      writeFileSync(join(directory, name), content, { mode: 0o640 });
    change(directory);
    return await readElasticsearchSetup({ directory, environment: {}, passwords: noPasswords, version: '9.5.3' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Files that are missing, closed, locked, or something else than was expected. */
export const brokenFiles: readonly Broken[] = [
  {
    rule: 'conflicting-passwords',
    by: 'a password in both places',
    setup: () =>
      node(stored('certutil-node.p12', password), {
        files: { ...certutil, 'elasticsearch.keystore': fixture('elasticsearch-9.keystore') },
      }),
    severity: 'critical',
    says: /cannot be used together/,
    stops: true,
  },
  {
    rule: 'keystore-password-wrong',
    by: 'another password',
    setup: () =>
      node(stored('certutil-node.p12', { [`${transport}.keystore.password`]: 'marked-wrong' }), { files: certutil, passwords: owner }),
    severity: 'critical',
    says: /is wrong/,
    at: /elasticsearch\.yml:\d+$/,
    stops: true,
  },
  {
    rule: 'keystore-password-not-stored',
    by: 'no password',
    setup: () => node(stored('certutil-node.p12'), { files: certutil }),
    severity: 'critical',
    says: /has a password, and neither/,
    stops: true,
  },
  {
    rule: 'keystore-type-mismatch',
    by: 'PEM in a store',
    setup: () => node(stored('node.p12'), { files: { 'node.p12': ca.certificatePem } }),
    severity: 'critical',
    says: /PKCS#12 was expected/,
    at: /node\.p12$/,
    stops: true,
  },
  {
    rule: 'keystore-without-private-key',
    by: 'a trust store as key store',
    setup: () => node(stored('keytool-trust.p12', password), { files: { 'keytool-trust.p12': fixture('keytool-trust.p12') } }),
    severity: 'critical',
    says: /no private key/,
    stops: true,
  },
  {
    rule: 'truststore-no-anchors',
    by: 'certificates that the JVM does not see',
    setup: () => node(trusting('openssl-nokeys.p12'), { files: { 'openssl-nokeys.p12': fixture('openssl-nokeys.p12') } }),
    severity: 'critical',
    says: /no trusted entry/,
    stops: true,
  },
  {
    rule: 'ca-private-key-on-nodes',
    by: 'the store of certutil’s CA as trust store',
    setup: () =>
      node(trusting('certutil-ca.p12', { [`${transport}.truststore.password`]: 'ca-password' }), {
        files: { 'certutil-ca.p12': fixture('certutil-ca.p12') },
      }),
    severity: 'high',
    says: /private key of the CA/,
    at: /certutil-ca\.p12$/,
  },
  {
    rule: 'truststore-pins-leaf',
    by: 'one store for both',
    setup: () => node({ ...stored('certutil-node.p12', password), ...trusting('certutil-node.p12') }, { files: certutil }),
    severity: 'low',
    says: /keystore and truststore in one/,
  },
  {
    rule: 'fips-incompatible',
    by: 'a store of PKCS#12 in FIPS mode',
    setup: () => node({ ...stored('certutil-node.p12', password), 'xpack.security.fips_mode.enabled': 'true' }, { files: certutil }),
    severity: 'critical',
    says: /does not open/,
    stops: true,
    certainty: 'likely',
  },
  {
    rule: 'password-in-yaml',
    by: 'one of a store',
    setup: () => node(stored('certutil-node.p12', password), { files: certutil }),
    severity: 'medium',
    says: /it belongs in elasticsearch\.keystore/,
    at: /elasticsearch\.yml:\d+$/,
  },
  {
    rule: 'weak-store-password',
    by: 'changeit',
    setup: () =>
      node(trusting('trust.jks', { [`${transport}.truststore.password`]: 'changeit' }), {
        files: { 'trust.jks': makeJks({ ca: ca.certificate }, 'changeit') },
      }),
    severity: 'low',
    says: /everybody tries first/,
  },
  {
    rule: 'pem-key-unsupported',
    by: 'a key of OpenSSH',
    setup: () => node({}, { files: key('-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n') }),
    severity: 'critical',
    says: /transport\.key/,
    stops: true,
  },
  {
    rule: 'pem-key-encrypted',
    by: 'a key without its passphrase',
    setup: () => node({}, { files: key(encrypted(other)) }),
    severity: 'critical',
    says: /transport\.key/,
    stops: true,
  },
  {
    rule: 'pem-not-a-certificate',
    by: 'a key in place of the certificate',
    setup: () => node({ [`${http}.certificate`]: 'http.key' }),
    severity: 'critical',
    says: /http\.key/,
    stops: true,
  },
  {
    rule: 'pem-empty',
    by: 'an empty CA file',
    setup: () => node({}, { files: { 'transport-ca.crt': '' } }),
    severity: 'critical',
    says: /transport-ca\.crt/,
    stops: true,
  },
  {
    rule: 'pem-text-in-place-of-path',
    by: 'a key in place of its file',
    setup: () => node({ [`${transport}.key`]: JSON.stringify(other.privateKeyPem) }),
    severity: 'critical',
    says: /takes the path of a file, but has PEM text/,
    at: /elasticsearch\.yml:\d+$/,
    stops: true,
  },
  {
    rule: 'file-missing',
    by: 'a CA file that is not there',
    setup: () => node({ [`${transport}.certificate_authorities`]: 'absent.crt' }),
    severity: 'critical',
    says: /there is no such file/,
    stops: true,
  },
  {
    rule: 'file-not-readable',
    by: 'something that is no file',
    setup: () => node({ [`${transport}.certificate_authorities`]: '/dev/null' }),
    severity: 'critical',
    says: /not a regular file/,
    stops: true,
    certainty: 'likely',
  },
  {
    rule: 'file-outside-config-dir',
    by: 'a CA file elsewhere',
    setup: () => node({ [`${transport}.certificate_authorities`]: join(process.cwd(), 'package.json') }),
    severity: 'critical',
    says: /outside the configuration directory/,
    stops: true,
  },
  {
    rule: 'private-key-world-readable',
    by: 'a mode of 644',
    setup: () => changed((directory) => chmodSync(join(directory, 'transport.key'), 0o644)),
    severity: 'high',
    says: /mode 644/,
    at: /transport\.key$/,
  },
  {
    rule: 'key-certificate-mismatch',
    by: 'the key of another certificate',
    setup: () => node({}, { files: key(other.privateKeyPem) }),
    severity: 'critical',
    says: /does not belong to CN=es01/,
  },
  {
    rule: 'key-certificate-mismatch',
    by: 'the key of another certificate in Kibana',
    setup: () => kibana({}, { files: { 'kibana.key': other.privateKeyPem } }),
    severity: 'critical',
    says: /is not the key of/,
    stops: true,
  },
  {
    rule: 'pem-pair-out-of-step',
    by: 'a key that is a day older than its certificate',
    setup: () => changed((directory) => utimesSync(join(directory, 'transport.key'), new Date(), new Date(Date.now() - 86_400_000))),
    severity: 'high',
    says: /transport\.crt was written .* after .*transport\.key/,
    at: /transport\.key$/,
  },
  {
    rule: 'chain-order-invalid',
    by: 'the CA before the certificate',
    setup: () => node({}, { transport: { ...es01(), chainPem: ca.certificatePem + es01().certificatePem } }),
    severity: 'critical',
    says: /certificate 2/,
    stops: true,
  },
  {
    rule: 'chain-unrelated-certificate',
    by: 'a certificate of somebody else',
    setup: () => node({}, { transport: { ...other, chainPem: other.certificatePem + stranger() } }),
    severity: 'critical',
    says: /certificate 2/,
    stops: true,
  },
  {
    rule: 'kibana-legacy-pkcs12',
    by: 'RC4',
    setup: () =>
      kibana(
        {
          'server.ssl.key': null,
          'server.ssl.certificate': null,
          'server.ssl.keystore.path': 'openssl-rc4.p12',
          'server.ssl.keystore.password': 'store-password',
        },
        { files: { 'openssl-rc4.p12': fixture('openssl-rc4.p12') } },
      ),
    severity: 'critical',
    says: /RC4/,
    stops: true,
  },
];

function stranger(): string {
  return es01({ subject: 'somebody' }, { ...ca, subject: 'somebody else CA' }).certificatePem;
}

/** Of whatever stands in this store, nothing can be told: no password fits. */
export const locked = () =>
  node(stored('certutil-node.p12'), { files: { ...certutil, 'elasticsearch.keystore': fixture('elasticsearch-9-protected.keystore') } });
