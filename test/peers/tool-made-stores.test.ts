import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { Secret } from '../../src/model/secret.ts';
import { readStore } from '../../src/stores/read-store.ts';
import type { Store } from '../../src/stores/store.ts';
import { kibanaSetup } from '../settings/setup-files.ts';
import { findJdks } from '../support/jsse-server.ts';
import { skipUnless } from '../support/required.ts';

const ca = makeCa({ subject: 'test CA', key: 'RSA-2048' });
const rsa = issue(ca, { subject: 'es01', key: 'RSA-2048' });
const ec = issue(ca, { subject: 'es02' });

function works(program: string, ...more: readonly string[]): boolean {
  try {
    execFileSync(program, [...more], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** A JVM that lives for a second has no use for its better compiler. */
const quick = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC', '-J-Xmx64m'];

/** What a store has, in a word each. */
function words(store: Store): string {
  if (store.kind === 'unreadable') return store.fault;
  return store.entries
    .map((entry) => (entry.kind === 'key' ? `key:${entry.chain.length}:${entry.fault ?? entry.matches}` : entry.kind))
    .join(' ');
}

describe('stores made by tools at hand', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-stores-'));
    const files = {
      'rsa.key': rsa.privateKeyPem,
      'rsa.crt': rsa.certificatePem,
      'ec.key': ec.privateKeyPem,
      'ec.crt': ec.certificatePem,
      'ca.crt': ca.certificatePem,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, ...more: readonly string[]) => execFileSync(program, [...more], { cwd: folder, stdio: 'pipe' });
  const read = (file: string, password: string, keyPassword?: string) =>
    words(
      readStore(readFileSync(join(folder, file)), {
        name: file,
        passwords: [new Secret(password)],
        keyPasswords: keyPassword === undefined ? [] : [new Secret(keyPassword)],
      }),
    );

  describe('openssl', () => {
    before(function () {
      skipUnless(this, works('openssl', 'version'), 'openssl');
    });
    it('writes an EC certificate that Kibana passes over in a trust store, since it knows RSA alone there', async () => {
      run('openssl', 'pkcs12', '-export', '-nokeys', '-in', 'ec.crt', '-certfile', 'ca.crt', '-out', 'both.p12', '-passout', 'pass:x');
      const yml = 'elasticsearch.ssl.truststore.path: both.p12\nelasticsearch.ssl.truststore.password: x\n';
      const setup = await kibanaSetup({ yml, files: { 'both.p12': readFileSync(join(folder, 'both.p12')) } });
      const client = setup.contexts.find(({ name }) => name === 'elasticsearch.ssl');
      assert.deepEqual(
        client?.trust.anchors.map(({ certificate }) => certificate.commonName),
        ['test CA'],
      );
    });

    const exported = (password: string, ...more: readonly string[]) => {
      run(
        'openssl',
        'pkcs12',
        '-export',
        '-in',
        'rsa.crt',
        '-inkey',
        'rsa.key',
        '-certfile',
        'ca.crt',
        '-passout',
        `pass:${password}`,
        '-out',
        'x.p12',
        ...more,
      );
      return read('x.p12', password);
    };
    const cases: readonly (readonly [title: string, password: string, more: readonly string[]])[] = [
      ['as it does by default', 'secret', []],
      ['with an empty password', '', []],
      ['with a password outside ASCII', 'pässwörd€', []],
      ['without a MAC', 'secret', ['-nomac']],
      ['without encryption', 'secret', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
      ['with a MAC of SHA-512', 'secret', ['-macalg', 'sha512']],
      ['with many rounds', 'secret', ['-iter', '100000']],
      ['with AES-128 and SHA-1', 'secret', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha1']],
      ['with triple DES in PKCS#12’s own scheme', 'secret', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES']],
    ];
    for (const [title, password, more] of cases) {
      it(`are read where it writes ${title}`, () => {
        assert.equal(exported(password, ...more), 'key:2:true');
      });
    }

    for (const scheme of ['PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC4-128', 'PBE-SHA1-RC4-40', 'PBE-SHA1-2DES']) {
      it(`are read where it uses ${scheme} of its legacy provider`, function () {
        skipUnless(this, works('openssl', 'list', '-provider', 'legacy', '-providers'), 'the legacy provider of openssl');
        assert.equal(exported('secret', '-legacy', '-keypbe', scheme, '-certpbe', scheme), 'key:2:true');
      });
    }

    it('are opened by the second password, too, where their MAC cannot be checked', () => {
      assert.equal(exported('secret', '-macalg', 'md5'), 'key:2:true');
      const store = readStore(readFileSync(join(folder, 'x.p12')), { name: 'x.p12', passwords: [new Secret(''), new Secret('secret')] });
      assert.deepEqual([words(store), store.kind === 'store' && store.integrity], ['key:2:true', 'not-supported']);
    });

    it('are told to Kibana’s own parser where it knows their scheme', async function () {
      skipUnless(this, works('openssl', 'list', '-provider', 'legacy', '-providers'), 'the legacy provider of openssl');
      const stops = async (scheme: string) => {
        exported('secret', '-legacy', '-keypbe', scheme, '-certpbe', scheme);
        const yml = 'elasticsearch.ssl.keystore.path: rsa.p12\nelasticsearch.ssl.keystore.password: secret\n';
        const { startupErrors } = await kibanaSetup({ yml, files: { 'rsa.p12': readFileSync(join(folder, 'x.p12')) } });
        return startupErrors.map(({ rule }) => rule);
      };
      // As node-forge 1.4 does it.
      for (const scheme of ['PBE-SHA1-RC2-40', 'PBE-SHA1-3DES']) assert.deepEqual(await stops(scheme), [], scheme);
      for (const scheme of ['PBE-SHA1-RC2-128', 'PBE-SHA1-RC4-128', 'PBE-SHA1-2DES'])
        assert.deepEqual(await stops(scheme), ['kibana-legacy-pkcs12'], scheme);
    });

    it('are read with a key on an elliptic curve', () => {
      run('openssl', 'pkcs12', '-export', '-in', 'ec.crt', '-inkey', 'ec.key', '-passout', 'pass:secret', '-out', 'ec.p12');
      assert.equal(read('ec.p12', 'secret'), 'key:1:true');
    });

    it('are read as PKCS#8 under each scheme that its tool can write', function () {
      skipUnless(this, works('openssl', 'list', '-provider', 'legacy', '-providers'), 'the legacy provider of openssl');
      const legacy = ['-provider', 'legacy', '-provider', 'default'];
      const schemes = [
        ['-v2', 'aes-256-cbc'],
        ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512'],
        ['-v2', 'des3'],
        ['-scrypt'],
        ['-v1', 'PBE-SHA1-3DES'],
        ['-v1', 'PBE-MD5-DES', ...legacy],
        ['-v1', 'PBE-SHA1-RC2-128', ...legacy],
      ];
      for (const scheme of schemes) {
        run('openssl', 'pkcs8', '-topk8', '-in', 'rsa.key', '-out', 'enc.key', '-passout', 'pass:secret', ...scheme);
        assert.equal(read('enc.key', 'secret'), 'key:0:null', scheme.join(' '));
        assert.equal(read('enc.key', 'guess'), 'key:0:wrong-password', scheme.join(' '));
      }
    });
  });

  const jdks = findJdks();
  if (jdks.length === 0) {
    it('of keytool are read', function () {
      skipUnless(this, false, 'a JDK');
    });
  }
  for (const { home, major } of jdks) {
    describe(`keytool of JDK ${major}`, () => {
      const keytool = join(home, 'bin', 'keytool');
      before(function () {
        skipUnless(this, works(keytool, ...quick, '-help'), `keytool of JDK ${major}`);
      });
      const imported = (file: string, type: string, ...options: readonly string[]) => {
        run(
          keytool,
          ...options,
          '-importcert',
          '-noprompt',
          '-alias',
          'ca',
          '-file',
          'ca.crt',
          '-keystore',
          file,
          '-storetype',
          type,
          '-storepass',
          'secret',
        );
      };
      const generated = (file: string, type: string, ...options: readonly string[]) => {
        const key = ['-genkeypair', '-keyalg', 'EC', '-alias', 'es01', '-dname', 'CN=es01'];
        run(keytool, ...quick, ...options, ...key, '-keystore', file, '-storetype', type, '-storepass', 'secret');
      };

      for (const type of ['PKCS12', 'JKS', 'JCEKS']) {
        it(`are read where they are ${type}, with key and trusted entry`, () => {
          const file = `mixed-${major}.${type.toLowerCase()}`;
          generated(file, type);
          imported(file, type);
          assert.deepEqual(read(file, 'secret').split(' ').sort(), ['key:1:true', 'trusted']);
          assert.equal(read(file, 'guess'), 'wrong-password');
        });
      }

      it('are read as old JDKs wrote them', () => {
        const file = `legacy-${major}.p12`;
        generated(file, 'PKCS12', '-J-Dkeystore.pkcs12.legacy');
        imported(file, 'PKCS12', '-J-Dkeystore.pkcs12.legacy');
        assert.deepEqual(read(file, 'secret').split(' ').sort(), ['key:1:true', 'trusted']);
      });

      it('are read where a key has a password of its own', () => {
        const file = `own-${major}.jks`;
        const key = ['-genkeypair', '-keyalg', 'EC', '-alias', 'es01', '-dname', 'CN=es01', '-keypass', 'keysecret'];
        run(keytool, ...quick, ...key, '-keystore', file, '-storetype', 'JKS', '-storepass', 'secret');
        assert.equal(read(file, 'secret'), 'key:1:wrong-password');
        assert.equal(read(file, 'secret', 'keysecret'), 'key:1:true');
      });

      it('are read beside a secret key', () => {
        const file = `secret-${major}.p12`;
        imported(file, 'PKCS12');
        run(
          keytool,
          '-genseckey',
          '-alias',
          'aes',
          '-keyalg',
          'AES',
          '-keysize',
          '256',
          '-keystore',
          file,
          '-storetype',
          'PKCS12',
          '-storepass',
          'secret',
        );
        assert.deepEqual(read(file, 'secret').split(' ').sort(), ['other', 'trusted']);
      });
    });
  }
});
