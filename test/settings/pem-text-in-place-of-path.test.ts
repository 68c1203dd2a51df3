import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { Setup } from '../../src/model/setup.ts';
import { setupProblemText } from '../../src/wording/setup-problem-texts.ts';
import { kibanaSetup, nodeSetup } from './setup-files.ts';

const ca = makeCa({ subject: 'CA' });
const identity = issue(ca, { subject: 'es01' });
const rule = 'pem-text-in-place-of-path';
const files = { 'node.crt': identity.chainPem, 'node.key': identity.privateKeyPem, 'ca.crt': ca.certificatePem };

/** A block of YAML with this text. */
const block = (text: string) => `|\n${text.trim().replace(/^/gm, '  ')}`;
const inYml = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

/** That no piece of the text got anywhere, not even as the path of a file. */
function assertHidden(setup: Setup, ...texts: readonly string[]): void {
  const all = JSON.stringify(setup);
  for (const text of texts)
    for (const piece of text.replace(/-----[^-]+-----/g, '').match(/[A-Za-z0-9+/=]{24}/g) ?? [])
      assert.ok(!all.includes(piece), all.slice(Math.max(0, all.indexOf(piece) - 300), all.indexOf(piece) + 40));
  assert.ok(!all.includes('-----BEGIN'));
}

const transport = 'xpack.security.transport.ssl';

