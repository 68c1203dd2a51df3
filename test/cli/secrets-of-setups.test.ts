import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { fixture, keystorePassword, storePassword, withDirectory } from '../settings/setup-files.ts';
import { startNodes } from '../support/loopback-cluster.ts';
import { runCli } from './run-cli.ts';

const ca = makeCa({ subject: 'marked CA' });
const identity = issue(ca, { subject: 'es03', altNames: ['DNS:es03'] });

/** The private key, in every form in which it may be printed. */
const keyForms: readonly string[] = (() => {
  const pem = identity.privateKeyPem.replace(/-----[^-]+-----|\s/g, '');
  const { d = '' } = identity.privateKey.export({ format: 'jwk' });
  return [pem.slice(40, 90), d, Buffer.from(d, 'base64url').toString('hex')];
})();

const marks = {
  yml: 'marked-yml-3c1a',
  quoted: 'marked quoted "9f2e"',
  environment: 'marked-environment-77d0',
  file: 'marked-file-51b8',
  wrongPlace: 'marked-wrong-place-0a6d',
  kibana: 'marked-kibana-8e44',
  jvm: 'marked-jvm-2b9c',
  header: 'marked-header-64ff',
};

const hidden = [...Object.values(marks), 'marked-', ...keyForms];

/** A secret in every place of a node's directory in which one can stand. */
const node = (seed: string): Readonly<Record<string, string | Uint8Array>> => ({
  'elasticsearch.yml': `node.name: es03
discovery.seed_hosts: ["${seed}"]
xpack.security.enabled: true
xpack.security.transport.ssl.enabled: true
xpack.security.transport.ssl.certificate: certs/node.crt
xpack.security.transport.ssl.key: certs/node.key
xpack.security.transport.ssl.key_passphrase: ${marks.yml}
xpack.security.transport.ssl.certificate_authorities: ["certs/ca.crt"]
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.keystore.path: certs/http.p12
xpack.security.http.ssl.keystore.password: '${marks.quoted}'
xpack.security.http.ssl.keystore.secure_password: ${marks.wrongPlace}
xpack.security.http.ssl.truststore.path: certs/trust.jks
xpack.security.http.ssl.truststore.password: \${STORE_PASSWORD}
xpack.security.remote_cluster_client.ssl.keystore.secure_password: [${marks.wrongPlace}]
xpack.notification.email.account.work.smtp.password: ${marks.yml}
xpack.security.transport.ssl.keystore.key_password: "${marks.quoted.replaceAll('"', '\\"')}"
`,
  'elasticsearch.keystore': fixture('elasticsearch-9-protected.keystore'),
  'jvm.options': `-Djavax.net.ssl.trustStorePassword=${marks.jvm}\n-Djavax.net.ssl.keyStorePassword=${marks.jvm}\n`,
  'certs/node.crt': identity.chainPem,
  'certs/node.key': identity.privateKeyPem,
  'certs/ca.crt': ca.certificatePem,
  'certs/http.p12': fixture('certutil-node.p12'),
  'certs/trust.jks': fixture('keytool.jks'),
  passwords: `${marks.file}\n${storePassword.reveal()}\n${keystorePassword.reveal()}\n`,
});

const kibana: Readonly<Record<string, string | Uint8Array>> = {
  'kibana.yml': `server.ssl.enabled: true
server.ssl.certificate: '{dir}/node.crt'
server.ssl.key: '{dir}/node.key'
server.ssl.keyPassphrase: ${marks.kibana}
elasticsearch.hosts: ["https://kibana:${marks.header}@127.0.0.1:1"]
elasticsearch.username: kibana_system
elasticsearch.password: ${marks.kibana}
elasticsearch.serviceAccountToken: ${marks.kibana}
elasticsearch.customHeaders: { authorization: "Basic ${marks.header}" }
elasticsearch.ssl.keystore.path: '{dir}/store.p12'
elasticsearch.ssl.keystore.password: ${marks.kibana}
xpack.encryptedSavedObjects.encryptionKey: ${marks.kibana}
xpack.security.encryptionKey: \${STORE_PASSWORD}
`,
  'node.crt': identity.chainPem,
  'node.key': identity.privateKeyPem,
  'store.p12': fixture('openssl.p12'),
  passwords: `${marks.file}\n${storePassword.reveal()}\n`,
};

function assertClean(texts: readonly string[]): void {
  for (const text of texts) {
    for (const mark of hidden)
      assert.ok(!text.includes(mark), `${mark} stands in: ${text.slice(Math.max(0, text.indexOf(mark) - 200), text.indexOf(mark) + 60)}`);
  }
}

