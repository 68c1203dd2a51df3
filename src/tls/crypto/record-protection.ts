import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import type { TlsRecord } from '../wire/record.ts';
import type { SuiteParameters } from '../wire/suite-parameters.ts';
import type { TlsVersion } from '../wire/versions.ts';
import { type AeadParameters, aeadOpen, aeadSeal } from './aead.ts';
import { trafficKeys } from './key-schedule.ts';
import { randomOctets } from './random-octets.ts';

/** One direction of a connection, for sending. It counts the records itself. */
export type Sealer = {
  /** A whole record with its header. `version` is the code point for the header. Throws RangeError over 2^14 bytes. */
  readonly seal: (type: number, version: number, content: Uint8Array) => Uint8Array;
};

/** `bad-record-mac`: not protected as agreed. `no-content-type`: nothing but padding (TLS 1.3). `overflow`: more than the RFC allows in a record. */
export type Opened =
  | { readonly kind: 'opened'; readonly type: number; readonly content: Uint8Array }
  | { readonly kind: 'bad-record-mac' }
  | { readonly kind: 'no-content-type' }
  | { readonly kind: 'overflow' };

/** One direction of a connection, for receiving. It counts the records itself; after anything but `opened` the connection is over. */
export type Opener = { readonly open: (record: TlsRecord) => Opened };

export type Protection12 = {
  readonly client: { readonly sealer: Sealer; readonly opener: Opener };
  readonly server: { readonly sealer: Sealer; readonly opener: Opener };
};

/** TLS 1.3 (RFC 8446 §5.2): the content type goes inside; no padding is added. */
export function sealer13(suite: SuiteParameters, trafficSecret: Uint8Array): Sealer {
  const bulk = aeadOf(suite);
  const { key, iv } = trafficKeys(suite.hash, trafficSecret, bulk.keyLength);
  const sequence = new Sequence();
  return {
    seal: (type, version, content) => {
      checkLength(content);
      const inner = new Uint8Array(content.length + 1);
      inner.set(content);
      inner[content.length] = type;
      const header = recordHeader(applicationData, version, inner.length + bulk.tagLength);
      return Buffer.concat([header, aeadSeal(bulk, key, sequence.nonce(iv), header, inner)]);
    },
  };
}

/** A sealer that is made with its first record: a client that leaves early says nothing, and needs no keys for it. */
export function lateSealer(make: () => Sealer): Sealer {
  let made: Sealer | null = null;
  return {
    seal: (type, version, content) => {
      made ??= make();
      return made.seal(type, version, content);
    },
  };
}

/** TLS 1.3 (RFC 8446 §5.2): the header is authenticated as it was received, zero padding is stripped. */
export function opener13(suite: SuiteParameters, trafficSecret: Uint8Array): Opener {
  const bulk = aeadOf(suite);
  const { key, iv } = trafficKeys(suite.hash, trafficSecret, bulk.keyLength);
  const sequence = new Sequence();
  return {
    open: ({ type, version, fragment }) => {
      if (fragment.length > maxPlaintext + 256) return { kind: 'overflow' };
      const inner = aeadOpen(bulk, key, sequence.nonce(iv), recordHeader(type, version, fragment.length), fragment);
      if (!inner) return { kind: 'bad-record-mac' };
      if (inner.length > maxPlaintext + 1) return { kind: 'overflow' };
      let end = inner.length - 1;
      while (end >= 0 && inner[end] === 0) end--;
      const innerType = inner[end];
      if (innerType === undefined) return { kind: 'no-content-type' };
      return { kind: 'opened', type: innerType, content: inner.subarray(0, end) };
    },
  };
}

/** How many bytes of key block the suite takes. The IV of AES-CBC comes from it in TLS 1.0 only (RFC 4346 §6.3). */
export function keyBlockLength(suite: SuiteParameters, version: TlsVersion): number {
  const { macLength, keyLength, ivLength } = partLengths(suite, version);
  return 2 * (macLength + keyLength + ivLength);
}

