import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/model/secret.ts';
import { findRelease } from '../../src/settings/find-release.ts';
import { openConfiguration } from '../../src/settings/open-configuration.ts';
import { fileFaultOf, fileUnread, openFile } from '../../src/settings/open-file.ts';
import { keystoreOfSetup, openKeystore } from '../../src/settings/open-keystore.ts';
import { readElasticsearchKeystore } from '../../src/stores/elasticsearch-keystore.ts';
import { readKibanaKeystore } from '../../src/stores/kibana-keystore.ts';
import { makeKibanaKeystore } from '../support/keystore-maker.ts';
import { noPasswords, withDirectory } from './setup-files.ts';

describe('a file that is opened', () => {
  it('has its bytes, its mode and where it really is', async () => {
    await withDirectory({ a: 'abc' }, async (directory) => {
      symlinkSync(join(directory, 'a'), join(directory, 'b'));
      const opened = await openFile(join(directory, 'b'), 3);
      assert.deepEqual([Buffer.from(opened.bytes ?? []).toString(), opened.fault, opened.size], ['abc', null, 3]);
      assert.deepEqual([opened.mode, opened.realPath], [0o640, join(directory, 'a')]);
      assert.ok(opened.modifiedAt instanceof Date);
    });
  });

  it('says why it has none', async () => {
    await withDirectory({ a: 'abcd', 'folder/x': '' }, async (directory) => {
      const faultOf = async (name: string, largest = 4) => {
        const { fault, bytes, mode, size } = await openFile(join(directory, name), largest);
        return [fault, bytes, mode === null, size];
      };
      assert.deepEqual(await faultOf('none'), ['missing', null, true, null]);
      assert.deepEqual(await faultOf('a/none'), ['missing', null, true, null]);
      assert.deepEqual((await faultOf('folder')).slice(0, 3), ['directory', null, false]);
      assert.deepEqual(await faultOf('a', 3), ['too-large', null, false, 4]);
      assert.deepEqual((await faultOf('a\0'))[0], 'failed');
      const device = await openFile('/dev/null', 4);
      assert.deepEqual([device.fault, device.bytes], ['not-a-file', null]);
      const unread = fileUnread('a', await openFile(join(directory, 'a'), 3));
      assert.deepEqual(unread, { code: 'file-unread', file: 'a', fault: 'too-large', size: 4 });
    });
  });

  it('is missing, closed, or not to be had for want of something, by the code of the system', () => {
    const failing = (code: string) => Object.assign(new Error(code), { code });
    for (const [fault, codes] of [
      ['missing', ['ENOENT', 'ENOTDIR']],
      ['denied', ['EACCES', 'EPERM']],
      ['exhausted', ['EMFILE', 'ENFILE', 'ENOMEM']],
      ['failed', ['EIO', 'ELOOP', 'ENAMETOOLONG']],
    ] as const)
      for (const code of codes) assert.equal(fileFaultOf(failing(code)), fault, code);
    assert.deepEqual([fileFaultOf(new Error('x')), fileFaultOf('ENOENT'), fileFaultOf(null)], ['failed', 'failed', 'failed']);
  });
});

