// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of settings.

import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { Setup, TlsContext } from '../../../src/model/setup.ts';
import { reasonText } from '../../../src/wording/reason-text.ts';
import { makeJks } from '../../support/keystore-maker.ts';
import { fixture, keystorePassword, nodeSetup, type SetupWish, storePassword, withDirectory } from '../setup-files.ts';

const transport = 'xpack.security.transport.ssl';
const ca = makeCa({ subject: 'test CA' });
const leaf = issue(ca, { subject: 'es01' });

/** A node with PEM files that has nothing wrong, and what a test changes of it. */
const pem = (changed: Readonly<Record<string, string | null>> = {}, more: Partial<SetupWish> = {}): SetupWish => {
  const settings: Record<string, string | null> = {
    enabled: 'true',
    key: 'es.key',
    certificate: 'es.crt',
    certificate_authorities: 'ca.crt',
    ...changed,
  };
  const yml = Object.entries(settings)
    .flatMap(([name, value]) => (value === null ? [] : [`${transport}.${name}: ${value}\n`]))
    .join('');
  const files = { 'es.key': leaf.privateKeyPem, 'es.crt': leaf.certificatePem, 'ca.crt': ca.certificatePem, ...more.files };
  return { ...more, yml: yml + (more.yml ?? ''), files };
};

/** A node whose keystore is a recorded store; the password stands in elasticsearch.yml. */
const stored = (file: string, settings: string, files: SetupWish['files'] = {}): SetupWish => ({
  yml: `${transport}.enabled: true\n${transport}.keystore.path: ${file}\n${settings}`,
  files: { [file]: fixture(file.replace(/^as-[a-z0-9]+\./, '')), ...files },
});

const context = (setup: Setup, name = transport): TlsContext =>
  setup.contexts.find((found) => found.name === name) ?? assert.fail(`no context ${name}`);
const first = (setup: Setup) => setup.startupErrors[0] ?? assert.fail('nothing stops it');
const logOf = (setup: Setup) => (first(setup).logText ?? '').replaceAll(setup.directory, 'config');
const rules = (setup: Setup) => setup.startupErrors.map(({ rule }) => rule);