/** TLS 1.0 to 1.2: the key block cut into keys (RFC 5246 §6.3), in the four directions. `random` makes explicit IVs. Throws RangeError for other versions. */
export function protection12(
  suite: SuiteParameters,
  version: TlsVersion,
  keyBlock: Uint8Array,
  random: (length: number) => Uint8Array = randomOctets,
): Protection12 {
  const { macLength, keyLength, ivLength } = partLengths(suite, version);
  let at = 0;
  const take = (length: number) => {
    at += length;
    return keyBlock.subarray(at - length, at);
  };
  const clientMac = take(macLength);
  const serverMac = take(macLength);
  const clientKey = take(keyLength);
  const serverKey = take(keyLength);
  const clientIv = take(ivLength);
  const serverIv = take(ivLength);
  if (at !== keyBlock.length) throw new RangeError(`a key block of ${keyBlock.length} bytes where ${at} are needed`);

  const { bulk } = suite;
  const side = (mac: Uint8Array, key: Uint8Array, iv: Uint8Array) => {
    if (bulk.kind === 'aead') return { sealer: aeadSealer12(bulk, key, iv), opener: aeadOpener12(bulk, key, iv) };
    const keys = { mac, key, iv: version === 'TLSv1' ? iv : null };
    return { sealer: cbcSealer(bulk, keys, random), opener: cbcOpener(bulk, keys) };
  };
  return { client: side(clientMac, clientKey, clientIv), server: side(serverMac, serverKey, serverIv) };
}

type CbcParameters = Extract<SuiteParameters['bulk'], { readonly kind: 'cbc' }>;

/** `iv` is the first IV of TLS 1.0, whose records are chained; null where each record carries its own. */
type CbcKeys = { readonly mac: Uint8Array; readonly key: Uint8Array; readonly iv: Uint8Array | null };

const applicationData = 23;
const maxPlaintext = 2 ** 14;
const blockLength = 16;

/** TLS 1.2 AEAD: nonce of salt and sequence number, sent in the record (RFC 5288 §3, RFC 6655 §3), or IV xor sequence number, not sent (RFC 7905 §2). */
function aeadSealer12(bulk: AeadParameters, key: Uint8Array, iv: Uint8Array): Sealer {
  const sequence = new Sequence();
  const explicit = 12 - iv.length;
  return {
    seal: (type, version, content) => {
      checkLength(content);
      const aad = sequence.authenticated(type, version, content.length);
      const nonce = explicit ? Buffer.concat([iv, aad.subarray(0, explicit)]) : sequence.nonceAt(iv);
      sequence.next();
      const header = recordHeader(type, version, explicit + content.length + bulk.tagLength);
      return Buffer.concat([header, nonce.subarray(12 - explicit), aeadSeal(bulk, key, nonce, aad, content)]);
    },
  };
}

function aeadOpener12(bulk: AeadParameters, key: Uint8Array, iv: Uint8Array): Opener {
  const sequence = new Sequence();
  const explicit = 12 - iv.length;
  return {
    open: ({ type, version, fragment }) => {
      if (fragment.length > maxPlaintext + 2048) return { kind: 'overflow' };
      const length = fragment.length - explicit - bulk.tagLength;
      if (length < 0) return { kind: 'bad-record-mac' };
      const nonce = explicit ? Buffer.concat([iv, fragment.subarray(0, explicit)]) : sequence.nonceAt(iv);
      const aad = sequence.authenticated(type, version, length);
      sequence.next();
      const content = aeadOpen(bulk, key, nonce, aad, fragment.subarray(explicit));
      if (!content) return { kind: 'bad-record-mac' };
      return content.length > maxPlaintext ? { kind: 'overflow' } : { kind: 'opened', type, content };
    },
  };
}

/** MAC, then pad, then encrypt (RFC 5246 §6.2.3.2). */
function cbcSealer(bulk: CbcParameters, { mac, key, iv }: CbcKeys, random: (length: number) => Uint8Array): Sealer {
  const sequence = new Sequence();
  // TLS 1.0 goes on where the last record ended; one cipher for all of them does that by itself.
  const chained = iv && createCipheriv(bulk.cipher, key, iv).setAutoPadding(false);
  return {
    seal: (type, version, content) => {
      checkLength(content);
      const tag = createHmac(bulk.mac, mac)
        .update(sequence.authenticated(type, version, content.length))
        .update(content)
        .digest();
      sequence.next();
      const padding = blockLength - ((content.length + tag.length) % blockLength);
      const plaintext = Buffer.concat([content, tag, new Uint8Array(padding).fill(padding - 1)]);
      if (chained) return Buffer.concat([recordHeader(type, version, plaintext.length), chained.update(plaintext)]);
      const own = random(blockLength);
      const body = createCipheriv(bulk.cipher, key, own).setAutoPadding(false).update(plaintext);
      return Buffer.concat([recordHeader(type, version, own.length + body.length), own, body]);
    },
  };
}

