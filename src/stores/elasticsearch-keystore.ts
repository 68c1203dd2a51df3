import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import type { KeystoreFault } from '../model/reasons/file-fault.ts';
import { Secret } from '../model/secret.ts';
import { showableValue } from '../model/showable.ts';
import { crc32 } from './crc32.ts';
import type { SecureSettings } from './keystore.ts';

/** A real one has a few kilobytes. */
const largest = 4 * 1024 * 1024;

/**
 * Reads `elasticsearch.keystore`, versions 3 (6.3 on) to 7 (8.19 and 9 have it). Never throws.
 *
 *     Lucene's codec header: 3f d7 6c 17, the name `elasticsearch.keystore` after its length, int32 version
 *     uint8 has a password
 *     int32 length of: int32 length, salt; int32 length, initialisation vector; int32 length, ciphertext and tag
 *     Lucene's codec footer: c0 28 93 e8, int32 0, int64 CRC-32 of all before it
 *
 * The numbers between header and footer are big-endian up to version 4 and little-endian from 5 on. AES in GCM, with a key of 128 bits, from 7 on of
 * 256, from PBKDF2 with HMAC-SHA-512 in 10 000 rounds, from 6 on in 210 000; the salt is authenticated as well. Inside, all big-endian, after int32
 * count: the name (length in two octets), in version 3 its kind likewise, the value (length in four octets).
 *
 * @param passwords tried in order where it has a password
 */
export function readElasticsearchKeystore(bytes: Uint8Array, passwords: readonly Secret[]): SecureSettings {
  const outer = readOuter(bytes);
  if ('because' in outer) return { kind: 'unreadable', protected: false, because: outer.because };
  for (const password of outer.protected ? passwords : [new Secret('')]) {
    const plain = decrypt(outer, password);
    if (plain === null) continue;
    const entries = readEntries(plain, outer.version);
    if (entries === null) return { kind: 'unreadable', protected: outer.protected, because: { code: 'keystore-entries-broken' } };
    return { kind: 'opened', protected: outer.protected, entries };
  }
  if (!outer.protected) return { kind: 'unreadable', protected: false, because: { code: 'keystore-password-denied' } };
  const code = passwords.length === 0 ? 'keystore-password-missing' : 'keystore-password-wrong';
  return { kind: 'locked', protected: true, because: { code } };
}

type Outer = { readonly version: number; readonly protected: boolean; readonly salt: Buffer; readonly iv: Buffer; readonly sealed: Buffer };

const headerMagic = 0x3fd76c17;
const footerMagic = 0xc02893e8;
const codecName = 'elasticsearch.keystore';

function readOuter(bytes: Uint8Array): Outer | { readonly because: KeystoreFault } {
  if (bytes.length > largest) return { because: { code: 'keystore-too-large', octets: bytes.length } };
  if (bytes.length === 0) return { because: { code: 'keystore-empty' } };
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length < 4 || file.readUInt32BE(0) !== headerMagic) return { because: { code: 'keystore-other-file' } };
  const head = 5 + codecName.length;
  if (file.length < head + 4 + 1 + 4 + 16 || file[4] !== codecName.length || file.toString('latin1', 5, head) !== codecName) {
    return { because: { code: 'keystore-other-lucene-file' } };
  }
  const version = file.readInt32BE(head);
  if (version < 3) return { because: { code: 'keystore-too-old', version: `${version}` } };
  if (version > 7) return { because: { code: 'keystore-too-new', version: `${version}` } };
  const footer = file.length - 16;
  const sum = file.readBigUInt64BE(footer + 8);
  if (file.readUInt32BE(footer) !== footerMagic || sum !== BigInt(crc32(file.subarray(0, footer + 8)))) {
    return { because: { code: 'keystore-checksum-wrong' } };
  }
  const flag = file[head + 4];
  if (flag !== 0 && flag !== 1) return { because: { code: 'keystore-flag-unknown' } };
  const at = head + 9;
  const data = file.subarray(at, footer);
  const number = (from: Buffer, offset: number) => (version < 5 ? from.readInt32BE(offset) : from.readInt32LE(offset));
  if (number(file, head + 5) !== data.length) return { because: { code: 'keystore-length-wrong' } };
  const parts: Buffer[] = [];
  let rest = data;
  for (let i = 0; i < 3; i++) {
    const length = rest.length < 4 ? -1 : number(rest, 0);
    if (length < 0 || length > rest.length - 4) return { because: { code: 'keystore-part-cut-off' } };
    parts.push(rest.subarray(4, 4 + length));
    rest = rest.subarray(4 + length);
  }
  const [salt, iv, sealed] = parts;
  if (salt === undefined || iv === undefined || sealed === undefined || rest.length > 0 || sealed.length < 16 || iv.length === 0) {
    return { because: { code: 'keystore-parts-wrong' } };
  }
  return { version, protected: flag === 1, salt, iv, sealed };
}

function decrypt({ version, salt, iv, sealed }: Outer, password: Secret): Buffer | null {
  const octets = version < 7 ? 16 : 32;
  const key = pbkdf2Sync(password.reveal(), salt, version < 6 ? 10_000 : 210_000, octets, 'sha512');
  try {
    const cipher = createDecipheriv(octets === 16 ? 'aes-128-gcm' : 'aes-256-gcm', key, iv, { authTagLength: 16 });
    cipher.setAAD(salt);
    cipher.setAuthTag(sealed.subarray(sealed.length - 16));
    return Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - 16)), cipher.final()]);
  } catch {
    return null;
  }
}

function readEntries(plain: Buffer, version: number): ReadonlyMap<string, Secret> | null {
  let at = 0;
  const take = (length: number): Buffer => {
    if (length < 0 || at + length > plain.length) throw new RangeError('ends early');
    at += length;
    return plain.subarray(at - length, at);
  };
  try {
    const entries = new Map<string, Secret>();
    for (let count = take(4).readInt32BE(0); count > 0; count--) {
      const name = take(take(2).readUInt16BE(0)).toString('utf8');
      if (version === 3) take(take(2).readUInt16BE(0));
      entries.set(showableValue(name), new Secret(take(take(4).readInt32BE(0)).toString('utf8')));
    }
    return at === plain.length ? entries : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