describe('the Setup of a node', () => {
  it('has key, chain, trust and defaults of a node with PEM files', async () => {
    const setup = await nodeSetup(pem());
    assert.deepEqual(setup.startupErrors, []);
    const { identities, trust, verification, clientAuthentication, protocols, enabled } = context(setup);
    assert.deepEqual(
      identities.map(({ chain, keyMatches }) => [chain[0]?.commonName, keyMatches]),
      [['es01', true]],
    );
    assert.deepEqual(
      trust.anchors.map(({ certificate, from }) => [certificate.commonName, from]),
      [['test CA', 'ca-file']],
    );
    assert.deepEqual([verification.value, verification.place], ['full', null]);
    assert.deepEqual(clientAuthentication, { value: 'required', place: null });
    assert.deepEqual(protocols.value, ['TLSv1.3', 'TLSv1.2']);
    assert.equal(enabled.place?.line, 1);
    assert.equal(context(setup, 'xpack.security.http.ssl').clientAuthentication?.value, 'none');
  });

  it('knows the protocols that were standard before 9', async () => {
    assert.deepEqual(context(await nodeSetup(pem({}, { version: '8.19.21' }))).protocols.value, ['TLSv1.3', 'TLSv1.2', 'TLSv1.1']);
  });

  it('takes leaf and trusted CA of one store for trust, and opens it with the password of elasticsearch.keystore', async () => {
    const wish = stored(
      'certutil-node.p12',
      `${transport}.truststore.path: certutil-node.p12\n${transport}.truststore.password: store-password\n`,
    );
    const setup = await nodeSetup({ ...wish, files: { ...wish.files, 'elasticsearch.keystore': fixture('elasticsearch-9.keystore') } });
    assert.deepEqual(setup.startupErrors, []);
    assert.deepEqual(setup.keystore.kind, 'opened');
    assert.ok(setup.keystore.entries.includes(`${transport}.keystore.secure_password`));
    const { identities, trust } = context(setup);
    assert.deepEqual(
      identities.map(({ alias, chain }) => [alias, chain.length]),
      [['es01', 2]],
    );
    assert.deepEqual(
      trust.anchors.map(({ from }) => from),
      ['key-entry', 'trusted-entry'],
    );
    assert.equal(trust.publicRoots, false);
  });

  it('opens a protected elasticsearch.keystore with the password that is given, and says what stays unknown without', async () => {
    const wish = stored('certutil-node.p12', '', { 'elasticsearch.keystore': fixture('elasticsearch-7-protected.keystore') });
    const open = await nodeSetup({ ...wish, passwords: ({ kind }) => (kind === 'settings' ? [keystorePassword] : []) });
    assert.deepEqual([open.keystore.kind, open.startupErrors], ['opened', []]);
    const closed = await nodeSetup(wish);
    assert.deepEqual([closed.keystore.kind, closed.startupErrors], ['locked', []]);
    assert.match(closed.unknown.map(reasonText).join('\n'), /keystore\.secure_password: elasticsearch\.keystore could not be opened/);
    assert.deepEqual(context(closed).identities, []);
  });

  it('trusts the JVM’s roots and the node’s own certificates where nothing is set', async () => {
    const { trust } = context(await nodeSetup(pem({ certificate_authorities: null })));
    assert.equal(trust.publicRoots, true);
    assert.deepEqual(
      trust.anchors.map(({ from }) => from),
      ['own-certificate'],
    );
  });

  it('trusts everything where verification_mode is none, and reads no file for it', async () => {
    const setup = await nodeSetup(pem({ verification_mode: 'none', certificate_authorities: 'absent.crt' }));
    assert.deepEqual([context(setup).trust.kind, setup.startupErrors], ['everything', []]);
    assert.ok(setup.warnings.some(({ rule }) => rule === 'transport-verification-none'));
  });

  it('has profiles, realms and both remote-cluster contexts', async () => {
    const yml = [
      'remote_cluster_server.enabled: true',
      'transport.profiles.client.xpack.security.ssl.client_authentication: none',
      'xpack.security.authc.realms.ldap.ldap1.ssl.certificate_authorities: [ca.crt]',
    ].join('\n');
    const setup = await nodeSetup(pem({}, { yml }));
    assert.deepEqual(
      setup.contexts.map(({ kind }) => kind),
      ['transport', 'http', 'remote-cluster-server', 'remote-cluster-client', 'transport-profile', 'realm'],
    );
    assert.deepEqual(rules(setup), ['ssl-enabled-without-key']);
    assert.equal(first(setup).context, 'xpack.security.remote_cluster_server.ssl');
  });

  it('tells names, seeds and addresses as they are written', async () => {
    const yml = 'cluster.name: c1\ndiscovery.seed_hosts: es01, es02:9301\nnetwork.host: ${ADDRESS}\n';
    const { facts } = await nodeSetup(pem({}, { yml, environment: { ADDRESS: '10.0.0.1' } }));
    assert.deepEqual([facts.clusterName, facts.seedHosts, facts.transportPublishHosts], ['c1', ['es01', 'es02:9301'], ['10.0.0.1']]);
  });
});

