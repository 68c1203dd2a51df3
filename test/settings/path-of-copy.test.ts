import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { readElasticsearchSetup } from '../../src/settings/elasticsearch/read-elasticsearch.ts';
import { readKibanaSetup } from '../../src/settings/kibana/read-kibana.ts';
import { isOfAnotherMachine, isSurelyOfThis, placeOfFile } from '../../src/settings/path-of-copy.ts';
import { noPasswords, withDirectory } from './setup-files.ts';

const ca = makeCa({ subject: 'CA of a copied node' });
const leaf = issue(ca, { subject: 'node1' });
const material = { 'tls/node.crt': leaf.certificatePem, 'tls/node.key': leaf.privateKeyPem, 'roots.pem': ca.certificatePem };

const settingsOf = (folder: string, joint: string, key = 'node.key') =>
  [
    'xpack.security.transport.ssl.enabled: true',
    `xpack.security.transport.ssl.certificate: ${folder}${joint}tls${joint}node.crt`,
    `xpack.security.transport.ssl.key: ${folder}${joint}tls${joint}${key}`,
    `xpack.security.transport.ssl.certificate_authorities: ${folder}${joint}roots.pem`,
    '',
  ].join('\n');

const setupOf = (yml: string) =>
  withDirectory({ 'elasticsearch.yml': yml, ...material }, (directory) =>
    readElasticsearchSetup({ directory, environment: {}, passwords: noPasswords, version: '8.19.0' }),
  );

describe('the directory of a node, copied from another machine', () => {
  for (const [title, folder, joint] of [
    ['a container', '/usr/share/elasticsearch/config', '/'],
    ['an archive elsewhere', '/srv/no-such-disk/es-9/conf', '/'],
    ['Windows', 'D:\\search\\config', '\\'],
    ['a share', '\\\\files\\search', '\\'],
    ['Windows, by a relative path', '.', '\\'],
  ] as const) {
    it(`has the files of ${title} below it`, async () => {
      const { startupErrors, warnings, unknown, contexts } = await setupOf(settingsOf(folder, joint));
      const [transport] = contexts;
      assert.deepEqual([startupErrors, unknown], [[], []]);
      assert.deepEqual([transport?.identities.length, transport?.trust.anchors.length, transport?.identities[0]?.keyMatches], [1, 1, true]);
      // Whoever copied them has given them another owner and mode.
      assert.ok(transport?.files.every(({ mode, path }) => mode === null && path.includes('handclasp-settings-')));
      assert.ok(warnings.every(({ rule }) => rule !== 'private-key-world-readable'));
    });

    it(`lacks a file of ${title}, which is not called missing there`, async () => {
      const { startupErrors, unknown, contexts } = await setupOf(settingsOf(folder, joint, 'other.key'));
      if (folder === '.')
        return assert.deepEqual(
          startupErrors.map(({ rule }) => rule),
          ['file-missing'],
        );
      assert.deepEqual(startupErrors, []);
      assert.deepEqual(unknown, [
        {
          code: 'file-elsewhere',
          context: 'xpack.security.transport.ssl',
          setting: 'xpack.security.transport.ssl.key',
          file: `${folder}${joint}tls${joint}other.key`,
        },
      ]);
      assert.equal(contexts[0]?.identities[0]?.keyMatches ?? null, null);
      return undefined;
    });
  }

  it('is no copy where a relative path, or a directory that is here, lacks the file', async () => {
    for (const path of ['tls/other.key', '/etc/other-than-any.key']) {
      const { startupErrors, unknown } = await setupOf(
        ['enabled: true', `key: ${path}`, 'certificate: tls/node.crt'].map((line) => `xpack.security.transport.ssl.${line}\n`).join(''),
      );
      // What is outside may still be the path of another machine.
      const certainty = path.startsWith('/') ? 'likely' : 'proven';
      assert.deepEqual([startupErrors.map((one) => [one.rule, one.certainty]), unknown], [[['file-missing', certainty]], []]);
    }
  });

  it('is that of a Kibana as well', async () => {
    const yml = ['certificate', 'key', 'certificateAuthorities']
      .map(
        (name) =>
          `elasticsearch.ssl.${name}: /opt/no-such-kibana/config/${name === 'certificateAuthorities' ? 'roots.pem' : `tls/node.${name === 'key' ? 'key' : 'crt'}`}\n`,
      )
      .join('');
    const read = (more: string) =>
      withDirectory({ 'kibana.yml': yml + more, ...material }, (directory) =>
        readKibanaSetup({ directory, environment: {}, passwords: noPasswords, version: '8.19.0' }),
      );
    const whole = await read('');
    assert.deepEqual([whole.startupErrors, whole.unknown], [[], []]);
    assert.equal(whole.contexts[1]?.trust.anchors.length, 1);
    const lacking = await read('server.ssl.keystore.path: /opt/no-such-kibana/config/http.p12\n');
    assert.deepEqual(lacking.startupErrors, []);
    assert.deepEqual(lacking.unknown, [
      { code: 'file-elsewhere', context: 'server.ssl', setting: 'server.ssl.keystore.path', file: '/opt/no-such-kibana/config/http.p12' },
    ]);
  });
});

describe('where a file is looked for', () => {
  it('is the longest end of the path that is below the directory', async () => {
    await withDirectory({ 'certs/a.crt': 'x', 'a.crt': 'y' }, async (directory) => {
      const place = (written: string) => placeOfFile(written, { base: directory, directory });
      assert.deepEqual(place('/none/certs/a.crt'), { path: join(directory, 'certs', 'a.crt'), inCopy: true });
      assert.deepEqual(place('/none/other/a.crt'), { path: join(directory, 'a.crt'), inCopy: true });
      assert.deepEqual(place('/none/../none/b.crt'), { path: '/none/b.crt', inCopy: false });
      assert.deepEqual(place('certs/b.crt'), { path: join(directory, 'certs', 'b.crt'), inCopy: false });
      assert.deepEqual(place(join(directory, 'b.crt')), { path: join(directory, 'b.crt'), inCopy: false });
      assert.equal(basename(place('e:/certs/a.crt').path), 'a.crt');
    });
  });

  it('is this machine where an installation is, and where the directory is there', async () => {
    await withDirectory({ 'config/x': '', 'bin/elasticsearch': '' }, async (home) => {
      assert.equal(isOfAnotherMachine('/no-such-folder/a.key', home), true);
      assert.equal(isOfAnotherMachine('/no-such-folder/a.key', join(home, 'config')), false);
      assert.equal(isOfAnotherMachine('/no-such-folder/a.key', '/etc/elasticsearch'), false);
      assert.equal(isOfAnotherMachine('/etc/a.key', home), false);
      assert.deepEqual([isSurelyOfThis('/etc/a.key', home), isSurelyOfThis('/etc/a.key', join(home, 'config'))], [false, true]);
      assert.equal(isOfAnotherMachine('C:\\a.key', join(home, 'config')), true);
    });
  });
});
