import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Setup, TlsContext } from '../../../src/model/setup.ts';
import { fixture, kibanaSetup, type SetupWish } from '../setup-files.ts';

const ca = makeCa({ subject: 'test CA' });
const leaf = issue(ca, { subject: 'kibana' });
const files = { 'kb.key': leaf.privateKeyPem, 'kb.crt': leaf.certificatePem, 'ca.crt': ca.certificatePem };

const context = (setup: Setup, name: 'server.ssl' | 'elasticsearch.ssl'): TlsContext =>
  setup.contexts.find((found) => found.name === name) ?? assert.fail(`no context ${name}`);
const first = (setup: Setup) => setup.startupErrors[0] ?? assert.fail('nothing stops it');

describe('the Setup of a Kibana', () => {
  it('has both sides of a Kibana with PEM files', async () => {
    const yml = [
      'server.ssl.enabled: true',
      'server.ssl.certificate: kb.crt',
      'server.ssl.key: kb.key',
      'elasticsearch.hosts: ["https://kibana:secret@es01:9200", "https://es02:9200"]',
      'elasticsearch.ssl:',
      '  certificateAuthorities: ca.crt',
      '  verificationMode: certificate',
    ].join('\n');
    const setup = await kibanaSetup({ yml, files });
    assert.deepEqual(setup.startupErrors, []);
    const [server, client] = [context(setup, 'server.ssl'), context(setup, 'elasticsearch.ssl')];
    assert.deepEqual(
      [server.enabled.value, server.identities[0]?.chain[0]?.commonName, server.clientAuthentication?.value],
      [true, 'kibana', 'none'],
    );
    assert.deepEqual(
      client.trust.anchors.map(({ certificate, from }) => [certificate.commonName, from]),
      [['test CA', 'ca-file']],
    );
    assert.deepEqual([client.verification.value, client.verification.place?.line, client.enabled.value], ['certificate', 7, true]);
    assert.deepEqual(setup.facts.elasticsearchHosts, ['https://es01:9200', 'https://es02:9200']);
    assert.ok(setup.warnings.some(({ rule }) => rule === 'kibana-verification-weakened'));
    assert.ok(!inspect(setup, { depth: 20 }).includes('kibana:secret'));
  });

  it('takes every other certificate of its key store for a CA', async () => {
    const yml =
      'elasticsearch.hosts: https://es01:9200\nelasticsearch.ssl.keystore.path: node.p12\nelasticsearch.ssl.keystore.password: store-password\n';
    const setup = await kibanaSetup({ yml, files: { 'node.p12': fixture('certutil-node.p12') } });
    assert.deepEqual(setup.startupErrors, []);
    const { identities, trust } = context(setup, 'elasticsearch.ssl');
    assert.equal(identities[0]?.chain[0]?.commonName, 'es01');
    assert.deepEqual(
      trust.anchors.map(({ from }) => from),
      ['keystore-extra'],
    );
  });

  it('takes certificates for CAs that a JVM would not see', async () => {
    const yml = 'elasticsearch.ssl.truststore.path: ca.p12\nelasticsearch.ssl.truststore.password: store-password\n';
    const { trust } = context(await kibanaSetup({ yml, files: { 'ca.p12': fixture('openssl-nokeys.p12') } }), 'elasticsearch.ssl');
    assert.equal(trust.anchors.length, 1);
  });

  it('takes no certificate for a CA that belongs to a private key in the trust store', async () => {
    const trusted = async (store: string, password: string) => {
      const yml = `elasticsearch.ssl.truststore.path: trust.p12\nelasticsearch.ssl.truststore.password: ${password}\n`;
      const { trust } = context(await kibanaSetup({ yml, files: { 'trust.p12': fixture(store) } }), 'elasticsearch.ssl');
      return [trust.anchors.length, trust.publicRoots];
    };
    assert.deepEqual(await trusted('certutil-ca.p12', 'ca-password'), [0, true]);
    assert.deepEqual(await trusted('certutil-node.p12', 'store-password'), [1, false]);
  });

  it('has a context for a monitoring cluster, which takes from the other what is not set', async () => {
    const yml = [
      'elasticsearch.hosts: https://es01:9200',
      'elasticsearch.ssl.certificateAuthorities: ca.crt',
      'elasticsearch.ssl.verificationMode: certificate',
      'monitoring.ui.elasticsearch.hosts: https://mon:9200',
    ].join('\n');
    const monitoring = (await kibanaSetup({ yml, files })).contexts.find(({ name }) => name === 'monitoring.ui.elasticsearch.ssl');
    assert.deepEqual(
      monitoring?.trust.anchors.map(({ certificate }) => certificate.commonName),
      ['test CA'],
    );
    // A default counts as set.
    assert.deepEqual([monitoring?.enabled.value, monitoring?.verification.value], [true, 'full']);
  });

  it('reads RC2 of 40 bits in a store, with a parser of its own, whatever its OpenSSL has', async () => {
    const yml = 'server.ssl.enabled: true\nserver.ssl.keystore.path: old.p12\nserver.ssl.keystore.password: store-password\n';
    const setup = await kibanaSetup({ yml, files: { 'old.p12': fixture('openssl-rc2.p12') }, version: '9.1.0' });
    assert.deepEqual(setup.startupErrors, []);
    assert.ok(!setup.warnings.some(({ rule }) => rule === 'kibana-legacy-pkcs12'));
  });
});