/** Situations that stop a node: the first rule, and the line in the node's own log, as Elasticsearch 8.19 and 9.5 were seen to write it. */
const stops: readonly (readonly [title: string, wish: SetupWish, rule: string, log: string])[] = [
  [
    'one of two CA files missing',
    pem({ certificate_authorities: '[ca.crt, no.crt]' }),
    'file-missing',
    'cannot read configured PEM certificate_authorities [config/ca.crt,config/no.crt] because one or more files do not exist',
  ],
  [
    'an empty CA file',
    pem({}, { files: { 'ca.crt': '' } }),
    'pem-empty',
    'cannot load PEM certificate_authorities from [config/ca.crt] - failed to parse any certificates from [config/ca.crt]',
  ],
  ['an empty key file', pem({}, { files: { 'es.key': '' } }), 'pem-empty', 'Error parsing Private Key [config/es.key], file is empty'],
  [
    'a key file with a byte order mark',
    pem({}, { files: { 'es.key': `\ufeff${leaf.privateKeyPem}` } }),
    'pem-empty',
    'Error parsing Private Key [config/es.key], file is empty',
  ],
  [
    'key and certificate exchanged',
    pem({ key: 'es.crt', certificate: 'es.key' }),
    'pem-key-unsupported',
    'cannot read PEM private key [config/es.crt] because the file does not contain a supported key format',
  ],
  [
    'a key where a certificate belongs',
    pem({ certificate: 'es.key' }),
    'pem-not-a-certificate',
    'cannot load PEM certificate from [config/es.key] due to CertificateParsingException (signed fields invalid)',
  ],
  [
    'PEM where PKCS#12 belongs',
    { yml: `${transport}.enabled: true\n${transport}.keystore.path: es.p12\n`, files: { 'es.p12': leaf.certificatePem } },
    'keystore-type-mismatch',
    'cannot read configured [PKCS12] keystore (as a truststore) [config/es.p12] - toDerInputStream rejects tag type 45; (no password was provided)',
  ],
  [
    'PEM where JKS belongs',
    { yml: `${transport}.enabled: true\n${transport}.keystore.path: es.jks\n`, files: { 'es.jks': leaf.certificatePem } },
    'keystore-type-mismatch',
    'cannot read configured [jks] keystore (as a truststore) [config/es.jks] - Invalid keystore format; (no password was provided)',
  ],
  [
    'a suite that no JVM knows',
    pem({ cipher_suites: '[ECDHE-RSA-AES128-GCM-SHA256]' }),
    'ciphers-unsupported-by-jvm',
    'none of the ciphers [ECDHE-RSA-AES128-GCM-SHA256] are supported by this JVM',
  ],
  [
    'a protocol that does not exist',
    pem({ supported_protocols: 'TLSv9' }),
    'unknown-ssl-setting',
    'no supported SSL/TLS protocol was found in the configured supported protocols: [TLSv9]',
  ],
  [
    'settings for a disabled context that cannot be loaded',
    pem({ enabled: 'false', certificate_authorities: 'no.crt' }),
    'file-missing',
    'failed to load SSL configuration [xpack.security.transport.ssl]',
  ],
  [
    'settings without enabled',
    pem({ enabled: null }),
    'ssl-settings-without-enabled',
    `invalid configuration for ${transport} - [${transport}.enabled] is not set, but the following settings have been configured in elasticsearch.yml : [${transport}.certificate,${transport}.certificate_authorities,${transport}.key]`,
  ],
  [
    'TLS without key and certificate',
    { yml: `${transport}.enabled: true\n` },
    'ssl-enabled-without-key',
    `invalid SSL configuration for ${transport} - server ssl configuration requires a key and certificate, but these have not been configured; you must set either [${transport}.keystore.path], or both [${transport}.key] and [${transport}.certificate]`,
  ],
  [
    'an unknown verification mode',
    pem({ verification_mode: 'strict' }),
    'unknown-ssl-setting',
    'could not resolve ssl client verification mode, unknown value [strict], recognised values are [none,certificate,full]',
  ],
  ['a misspelt setting', pem({ 'keystore.pathh': 'x' }), 'unknown-ssl-setting', `unknown setting [${transport}.keystore.pathh]`],
  [
    'a secret setting in elasticsearch.yml',
    pem({ secure_key_passphrase: 'x' }),
    'unknown-ssl-setting',
    `Setting [${transport}.secure_key_passphrase] is a secure setting and must be stored inside the Elasticsearch keystore`,
  ],
  [
    'a key that stands twice',
    pem({}, { yml: `${transport}.enabled: false\n` }),
    'yaml-shape-overrides',
    "Duplicate field 'xpack.security.transport.ssl.enabled'",
  ],
  ['a variable without a value', pem({}, { yml: 'node.name: ${NOPE}\n' }), 'yaml-shape-overrides', "Could not resolve placeholder 'NOPE'"],
];

