import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { FixStep } from '../../src/model/fix.ts';
import { withDirectory } from '../settings/setup-files.ts';
import { makeElasticsearchKeystore, makeJks, makeKibanaKeystore } from '../support/keystore-maker.ts';
import { startNodes } from '../support/loopback-cluster.ts';
import { runCli } from './run-cli.ts';

const ca = makeCa({ subject: 'marked CA' });
const identity = issue(ca, { subject: 'es03', altNames: ['DNS:es03'] });

/** Letters and digits alone, as they may stand in base64. */
const mark = 'Mark3c1aMark9f2eMark77d0Mark51b8';
const body = `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDc${mark}5Kq2Xw8Lm1Zt7Rb3Yp9Vd4Ns6Gh0Jf\n${mark}Q2x7Vb9Kd3Rm5Tz1Lp8Yw4Nc6Hs0Gj\nAb3d${mark}==`;
const pem = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`;
const inBase64 = Buffer.from(pem).toString('base64');

/** Every piece of what was planted, in each of its spellings. */
const planted: readonly string[] = [
  mark,
  mark.toLowerCase(),
  ...(inBase64.match(/.{20}/g) ?? []),
  Buffer.from(mark).toString('hex'),
  Buffer.from(mark).toString('base64url').slice(0, 40),
];

const block = (text: string) => `|\n${text.replace(/^/gm, '    ')}`;
const ways: readonly (readonly [name: string, write: string])[] = [
  ['PEM text', block(pem)],
  ['PEM text in one line', `'${pem.replaceAll('\n', '\\n')}'`],
  ['PEM text folded', `>\n${pem.replace(/^/gm, '    ')}`],
  ['base64', body.replaceAll('\n', '')],
  ['base64 of PEM text', inBase64],
  ['lines', block(`first ${mark}\nsecond ${mark}`)],
  ['hexadecimal', Buffer.from(body.replaceAll('\n', ''), 'base64').toString('hex')],
  ['a variable', '$' + '{MARKED}'],
];

const contextNames = [
  ...['key', 'certificate', 'certificate_authorities', 'keystore.path', 'truststore.path', 'trust_restrictions.path'],
  ...['enabled', 'client_authentication', 'verification_mode', 'supported_protocols', 'cipher_suites', 'keystore.type', 'truststore.type'],
  ...['key_passphrase', 'secure_key_passphrase', 'keystore.password', 'keystore.secure_password', 'truststore.password', 'unheard_of'],
];
const nodeKeys: readonly string[] = [
  ...[
    'xpack.security.transport.ssl',
    'xpack.security.http.ssl',
    'transport.profiles.a.xpack.security.ssl',
    'xpack.security.authc.realms.ldap.b.ssl',
  ].flatMap((prefix) => contextNames.map((name) => `${prefix}.${name}`)),
  ...[
    'xpack.security.remote_cluster_client.ssl.key',
    'xpack.http.ssl.certificate_authorities',
    'xpack.security.authc.realms.saml.c.signing.key',
  ],
  ...['cluster.name', 'node.name', 'discovery.seed_hosts', 'cluster.initial_master_nodes', 'network.host', 'transport.port', 'http.port'],
  ...[
    'discovery.type',
    'discovery.seed_providers',
    'xpack.security.enabled',
    'xpack.security.authc.token.enabled',
    'cluster.remote.far.seeds',
  ],
  ...[
    'xpack.notification.email.account.a.smtp.password',
    'xpack.security.authc.realms.ldap.b.bind_password',
    'path.data',
    'anything.at.all',
  ],
];
const kibanaNames = [
  ...['key', 'certificate', 'certificateAuthorities', 'keystore.path', 'truststore.path', 'keystore.password', 'keyPassphrase'],
  ...['verificationMode', 'clientAuthentication', 'enabled', 'supportedProtocols', 'cipherSuites', 'alwaysPresentCertificate'],
];
const kibanaKeys: readonly string[] = [
  ...['server.ssl', 'elasticsearch.ssl', 'monitoring.ui.elasticsearch.ssl'].flatMap((prefix) =>
    kibanaNames.map((name) => `${prefix}.${name}`),
  ),
  ...['elasticsearch.hosts', 'monitoring.ui.elasticsearch.hosts', 'server.host', 'server.port', 'server.name', 'server.publicBaseUrl'],
  ...[
    'elasticsearch.password',
    'elasticsearch.serviceAccountToken',
    'elasticsearch.username',
    'xpack.security.encryptionKey',
    'anything.at.all',
  ],
];

function assertClean(texts: readonly string[], what: string): void {
  for (const text of texts)
    for (const piece of planted) {
      const at = text.indexOf(piece);
      assert.ok(at < 0, `${what}: ${piece} stands in ${text.slice(Math.max(0, at - 200), at + 60)}`);
    }
}

/** Everything that a command writes: standard output and error, and a file in each further format. It leaves nothing else behind. */
async function written(args: readonly string[], formats: readonly string[], stdin = ''): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'handclasp-written-'));
  const temporary = mkdtempSync(join(tmpdir(), 'handclasp-temporary-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  try {
    const [shown = 'table', ...others] = formats;
    const files = others.flatMap((format) => ['--format', format, '--output', join(folder, `report.${format}`)]);
    const { status, out, err } = await runCli([...args, '--format', shown, ...files], { env: { MARKED: pem, COLUMNS: '160' }, stdin });
    assert.ok([0, 1, 2, 3].includes(status), err);
    const texts = [out, err, ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))];
    assert.deepEqual(readdirSync(temporary), []);
    return texts;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    for (const each of [folder, temporary]) rmSync(each, { recursive: true });
  }
}

const settingsOf = (all: Readonly<Record<string, string>>) =>
  Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

/** Each setting alone, since the first that is wrong is all that is told of some; all at once where the spelling is what differs. */
const groups = (keys: readonly string[], text: string): readonly (readonly string[])[] =>
  text === block(pem) || text === block(`first ${mark}\nsecond ${mark}`)
    ? [keys, ...keys.map((key) => [key])]
    : [keys, ...keys.filter((_, index) => index % 7 === 0).map((key) => [key])];

describe('a key that stands in a settings file', () => {
  const files = { 'node.crt': identity.chainPem, 'node.key': identity.privateKeyPem, 'ca.crt': ca.certificatePem };

  for (const [way, text] of ways) {
    it(`shows in no output of join, whichever setting it is: ${way}`, async () => {
      for (const keys of groups(nodeKeys, text)) {
        const sound = {
          'discovery.seed_hosts': '["127.0.0.1:1"]',
          'xpack.security.transport.ssl.enabled': 'true',
          'xpack.security.transport.ssl.key': 'node.key',
          'xpack.security.transport.ssl.certificate': 'node.crt',
          'xpack.security.transport.ssl.certificate_authorities': '["ca.crt"]',
        };
        await withDirectory(
          { ...files, 'elasticsearch.yml': settingsOf({ ...sound, ...Object.fromEntries(keys.map((key) => [key, text])) }) },
          async (directory) => {
            assertClean(
              await written(['join', '--config', directory, '--release', '9.5.3', '--trace', '--timeout', '0.2'], ['json', 'table']),
              keys.join(),
            );
          },
        );
      }
    });

    it(`shows in no output of kibana, whichever setting it is: ${way}`, async () => {
      for (const keys of groups(kibanaKeys, text)) {
        const sound = { 'server.port': '1', 'elasticsearch.hosts': '["https://127.0.0.1:1"]', 'server.ssl.enabled': 'true' };
        await withDirectory(
          { ...files, 'kibana.yml': settingsOf({ ...sound, ...Object.fromEntries(keys.map((key) => [key, text])) }) },
          async (directory) => {
            assertClean(
              await written(['kibana', '--config', directory, '--release', '9.1.2', '--trace', '--timeout', '0.2'], ['json', 'table']),
              keys.join(),
            );
          },
        );
      }
    });
  }

  it('is the cause, proven, and the commands name a file to be made', async () => {
    const secure = 'xpack.security.transport.ssl';
    const yml = settingsOf({ [`${secure}.enabled`]: 'true', [`${secure}.certificate`]: 'node.crt', [`${secure}.key`]: block(pem) });
    await withDirectory(
      {
        ...files,
        'elasticsearch.yml': yml,
        'kibana.yml': settingsOf({ 'server.ssl.enabled': 'true', 'server.ssl.certificate': 'node.crt', 'server.ssl.key': block(pem) }),
      },
      async (directory) => {
        const certs = join(directory, 'certs');
        // The service reads its settings, so whoever may read them may read the new file.
        const fileOfText = (name: string, settings: string) => [
          `mkdir -p ${certs}`,
          `(umask 077 && cat >${join(certs, name)})`,
          `chown --reference=${join(directory, settings)} ${join(certs, name)} ${certs}`,
          `chmod 640 ${join(certs, name)}`,
          `chmod 750 ${certs}`,
        ];
        const join_ = JSON.parse((await runCli(['join', '--config', directory, '--release', '9.5.3', '--format', 'json'])).out);
        assert.deepEqual([join_.cause.rule, join_.cause.confidence], ['pem-text-in-place-of-path', 'proven']);
        assert.deepEqual(join_.cause.commands, [
          ...fileOfText('transport-key.pem', 'elasticsearch.yml'),
          `elasticsearch.yml: ${secure}.key: certs/transport-key.pem`,
        ]);
        assert.equal(join_.cause.fix.steps.filter(({ kind }: FixStep) => kind === 'restart').length, 1);
        const kibana = JSON.parse((await runCli(['kibana', '--config', directory, '--release', '9.1.2', '--format', 'json'])).out);
        assert.deepEqual([kibana.cause.rule, kibana.cause.confidence], ['pem-text-in-place-of-path', 'proven']);
        assert.deepEqual(kibana.cause.commands, [
          ...fileOfText('server-key.pem', 'kibana.yml'),
          `kibana.yml: server.ssl.key: ${join(directory, 'certs', 'server-key.pem')}`,
        ]);
        assert.equal(kibana.cause.fix.steps.filter(({ kind }: FixStep) => kind === 'restart').length, 1);
      },
    );
  });

  it('shows in nothing that is said of a file which is no YAML for it', async () => {
    for (const yml of [
      `xpack.security.transport.ssl.key: ${pem}\n`,
      `${pem}\n`,
      `a: 1\n${body}: 2\n`,
      `xpack.security.transport.ssl.key:\n  ${pem.replaceAll('\n', '\n  ')}\n`,
      `a: [${pem}]\n`,
    ]) {
      await withDirectory(
        {
          'elasticsearch.yml': yml,
          'kibana.yml': yml,
          'unicast_hosts.txt': pem,
          'jvm.options': `-Djava.security.properties=${body.replaceAll('\n', '')}\n`,
        },
        async (directory) => {
          for (const args of [
            ['join', '--config', directory],
            ['kibana', '--config', directory],
          ])
            assertClean(await written(args, ['json', 'table']), yml);
          for (const format of ['json', 'table'])
            assertClean(await written(['inspect', join(directory, 'elasticsearch.yml')], [format]), yml);
        },
      );
    }
  });
});

describe('a secret in a keystore of settings, or in the name of an entry', () => {
  const word = 'Hunter2-marked';
  const names = ['secure_key_passphrase', 'keystore.secure_password', 'keystore.secure_key_password', 'truststore.secure_password'];
  const secure = ['xpack.security.transport.ssl', 'xpack.security.http.ssl'].flatMap((prefix) => names.map((name) => `${prefix}.${name}`));
  const store = makeJks({ [pem]: ca.certificate, [`password=${word}`]: identity.certificate }, 'store-password');

  it('shows in no output of join', async () => {
    const entries = {
      ...Object.fromEntries(secure.map((name) => [name, word])),
      'xpack.security.transport.ssl.key': pem,
      [body.replaceAll('\n', '').slice(0, 120)]: word,
      'bootstrap.password': word,
    };
    const yml = settingsOf({
      'node.name': word,
      'cluster.name': `cluster-${word}`,
      'discovery.seed_hosts': '["127.0.0.1:1"]',
      'xpack.security.transport.ssl.enabled': 'true',
      'xpack.security.transport.ssl.keystore.path': 'store.jks',
      'xpack.security.transport.ssl.truststore.path': 'store.jks',
      'xpack.security.http.ssl.enabled': `'${word}'`,
      'xpack.security.http.ssl.truststore.password': 'store-password',
      'xpack.security.http.ssl.truststore.path': 'store.jks',
    });
    const files = { 'elasticsearch.yml': yml, 'elasticsearch.keystore': makeElasticsearchKeystore(entries), 'store.jks': store };
    await withDirectory(files, async (directory) => {
      const texts = await written(['join', '--config', directory, '--release', '9.5.3', '--trace', '--timeout', '0.2'], ['json', 'table']);
      assertClean(texts, 'join');
      for (const text of texts) assert.ok(!text.includes(word), text);
      assert.ok(texts.some((text) => text.includes('(secret)')));
    });
  });

  it('shows in no output of kibana', async () => {
    const entries = { 'elasticsearch.password': word, 'server.ssl.key': pem, [pem]: word, 'server.ssl.keyPassphrase': word };
    const yml = settingsOf({
      'server.port': '1',
      'server.name': word,
      'elasticsearch.hosts': `["https://${word}:1", "${word}"]`,
      'server.ssl.enabled': 'true',
    });
    await withDirectory({ 'kibana.yml': yml, 'kibana.keystore': makeKibanaKeystore(entries) }, async (directory) => {
      const texts = await written(
        ['kibana', '--config', directory, '--release', '9.1.2', '--trace', '--timeout', '0.2'],
        ['json', 'table'],
      );
      assertClean(texts, 'kibana');
      for (const text of texts) assert.ok(!text.toLowerCase().includes(word.toLowerCase()), text);
    });
  });

  it('shows in no output of inspect', async () => {
    await withDirectory({ 'store.jks': store, passwords: 'store-password\n' }, async (directory) => {
      for (const format of ['table', 'json']) {
        const { out, err } = await runCli([
          'inspect',
          join(directory, 'store.jks'),
          '--password-file',
          join(directory, 'passwords'),
          '--format',
          format,
        ]);
        assert.match(out, /PEM text, \d+ lines, not shown/, err);
        assertClean([out, err], 'inspect');
        assert.ok(!`${out}${err}`.includes(word));
      }
    });
  });
});

/** With all that can be said on the way; some commands have nothing to say. */
const talkative = (args: readonly string[]) =>
  args[0] === 'inspect' || args[0] === 'explain' || args.includes('--') ? args : [...args, '--trace'];

/** A streamed scan needs threads, which need compiled code. */
const streams = import.meta.url.endsWith('.js') ? ['ndjson'] : [];

describe('a key or a password on the command line', () => {
  const oneLine = pem.replaceAll('\n', ' ');
  const texts = [pem, oneLine, body.replaceAll('\n', ''), inBase64];

  it('shows in no complaint, whichever option has it', async () => {
    await withDirectory({ 'elasticsearch.yml': '', 'kibana.yml': '' }, async (directory) => {
      for (const text of texts) {
        for (const args of [
          ['scan', text],
          ['scan', `https://${text}`],
          ['scan', `@${text}`],
          ['scan', '127.0.0.1:1', '--ca', text],
          ['scan', '127.0.0.1:1', '--crl', text],
          ['scan', '127.0.0.1:1', '--cert', text],
          ['scan', '127.0.0.1:1', '--cert', text, '--key', text],
          ['scan', '127.0.0.1:1', '--keystore', text],
          ['scan', '127.0.0.1:1', '--server-name', text],
          ['scan', '127.0.0.1:1', '--output', text],
          ['scan', '127.0.0.1:1', '--format', text],
          ['scan', '127.0.0.1:1', '--deployment', text],
          ['scan', '127.0.0.1:1', '--timeout', text],
          ['scan', '127.0.0.1:1', '--resume', text],
          ['scan', '127.0.0.1:1', '--password-file', text],
          ['scan', '127.0.0.1:1', '--unheard-of', text],
          ['scan', text, '--format', 'ndjson'],
          ['matrix', text],
          ['join', '--config', text],
          ['join', '--config', directory, '--release', text],
          ['join', '--config', directory, '--env-file', text],
          ['join', '--config', directory, '--to', text],
          ['join', '--log', text],
          ['kibana', '--config', text],
          ['kibana', '--config', directory, '--to', text],
          ['kibana', '--config', directory, '--self', text],
          ['kibana', '--config', directory, '--', text],
          ['inspect', text],
          ['explain', text],
          ['explain', `cannot read configured PEM private key [/etc/elasticsearch/${text}] because the file does not exist`],
          [text],
        ]) {
          const { status, out, err } = await runCli(talkative(args), { env: {} });
          assert.ok([0, 1, 2, 3].includes(status), `${args.slice(0, 3).join(' ').slice(0, 80)}: ${status} ${err.slice(0, 300)}`);
          assertClean([out, err], args.map((arg) => arg.slice(0, 30)).join(' '));
        }
      }
    });
  });

  it('shows in no complaint where a file with a secret is named by the secret itself', async () => {
    const word = 'Hunter2-marked';
    await withDirectory({ 'elasticsearch.yml': '', ca: ca.certificatePem, cert: identity.chainPem }, async (directory) => {
      const given = ['https://127.0.0.1:1', '--ca', join(directory, 'ca')];
      for (const [option, args] of [
        ['--user-password-file', ['scan', ...given, '--user', 'elastic', '--user-password-file', word]],
        ['--api-key-file', ['matrix', ...given, '--api-key-file', word]],
        ['--password-file', ['inspect', join(directory, 'ca'), '--password-file', word]],
        ['--password-file', ['join', '--config', directory, '--password-file', word]],
        ['--key-passphrase-file', ['scan', ...given, '--cert', join(directory, 'cert'), '--key-passphrase-file', word]],
        ['--env-file', ['join', '--config', directory, '--env-file', word]],
      ] as const) {
        const { status, out, err } = await runCli(talkative(args));
        assert.equal(status, 2, err);
        assert.ok(!`${out}${err}`.includes(word), err);
        assert.match(err, new RegExp(`cannot read the file of ${option}: there is no such file`));
      }
      for (const args of [
        ['scan', ...given, '--password', word],
        ['scan', ...given, `--password=${word}`],
        ['scan', ...given, `--password${word}`],
        ['scan', ...given, '--user-password', word],
        ['scan', ...given, '-p', word],
        ['kibana', '--config', directory, '--password', word],
        ['join', '--config', directory, '--pasword-file', word],
        ['scan', ...given, '--user', `elastic:${word}`],
        ['scan', `https://elastic:${word}@127.0.0.1:1`],
        ['scan', `elastic:${word}@127.0.0.1:1`],
        ['kibana', '--config', directory, '--to', `https://elastic:${word}@127.0.0.1:1`],
        ['explain', `login with password=${word} refused by nobody known`],
        ['explain', `Authorization: Basic ${Buffer.from(`elastic:${word}`).toString('base64')} of nobody known`],
      ]) {
        const { status, out, err } = await runCli(talkative(args));
        assert.ok([0, 2].includes(status), err);
        for (const form of [word, Buffer.from(`elastic:${word}`).toString('base64')])
          assert.ok(!`${out}${err}`.includes(form), `${args.join(' ')}: ${err}`);
      }
    });
  });

  it('shows in nothing that is said of a list of targets, read as a whole or as it comes', async () => {
    await withDirectory({ list: `127.0.0.1:1\n${pem}\n`, body }, async (directory) => {
      for (const list of ['list', 'body']) {
        for (const format of ['table', ...streams]) {
          assertClean(await written(['scan', `@${join(directory, list)}`, '--timeout', '0.2'], [format]), list);
          assertClean(await written(['scan', '-', '--timeout', '0.2'], [format], `127.0.0.1:1\n${list === 'list' ? pem : body}\n`), list);
        }
      }
      if (streams.length === 0) return;
      const { err, out } = await runCli(['scan', `@${join(directory, 'list')}`, '--format', 'ndjson', '--timeout', '0.2']);
      assert.equal(err.match(/PEM text is no list of targets/g)?.length, 1, err);
      assert.match(out, /127\.0\.0\.1:1/);
    });
  });

  it('shows in nothing that is said of a log', async () => {
    const cluster = await startNodes([{ authority: ca }]);
    const target = `127.0.0.1:${cluster.targets[0]?.port ?? 0}`;
    const entry = (message: string) => `[2026-11-23T22:21:21,848][ERROR][o.e.b.Elasticsearch      ] [es03] ${message}\n`;
    const java = `failed to load SSL configuration [xpack.security.transport.ssl] - cannot read configured PEM private key [/etc/elasticsearch/${pem}] because the file does not exist`;
    const node = `Error: ENOENT: no such file or directory, open '${pem}'`;
    const json = JSON.stringify({
      '@timestamp': '2026-11-23T22:21:21,848Z',
      'log.level': 'ERROR',
      message: java,
      'error.stack_trace': `java.nio.file.NoSuchFileException: ${pem}\n\tat a.B`,
    });
    const reported = `client did not trust this server's certificate, Authorization: Basic ${Buffer.from(`elastic:${mark}`).toString('base64')}, https://elastic:${mark}@es01:9200, password=${mark}, Netty4TcpChannel{localAddress=/10.0.0.11:9300, remoteAddress=/10.0.0.13:43210}`;
    try {
      for (const log of [entry(java), node, `${json}\n`, entry(reported), entry(java) + entry(reported)]) {
        for (const args of [
          ['join', '--log', '-'],
          ['join', target, '--to', target, '--log', '-', '--timeout', '0.5'],
        ])
          assertClean(await written(args, ['json', 'table'], log), log);
      }
      const { out } = await runCli(['join', '--log', '-', '--format', 'json'], { stdin: entry(java) });
      assert.equal(JSON.parse(out).cause.rule, 'pem-text-in-place-of-path');
    } finally {
      await cluster.close();
    }
  });

  it('is planted so that a search would find it', () => {
    for (const text of [pem, body, inBase64, oneLine]) assert.throws(() => assertClean([text], ''));
  });
});
