import assert from 'node:assert/strict';
import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { Secret } from '../../src/model/secret.ts';
import { crc32 } from '../../src/stores/crc32.ts';
import { readElasticsearchKeystore } from '../../src/stores/elasticsearch-keystore.ts';
import type { SecureSettings } from '../../src/stores/keystore.ts';
import { keystoreFaultText } from '../../src/wording/file-fault-texts.ts';

type Wish = {
  readonly version: number;
  readonly password?: string;
  /** What it says of having a password; by the password, where it is absent. */
  readonly flag?: number;
  readonly rounds?: number;
  readonly keyBits?: 128 | 256;
  readonly endian?: 'big' | 'little';
  readonly withKind?: boolean;
  readonly authenticated?: Uint8Array;
};

const salt = Buffer.alloc(64, 7);
const iv = Buffer.alloc(12, 9);
const entries = { 'keystore.seed': 'seed', 'xpack.security.transport.ssl.keystore.secure_password': 'pässword' };

/** A keystore as KeyStoreWrapper of Elasticsearch writes it in a version, or as wished otherwise. */
function keystore(wish: Wish): Uint8Array {
  const { version, password = '', flag = password === '' ? 0 : 1 } = wish;
  const { rounds = version < 6 ? 10_000 : 210_000, keyBits = version < 7 ? 128 : 256, endian = version < 5 ? 'big' : 'little' } = wish;
  const { withKind = version === 3, authenticated = salt } = wish;
  const cipher = createCipheriv(`aes-${keyBits}-gcm`, pbkdf2Sync(password, salt, rounds, keyBits / 8, 'sha512'), iv);
  cipher.setAAD(authenticated);
  const sealed = Buffer.concat([cipher.update(plain(withKind)), cipher.final(), cipher.getAuthTag()]);
  const int = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (endian === 'big') bytes.writeInt32BE(value);
    else bytes.writeInt32LE(value);
    return bytes;
  };
  const inner = Buffer.concat([salt, iv, sealed].flatMap((part) => [int(part.length), part]));
  const name = Buffer.from('elasticsearch.keystore');
  const versionBytes = Buffer.alloc(4);
  versionBytes.writeInt32BE(version);
  const head = [Buffer.from('3fd76c17', 'hex'), Buffer.of(name.length), name, versionBytes, Buffer.of(flag), int(inner.length), inner];
  const covered = Buffer.concat([...head, Buffer.from('c02893e800000000', 'hex')]);
  const sum = Buffer.alloc(8);
  sum.writeBigUInt64BE(BigInt(crc32(covered)));
  return Buffer.concat([covered, sum]);
}

function plain(withKind: boolean): Buffer {
  const short = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
  };
  const long = (text: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(Buffer.byteLength(text));
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const list = Object.entries(entries);
  const kind = withKind ? [short('STRING')] : [];
  return Buffer.concat([Buffer.of(0, 0, 0, list.length), ...list.flatMap(([name, value]) => [short(name), ...kind, long(value)])]);
}

function words(read: SecureSettings): unknown {
  return read.kind === 'opened'
    ? Object.fromEntries([...read.entries].map(([name, value]) => [name, value.reveal()]))
    : keystoreFaultText(read.because);
}
const open = (wish: Wish, ...passwords: readonly string[]): unknown =>
  words(
    readElasticsearchKeystore(
      keystore(wish),
      passwords.map((password) => new Secret(password)),
    ),
  );

const notOpened = 'it says that it has no password, and does not open without one';

describe('elasticsearch.keystore, version by version', function () {
  // 210,000 rounds of key stretching, again and again.
  this.timeout(120_000);

  for (const version of [3, 4, 5, 6, 7]) {
    it(`is read in version ${version}, without and with a password`, () => {
      assert.deepEqual(open({ version }), entries);
      assert.deepEqual(open({ version, password: 'pässword' }, 'guess', 'pässword'), entries);
    });
  }

  it('is not opened with another password', () => {
    assert.match(String(open({ version: 6, password: 'pässword' }, 'guess')), /none of those given opens it/);
  });

  it('is not taken for another version than it is of', () => {
    assert.equal(open({ version: 5, rounds: 210_000 }), notOpened);
    assert.equal(open({ version: 6, rounds: 10_000 }), notOpened);
    assert.equal(open({ version: 6, keyBits: 256 }), notOpened);
    assert.equal(open({ version: 7, keyBits: 128 }), notOpened);
    assert.equal(open({ version: 4, endian: 'little' }), 'its length is not what it says');
    assert.equal(open({ version: 5, endian: 'big' }), 'its length is not what it says');
    assert.equal(open({ version: 3, withKind: false }), 'it was decrypted, and its entries are broken');
    assert.equal(open({ version: 4, withKind: true }), 'it was decrypted, and its entries are broken');
  });

  it('is refused in versions before and after those that are known', () => {
    for (const version of [1, 2])
      assert.match(String(open({ version })), new RegExp(`^it has version ${version}, of an Elasticsearch before 6.3`));
    assert.equal(open({ version: 8 }), 'it has version 8, which is newer than handclasp knows');
  });

  it('is refused where the salt is not the one that was authenticated, and where it hides that it has a password', () => {
    assert.equal(open({ version: 7, authenticated: Buffer.alloc(64, 8) }), notOpened);
    assert.equal(open({ version: 7, password: 'secret', flag: 0 }, 'secret'), notOpened);
    assert.equal(open({ version: 7, flag: 2 }), 'it does not say whether it has a password');
  });
});