describe('PEM text in a setting that takes a path', () => {
  const contexts = [
    transport,
    'xpack.security.http.ssl',
    'xpack.security.remote_cluster_server.ssl',
    'xpack.security.remote_cluster_client.ssl',
    'transport.profiles.client.xpack.security.ssl',
    'xpack.security.authc.realms.ldap.corp.ssl',
    'xpack.http.ssl',
    'xpack.monitoring.exporters.remote.ssl',
  ];
  for (const prefix of contexts) {
    it(`keeps a node from starting, and is not shown: ${prefix}`, async () => {
      const sound = { key: 'node.key', certificate: 'node.crt', certificate_authorities: '["ca.crt"]' };
      for (const name of ['key', 'certificate', 'certificate_authorities'] as const) {
        const yml = inYml(
          Object.fromEntries(
            Object.entries({ ...sound, [name]: block(identity.privateKeyPem) }).map(([key, value]) => [`${prefix}.${key}`, value]),
          ),
        );
        const setup = await nodeSetup({ yml, files });
        const found = setup.startupErrors.filter((problem) => problem.rule === rule);
        assert.deepEqual(
          found.map(({ setting, certainty, stops, context, file }) => ({ setting, certainty, stops, context, file })),
          [{ setting: `${prefix}.${name}`, certainty: 'proven', stops: true, context: prefix, file: null }],
        );
        assert.match(found[0]?.logText ?? '', /^failed to load SSL configuration \[\S+\] - cannot read configured PEM \S+(?: \S+)?$/);
        assert.match(
          found.map(({ because }) => setupProblemText(because)).join(' '),
          /takes the path of a file, but has PEM text \(\d+ lines, not shown\)\. Whoever can read \S+elasticsearch\.yml has the private key\.$/,
        );
        assert.ok(setup.contexts.every((context) => context.files.every(({ setting }) => setting !== `${prefix}.${name}`)));
        assertHidden(setup, identity.privateKeyPem);
      }
      for (const name of ['keystore.path', 'truststore.path']) {
        const setup = await nodeSetup({ yml: inYml({ [`${prefix}.${name}`]: block(identity.privateKeyPem) }), files });
        assert.ok(setup.startupErrors.some((problem) => problem.rule === rule && problem.setting === `${prefix}.${name}`));
        assertHidden(setup, identity.privateKeyPem);
      }
    });
  }

  it('is told of one item of a list, and of each setting', async () => {
    const yml = `${transport}.certificate_authorities:\n  - ca.crt\n  - |\n${ca.certificatePem.trim().replace(/^/gm, '    ')}\n${transport}.certificate: ${block(identity.certificatePem)}\n${transport}.key: ${block(identity.privateKeyPem)}\n`;
    const setup = await nodeSetup({ yml, files });
    assert.deepEqual(
      setup.startupErrors.flatMap((problem) => (problem.rule === rule ? [problem.setting] : [])),
      ['certificate_authorities', 'key', 'certificate'].map((name) => `${transport}.${name}`),
    );
    assert.ok(
      !setup.startupErrors.slice(0, 1).some(({ because }) => setupProblemText(because).includes('private key')),
      'a CA is no secret',
    );
    assertHidden(setup, identity.privateKeyPem, identity.certificatePem, ca.certificatePem);
  });

  it('is told however it was written', async () => {
    const { privateKeyPem: pem } = identity;
    const body = pem.replace(/-----[^-]+-----|\s/g, '');
    const encrypted = String(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
        type: 'pkcs1',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    );
    for (const value of [
      block(pem.replaceAll('\n', '\r\n')),
      block(`\uFEFF${pem}`),
      JSON.stringify(pem),
      `'${pem.trim().replaceAll('\n', '\\n')}'`,
      `>\n${pem.trim().replace(/^/gm, '  ')}`,
      block(encrypted),
      body,
      Buffer.from(pem).toString('base64'),
      `data:application/x-pem-file;base64,${body}`,
      Buffer.from(body, 'base64').toString('hex'),
      '$' + '{NODE_KEY}',
    ]) {
      for (const name of ['key', 'certificate_authorities']) {
        const yml = inYml({ [`${transport}.certificate`]: 'node.crt', [`${transport}.key`]: 'node.key', [`${transport}.${name}`]: value });
        const setup = await nodeSetup({
          yml: yml.replace(`${transport}.key: node.key\n${transport}.key:`, `${transport}.key:`),
          files,
          environment: { NODE_KEY: pem },
        });
        assert.ok(
          setup.startupErrors.some((problem) => problem.rule === rule && problem.setting === `${transport}.${name}`),
          `${name}: ${value.slice(0, 60)}`,
        );
        assertHidden(setup, pem, encrypted, Buffer.from(pem).toString('base64'), Buffer.from(body, 'base64').toString('hex'));
      }
    }
  });

  it('is told of settings that are not read here, and not taken for a reason not to start', async () => {
    const key = 'xpack.security.authc.realms.saml.saml1.signing.key';
    const setup = await nodeSetup({ yml: inYml({ [key]: block(identity.privateKeyPem) }), files });
    assert.deepEqual(
      setup.warnings.filter((problem) => problem.rule === rule).map(({ setting, stops }) => ({ setting, stops })),
      [{ setting: key, stops: false }],
    );
    assertHidden(setup, identity.privateKeyPem);
  });

  for (const prefix of ['server.ssl', 'elasticsearch.ssl', 'monitoring.ui.elasticsearch.ssl']) {
    it(`keeps a Kibana from starting, and is not shown: ${prefix}`, async () => {
      const common = 'server.ssl.enabled: true\nmonitoring.ui.elasticsearch.hosts: ["https://es01:9200"]\n';
      for (const name of ['key', 'certificate', 'certificateAuthorities', 'keystore.path', 'truststore.path']) {
        const pair = name === 'key' || name === 'certificate' ? { key: 'node.key', certificate: 'node.crt' } : {};
        const settings = Object.entries({ ...pair, [name]: block(identity.privateKeyPem) }).map(([key, value]) => [
          `${prefix}.${key}`,
          value,
        ]);
        const setup = await kibanaSetup({ yml: common + inYml(Object.fromEntries(settings)), files });
        assert.deepEqual(
          setup.startupErrors
            .filter((problem) => problem.rule === rule)
            .map(({ setting, certainty, stops }) => ({ setting, certainty, stops })),
          [{ setting: `${prefix}.${name}`, certainty: 'proven', stops: true }],
        );
        assertHidden(setup, identity.privateKeyPem);
      }
    });
  }

  it('is what Fleet in Kibana takes', async () => {
    const setup = await kibanaSetup({ yml: inYml({ 'xpack.fleet.outputs.ssl.certificate_authorities': block(ca.certificatePem) }), files });
    assert.ok(![...setup.startupErrors, ...setup.warnings].some((problem) => problem.rule === rule));
  });

  it('is not what a path is taken for', async () => {
    const yml = inYml({
      [`${transport}.enabled`]: 'true',
      [`${transport}.key`]: 'certs/secret=1/node.key',
      [`${transport}.certificate`]: 'node.crt',
    });
    const setup = await nodeSetup({ yml, files: { ...files, 'certs/secret=1/node.key': identity.privateKeyPem } });
    assert.deepEqual(
      setup.startupErrors.filter(({ context }) => context === transport).map((problem) => problem.rule),
      [],
    );
    assert.equal(setup.contexts[0]?.identities[0]?.keyMatches, true);
  });
});