const stops: readonly (readonly [title: string, yml: string, rule: string, log: string | null])[] = [
  [
    'a file that is missing',
    'elasticsearch.ssl.certificateAuthorities: [no.crt]\n',
    'file-missing',
    "ENOENT: no such file or directory, open '",
  ],
  ['a host without a scheme', 'elasticsearch.hosts: es01:9200\n', 'kibana-es-scheme-mismatch', 'expected URI with scheme [http|https]'],
  [
    'a variable without a value',
    'server.name: $' + '{NOPE}\n',
    'yaml-shape-overrides',
    'Unknown environment variable referenced in config : NOPE',
  ],
];

describe('why a Kibana would not start', () => {
  const more: SetupWish['files'] = {
    ...files,
    'node.p12': fixture('certutil-node.p12'),
    'ca.p12': fixture('keytool-trust.p12'),
    'node.jks': fixture('keytool.jks'),
    'other.key': issue(ca).privateKeyPem,
  };
  for (const [title, yml, rule, log] of stops) {
    it(`is told for ${title}`, async () => {
      const setup = await kibanaSetup({ yml, files: more });
      assert.equal(first(setup).rule, rule, JSON.stringify(setup.startupErrors, null, 1));
      if (log !== null) assert.ok(first(setup).logText?.includes(log), first(setup).logText ?? 'no log');
    });
  }

  it('is nothing where nothing is set', async () => {
    assert.deepEqual((await kibanaSetup({ yml: '' })).startupErrors, []);
  });
});

describe('what is wrong and lets a Kibana start', () => {
  const warnings = async (yml: string) => (await kibanaSetup({ yml, files })).warnings.map(({ rule }) => rule);

  it('is a client certificate without its key, one beside a password, and one shown for every user', async () => {
    assert.ok((await warnings('elasticsearch.ssl.certificate: kb.crt\n')).includes('kibana-es-mtls-half-configured'));
    const both = 'elasticsearch.ssl.certificate: kb.crt\nelasticsearch.ssl.key: kb.key\nelasticsearch.username: kibana_system\n';
    assert.ok((await warnings(both)).includes('kibana-es-mtls-and-password'));
    assert.ok((await warnings('elasticsearch.ssl.alwaysPresentCertificate: true\n')).includes('kibana-always-present-certificate'));
  });

  it('is asking browsers for certificates without a CA to judge them by', async () => {
    const yml =
      'server.ssl.enabled: true\nserver.ssl.certificate: kb.crt\nserver.ssl.key: kb.key\nserver.ssl.clientAuthentication: required\n';
    assert.ok((await warnings(yml)).includes('kibana-client-auth-without-ca'));
    assert.ok(!(await warnings(`${yml}server.ssl.certificateAuthorities: ca.crt\n`)).includes('kibana-client-auth-without-ca'));
  });
});