describe('why a node would not start', () => {
  for (const [title, wish, rule, log] of stops) {
    it(`is told for ${title}, in Elasticsearch’s words`, async () => {
      const setup = await nodeSetup(wish);
      assert.deepEqual([first(setup).rule, first(setup).stops], [rule, true], JSON.stringify(setup.startupErrors, null, 1));
      assert.ok(logOf(setup).includes(log), logOf(setup));
    });
  }

  it('is nothing where a Java store is called PKCS#12, or the other way round: the JVM opens both', async () => {
    for (const file of ['as-p12.keytool.jks', 'as-jks.openssl.p12']) {
      const name = file.replace(/^as-(p12|jks)\.(.*)\.\w+$/, '$2.$1');
      const source = file.replace(/^as-[a-z0-9]+\./, '');
      const yml = `${transport}.enabled: true\n${transport}.keystore.path: ${name}\n${transport}.keystore.password: store-password\n`;
      assert.deepEqual(rules(await nodeSetup({ yml, files: { [name]: fixture(source) } })), []);
    }
  });

  it('names trust before key, conflicts before files, and HTTP before transport, as Elasticsearch does', async () => {
    const files = await nodeSetup(pem({ certificate_authorities: 'no.crt', key: 'no.key' }));
    assert.deepEqual(
      files.startupErrors.map(({ setting }) => setting),
      [`${transport}.certificate_authorities`, `${transport}.key`],
    );
    const both = await nodeSetup(
      pem(
        { certificate_authorities: 'no.crt' },
        { yml: 'xpack.security.http.ssl.enabled: true\nxpack.security.http.ssl.keystore.path: no.p12\n' },
      ),
    );
    assert.deepEqual(
      both.startupErrors.map(({ context: name }) => name),
      ['xpack.security.http.ssl', transport],
    );
    const mixed = await nodeSetup(
      pem({ certificate_authorities: 'no.crt' }, { yml: 'xpack.security.http.ssl.enabled: true\nxpack.security.http.ssl.key: no.key\n' }),
    );
    assert.deepEqual(rules(mixed), ['conflicting-key-settings', 'file-missing']);
  });

  it('is told for a file outside the configuration directory, for sure since 8.18', async () => {
    await withDirectory({ 'ca.crt': ca.certificatePem }, async (outside) => {
      for (const [version, certainty] of [
        ['9.5.3', 'proven'],
        ['8.17.0', 'likely'],
      ] as const) {
        const setup = await nodeSetup(pem({ certificate_authorities: `${outside}/ca.crt` }, { version }));
        assert.deepEqual([first(setup).rule, first(setup).certainty], ['file-outside-config-dir', certainty]);
        const log = 'because access to read the file is blocked; SSL resources should be placed in the [config] directory';
        assert.ok(logOf(setup).includes(`cannot read configured PEM certificate_authorities [${outside}/ca.crt] ${log}`), logOf(setup));
      }
    });
  });

  it('says file, line and setting', async () => {
    const { place, setting, file } = first(await nodeSetup(pem({ key: 'no.key' })));
    assert.deepEqual([place?.line, setting], [2, `${transport}.key`]);
    assert.match(file ?? '', /no\.key$/);
  });

  it('reads a store with a password that the user gives, and still says that the node has none', async () => {
    const setup = await nodeSetup({ ...stored('certutil-node.p12', ''), passwords: () => [storePassword] });
    assert.deepEqual(rules(setup), ['keystore-password-not-stored']);
    assert.equal(context(setup).identities[0]?.chain[0]?.commonName, 'es01');
  });

  it('lets 7.17 start where only 8 refuses', async () => {
    const setup = await nodeSetup(pem({ enabled: null }, { version: '7.17.29' }));
    assert.deepEqual(setup.startupErrors, []);
    assert.ok(setup.warnings.some(({ rule }) => rule === 'ssl-settings-without-enabled'));
  });

  for (const [what, wish] of [
    ['settings without enabled', pem({ enabled: null })],
    ['TLS without key and certificate', { yml: `${transport}.enabled: true\n` }],
  ] as const) {
    it(`is proven by ${what} only where the release is known, since 7.17 starts with it`, async () => {
      assert.equal(first(await nodeSetup({ ...wish, version: '8.19.21' })).certainty, 'proven');
      assert.equal(first(await nodeSetup({ ...wish, version: null })).certainty, 'likely');
    });
  }

  it('is nothing on a node that stands alone', async () => {
    assert.deepEqual((await nodeSetup({ yml: 'network.host: 10.0.0.1\ndiscovery.type: single-node\n' })).startupErrors, []);
    assert.deepEqual((await nodeSetup({ yml: '' })).startupErrors, []);
    assert.deepEqual((await nodeSetup({ yml: 'network.host: 10.0.0.1\nxpack.security.enabled: false\n' })).startupErrors, []);
  });
});