describe('passwords and keys of a node and of a Kibana', () => {
  const env = { STORE_PASSWORD: marks.environment, HANDCLASP_PASSWORD: marks.environment };

  /** Every format, and all that is said on the way. */
  async function outputs(args: readonly string[], directory: string): Promise<readonly string[]> {
    const files = ['table', 'json'].map((format) => ({ format, file: join(directory, `report.${format}`) }));
    const written = files.flatMap(({ format, file }) => ['--format', format, '--output', file]);
    const { status, out, err } = await runCli([...args, '--trace', '--timeout', '1', ...written], { env });
    assert.ok([0, 1, 3].includes(status), err);
    return [out, err, ...files.map(({ file }) => readFileSync(file, 'utf8'))];
  }

  it('show in no output of join, however talkative, whether they fit or not', async () => {
    const cluster = await startNodes([{ authority: ca }]);
    const seed = `127.0.0.1:${cluster.targets[0]?.port ?? 0}`;
    try {
      await withDirectory(node(seed), async (directory) => {
        for (const passwords of [[], ['--password-file', join(directory, 'passwords')]]) {
          assertClean(await outputs(['join', '--config', directory, '--release', '9.5.3', ...passwords], directory));
        }
      });
    } finally {
      await cluster.close();
    }
  });

  it('show in no output of join where nothing keeps the node from connecting', async () => {
    const cluster = await startNodes([{ authority: ca }]);
    const seed = `127.0.0.1:${cluster.targets[0]?.port ?? 0}`;
    try {
      const settings = String(node(seed)['elasticsearch.yml'])
        .split('\n')
        .slice(0, 8)
        .filter((line) => !line.includes('key_passphrase'));
      await withDirectory(
        { ...node(seed), 'elasticsearch.yml': `${settings.join('\n')}\n`, 'elasticsearch.keystore': fixture('elasticsearch-9.keystore') },
        async (directory) => {
          const texts = await outputs(['join', '--config', directory, '--release', '9.5.3'], directory);
          assertClean(texts);
          assert.ok(
            texts.some((text) => text.includes('"connections": ')),
            'it dialled',
          );
        },
      );
    } finally {
      await cluster.close();
    }
  });

  it('show in no output of kibana, however talkative, whether they fit or not', async () => {
    await withDirectory(kibana, async (directory) => {
      // Relative paths would begin in the folder above.
      writeFileSync(join(directory, 'kibana.yml'), String(kibana['kibana.yml']).replaceAll('{dir}', directory));
      for (const passwords of [[], ['--password-file', join(directory, 'passwords')]]) {
        assertClean(await outputs(['kibana', '--config', directory, '--release', '9.1.2', ...passwords], directory));
      }
    });
  });

  it('show in no output of inspect, nor where a store is named on the command line', async () => {
    const cluster = await startNodes([{ authority: ca }]);
    const target = `transport://127.0.0.1:${cluster.targets[0]?.port ?? 0}`;
    const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: marks.file } as const;
    const files = { ...node('127.0.0.1:1'), 'both.pem': identity.certificatePem + String(identity.privateKey.export(encrypted)) };
    try {
      await withDirectory(files, async (directory) => {
        const [http, trust, both] = ['certs/http.p12', 'certs/trust.jks', 'both.pem'].map((file) => join(directory, file));
        const inspected = [http, trust, both, join(directory, 'certs/node.key'), join(directory, 'passwords')].map(String);
        for (const passwords of [[], ['--password-file', join(directory, 'passwords')]]) {
          for (const format of ['table', 'json']) {
            const { out, err } = await runCli(['inspect', ...inspected, '--format', format, ...passwords], { env });
            assertClean([out, err]);
            assert.ok(!`${out}${err}`.includes(storePassword.reveal()));
          }
        }
        const given = ['--ca', String(trust), '--keystore', String(both), '--password-file', join(directory, 'passwords')];
        for (const command of ['scan', 'matrix', 'join']) {
          const more = command === 'join' ? ['--to', target] : command === 'matrix' ? ['127.0.0.1:1'] : [];
          assertClean(await outputs([command, target, ...more, ...given], directory));
        }
      });
    } finally {
      await cluster.close();
    }
  });

  it('show in no complaint of the command line', async () => {
    await withDirectory(node('127.0.0.1:1'), async (directory) => {
      for (const args of [
        ['join', '--config', directory, '--password-file', join(directory, 'gone')],
        ['join', '--config', directory, '--env-file', join(directory, 'passwords')],
        ['inspect', join(directory, 'passwords'), join(directory, 'certs/node.key')],
        ['join', '--config', directory, '--pasword-file', marks.file.slice(0, 3)],
      ]) {
        const { out, err } = await runCli(args, { env });
        assertClean([out, err]);
      }
    });
  });

  it('are marked so that a search would find them', () => {
    assert.throws(() => assertClean([`the password is ${marks.quoted}`]));
    assert.throws(() => assertClean([identity.privateKeyPem.replace(/\s/g, '')]));
  });
});