describe('the keystore of a product', () => {
  const secret = 'another password';
  const bytes = makeKibanaKeystore({ 'elasticsearch.password': 'changeme' }, secret);

  it('is opened with a password that is asked for, where it has one', async () => {
    await withDirectory({ 'kibana.keystore': bytes }, async (directory) => {
      const file = join(directory, 'kibana.keystore');
      const asked: unknown[] = [];
      const opened = await openKeystore(file, readKibanaKeystore, async ({ kind, file: named, setting, fits }) => {
        asked.push([kind, named, setting, await fits?.(new Secret('guess')), await fits?.(new Secret(secret))]);
        return [new Secret('guess'), new Secret(secret)];
      });
      assert.deepEqual(asked, [['settings', file, null, false, true]]);
      assert.equal(opened.kind, 'opened');
      assert.deepEqual(keystoreOfSetup(file, opened), {
        file,
        kind: 'opened',
        protected: true,
        entries: ['elasticsearch.password'],
        because: null,
      });
      const locked = keystoreOfSetup(file, await openKeystore(file, readKibanaKeystore, noPasswords));
      assert.deepEqual([locked.kind, locked.protected, locked.entries, locked.because !== null], ['locked', true, [], true]);
    });
  });

  it('is absent, or not to be read, or has no password', async () => {
    await withDirectory({ plain: makeKibanaKeystore({}), 'folder/x': '', text: 'hello' }, async (directory) => {
      const read = async (name: string) => {
        const file = join(directory, name);
        const {
          kind,
          protected: isProtected,
          because,
        } = keystoreOfSetup(file, await openKeystore(file, readKibanaKeystore, () => assert.fail('asked')));
        return [kind, isProtected, because?.code ?? null];
      };
      assert.deepEqual(await read('none'), ['absent', false, null]);
      assert.deepEqual(await read('folder'), ['unreadable', false, 'file-unread']);
      assert.deepEqual((await read('text')).slice(0, 2), ['unreadable', false]);
      assert.deepEqual(await read('plain'), ['opened', false, null]);
    });
  });

  it('gives away each secret that is found, so that it can be hidden, and each as a secret', async () => {
    const yml = 'elasticsearch.password: one\nelasticsearch.username: name\nlist_of_tokens: [two, three]\nxpack.encryption_key:\n';
    await withDirectory(
      { 'kibana.yml': yml, 'kibana.keystore': makeKibanaKeystore({ 'server.ssl.keyPassphrase': 'four' }) },
      async (directory) => {
        const found: string[] = [];
        const { settings, secretsUnknown, recorded, unknown } = await openConfiguration(
          { directory, environment: {}, passwords: noPasswords, onSecret: (one) => void found.push(one.reveal()) },
          { product: 'kibana', settingsOfVariables: () => [], variables: 'kibana', separator: null, readKeystore: readKibanaKeystore },
        );
        assert.deepEqual(found, ['one', 'two', 'three', 'four']);
        assert.deepEqual([secretsUnknown, unknown, recorded.unread], [false, [{ code: 'release-not-given' }], null]);
        assert.equal(settings.secret('server.ssl.keyPassphrase')?.reveal(), 'four');
        assert.deepEqual(
          recorded.settings.map(({ key, value, secret: isSecret, from }) => [key, value, isSecret, from]),
          [
            ['elasticsearch.password', null, true, 'yml'],
            ['elasticsearch.username', 'name', false, 'yml'],
            ['list_of_tokens', null, true, 'yml'],
            ['xpack.encryption_key', null, true, 'yml'],
            ['server.ssl.keyPassphrase', null, true, 'keystore'],
          ],
        );
      },
    );
  });

  for (const [what, files, isUnknown] of [
    ['is there', { 'kibana.keystore': makeKibanaKeystore({}) }, false],
    ['is absent', {}, false],
    ['is locked', { 'kibana.keystore': bytes }, true],
    ['is none', { 'kibana.keystore': 'hello' }, true],
  ] as const) {
    it(`leaves ${isUnknown ? 'unknown' : 'no doubt'} which passwords there are where it ${what}`, async () => {
      await withDirectory({ 'kibana.yml': 'a: b\n', ...files }, async (directory) => {
        const { secretsUnknown, unknown } = await openConfiguration(
          { directory, environment: {}, passwords: noPasswords, version: '9.1.0' },
          { product: 'kibana', settingsOfVariables: () => [], variables: 'kibana', separator: null, readKeystore: readKibanaKeystore },
        );
        assert.deepEqual([secretsUnknown, unknown], [isUnknown, []]);
      });
    });
  }

  it('says why there are no settings, and that nothing was read', async () => {
    await withDirectory({ 'folder/elasticsearch.yml/x': '', 'broken/elasticsearch.yml': 'hello\n' }, async (directory) => {
      for (const [name, code, unknowns] of [
        ['none', 'file-unread', 2],
        ['folder', 'file-unread', 2],
        ['broken', 'yml-broken', 1],
      ] as const) {
        const { recorded, unknown, opened } = await openConfiguration(
          { directory: join(directory, name), environment: {}, passwords: noPasswords },
          {
            product: 'elasticsearch',
            settingsOfVariables: () => [],
            variables: 'elasticsearch',
            separator: ',',
            readKeystore: readElasticsearchKeystore,
          },
        );
        assert.deepEqual([recorded.unread?.code, unknown.length, recorded.settings], [code, unknowns, []], name);
        assert.equal(opened.bytes === null, name !== 'broken');
      }
    });
  });
});

describe('the release of an installation', () => {
  it('is a whole number of three parts', async () => {
    await withDirectory({ 'config/x': '' }, async (home) => {
      mkdirSync(join(home, 'lib'));
      const kibana = async (version: string) => {
        writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'kibana', version }));
        return findRelease('kibana', join(home, 'config'));
      };
      assert.deepEqual([await kibana('8.19.21'), await kibana('10.10.10')], ['8.19.21', '10.10.10']);
      for (const version of ['9.1', '9.1.2-SNAPSHOT', 'v9.1.2', '9.1.2.3', 'x9.1.2']) assert.equal(await kibana(version), null, version);
      for (const name of [
        'elasticsearch-9.1.jar',
        'elasticsearch-9.1.2-sources.jar',
        'my-elasticsearch-9.1.2.jar',
        'elasticsearch-9.1.2.jar.old',
      ]) {
        writeFileSync(join(home, 'lib', name), '');
        assert.equal(await findRelease('elasticsearch', join(home, 'config')), null, name);
      }
      writeFileSync(join(home, 'lib', 'elasticsearch-10.11.12.jar'), '');
      assert.equal(await findRelease('elasticsearch', join(home, 'config')), '10.11.12');
    });
  });
});