function cbcOpener(bulk: CbcParameters, { mac, key, iv }: CbcKeys): Opener {
  const sequence = new Sequence();
  const chained = iv && createDecipheriv(bulk.cipher, key, iv).setAutoPadding(false);
  return {
    open: ({ type, version, fragment }) => {
      if (fragment.length > maxPlaintext + 2048) return { kind: 'overflow' };
      const own = chained ? 0 : blockLength;
      const shortest = own + Math.ceil((bulk.macLength + 1) / blockLength) * blockLength;
      if (fragment.length % blockLength !== 0 || fragment.length < shortest) return { kind: 'bad-record-mac' };
      const decipher = chained ?? createDecipheriv(bulk.cipher, key, fragment.subarray(0, own)).setAutoPadding(false);
      const plaintext = decipher.update(fragment.subarray(own));

      // Wrong padding and a wrong MAC take the same path and have the same answer (RFC 5246 §6.2.3.2); JavaScript gives no promise about time.
      const padding = paddingLength(plaintext, bulk.macLength);
      const length = plaintext.length - bulk.macLength - Math.max(padding, 1);
      const content = plaintext.subarray(0, length);
      const expected = createHmac(bulk.mac, mac)
        .update(sequence.authenticated(type, version, length))
        .update(content)
        .digest();
      sequence.next();
      const same = timingSafeEqual(expected, plaintext.subarray(length, length + bulk.macLength));
      if (!same || padding === 0) return { kind: 'bad-record-mac' };
      return length > maxPlaintext ? { kind: 'overflow' } : { kind: 'opened', type, content };
    },
  };
}

/** Bytes of padding with its length byte: 1 to 256; 0 where it is wrong. Every byte that could be padding is looked at. */
function paddingLength(plaintext: Uint8Array, macLength: number): number {
  const last = plaintext[plaintext.length - 1] ?? 0;
  const room = plaintext.length - macLength;
  let wrong = last + 1 > room ? 1 : 0;
  for (let i = 1; i <= Math.min(256, plaintext.length); i++) {
    const byte = plaintext[plaintext.length - i] ?? 0;
    wrong |= i <= last + 1 ? byte ^ last : 0;
  }
  return wrong === 0 ? last + 1 : 0;
}

function partLengths({ bulk }: SuiteParameters, version: TlsVersion) {
  if (version === 'TLSv1.3' || version === 'SSLv3') throw new RangeError(`${version} has no such key block`);
  if (bulk.kind === 'aead') return { macLength: 0, keyLength: bulk.keyLength, ivLength: bulk.fixedIvLength };
  return { macLength: bulk.macLength, keyLength: bulk.keyLength, ivLength: version === 'TLSv1' ? bulk.ivLength : 0 };
}

function aeadOf({ name, bulk }: SuiteParameters): AeadParameters {
  if (bulk.kind !== 'aead') throw new RangeError(`${name} is no suite of TLS 1.3`);
  return bulk;
}

function checkLength(content: Uint8Array): void {
  if (content.length > maxPlaintext) throw new RangeError(`${content.length} bytes do not fit a record`);
}

function recordHeader(type: number, version: number, length: number): Uint8Array {
  return Uint8Array.of(type, version >> 8, version, length >> 8, length);
}

/** The 64-bit record number. It is not sent, so both sides count. 2^53 records do not happen. */
class Sequence {
  #number = 0;

  next(): void {
    this.#number++;
  }

  /** The nonce for this record (RFC 8446 §5.3); the next call is for the next. */
  nonce(iv: Uint8Array): Uint8Array {
    const nonce = this.nonceAt(iv);
    this.next();
    return nonce;
  }

  nonceAt(iv: Uint8Array): Uint8Array {
    const nonce = new Uint8Array(iv);
    for (let i = nonce.length - 1, rest = this.#number; rest > 0; i--, rest = Math.floor(rest / 256))
      nonce[i] = (nonce[i] ?? 0) ^ (rest % 256);
    return nonce;
  }

  /** What a MAC covers beside the content (RFC 5246 §6.2.3.1, §6.2.3.3): number, type, version, length. */
  authenticated(type: number, version: number, length: number): Uint8Array {
    const bytes = this.#bytes(13);
    bytes.set(recordHeader(type, version, length), 8);
    return bytes;
  }

  #bytes(room: number): Uint8Array {
    const bytes = Buffer.alloc(room);
    bytes.writeUInt32BE(Math.floor(this.#number / 2 ** 32), 0);
    bytes.writeUInt32BE(this.#number % 2 ** 32, 4);
    return bytes;
  }
}