describe('what is wrong and lets a node start', () => {
  const warnings = async (wish: SetupWish) => (await nodeSetup(wish)).warnings.map(({ rule }) => rule);

  it('is a key that does not belong to the certificate', async () => {
    const setup = await nodeSetup(pem({}, { files: { 'es.key': issue(ca).privateKeyPem } }));
    assert.deepEqual(setup.startupErrors, []);
    assert.equal(context(setup).identities[0]?.keyMatches, false);
    assert.ok(setup.warnings.some(({ rule }) => rule === 'key-certificate-mismatch'));
  });

  it('is a password in elasticsearch.yml, and one that everybody tries', async () => {
    const found = await warnings({
      yml: `${transport}.enabled: true\n${transport}.truststore.path: x.jks\n${transport}.truststore.password: changeit\n`,
      files: { 'x.jks': makeJks({ ca: ca.certificate }, 'changeit') },
    });
    assert.ok(found.includes('password-in-yaml') && found.includes('weak-store-password'));
  });

  it('is a setting that stands twice in different shapes', async () => {
    const yml = `${transport}.enabled: true\nxpack:\n  security.transport.ssl.enabled: false\n`;
    const setup = await nodeSetup({ yml });
    assert.equal(context(setup).enabled.value, false);
    assert.deepEqual(setup.warnings.find(({ rule }) => rule === 'yaml-shape-overrides')?.because, {
      code: 'setting-repeated',
      setting: `${transport}.enabled`,
      lines: [1, 3],
      same: false,
    });
  });

  it('is the block of auto-configuration beside lines of one’s own', async () => {
    const block = `#--- BEGIN SECURITY AUTO CONFIGURATION ---\n${transport}.verification_mode: certificate\n#--- END SECURITY AUTO CONFIGURATION ---\n`;
    assert.ok((await warnings(pem({}, { yml: block }))).includes('autoconfig-block-conflict'));
    assert.ok(!(await warnings({ yml: block })).includes('autoconfig-block-conflict'));
  });

  it('is a default that hides the environment', async () => {
    assert.ok((await warnings({ yml: 'node.name: ${HOST:x}\n', environment: { HOST: 'es01' } })).includes('yaml-shape-overrides'));
  });

  it('is what jvm.options changes of TLS', async () => {
    const files = {
      'jvm.options.d/tls.options':
        '-Xmx1g\n-Djava.security.properties=config/own.security\n-Djavax.net.ssl.trustStorePassword=hunter2\n-Djavax.net.ssl.trustStore=/etc/ts.jks\n',
      'config/own.security': 'jdk.tls.disabledAlgorithms=SSLv3, RC4, \\\n  TLSv1\n',
    };
    const setup = await nodeSetup({ yml: '', files });
    assert.deepEqual(setup.jvm?.javaSecurity?.disabledAlgorithms, ['SSLv3', 'RC4', 'TLSv1']);
    assert.deepEqual(setup.jvm?.javaSecurity?.place.line, 2);
    assert.deepEqual(
      setup.jvm?.properties.map(({ key, value }) => [key, value]),
      [
        ['java.security.properties', 'config/own.security'],
        ['javax.net.ssl.trustStorePassword', null],
        ['javax.net.ssl.trustStore', '/etc/ts.jks'],
      ],
    );
    const rulesSeen = setup.warnings.map(({ rule }) => rule);
    assert.ok(rulesSeen.includes('java-security-overridden') && rulesSeen.includes('javax-net-ssl-properties'));
  });
});

describe('secrets', () => {
  it('show nowhere in a Setup, however it is printed', async () => {
    const mark = 'MARKED';
    const yml = [
      `${transport}.enabled: true`,
      `${transport}.keystore.path: certutil-node.p12`,
      `${transport}.keystore.password: ${mark}1`,
      `xpack.security.http.ssl.key_passphrase: ${mark}2`,
      `xpack.security.authc.realms.ldap.l1.bind_password: ${mark}3`,
      `xpack.monitoring.exporters.e.host: ["https://user:${mark}4@es:9200"]`,
      `cluster.remote.other.credentials: ${mark}5`,
    ].join('\n');
    const files = {
      'certutil-node.p12': fixture('certutil-node.p12'),
      'elasticsearch.keystore': fixture('elasticsearch-7-protected.keystore'),
      'jvm.options': `-Djavax.net.ssl.keyStorePassword=${mark}6\n`,
    };
    const passwords = () => [keystorePassword, storePassword, new Secret(`${mark}7`)];
    const setup = await nodeSetup({ yml, files, passwords });
    assert.equal(setup.keystore.kind, 'opened');
    assert.ok(context(setup).identities[0]?.key !== undefined);
    const printed = inspect(setup, { depth: 20, showHidden: true, maxArrayLength: null }) + JSON.stringify(setup);
    for (const secret of [mark, 'store-password', 'keystore-password', 'PRIVATE KEY-----']) assert.ok(!printed.includes(secret), secret);
  });
});
