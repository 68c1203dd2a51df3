import type { KeyObject } from 'node:crypto';
import { createCipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { crc32 } from '../../src/stores/crc32.ts';
import { explicit, integer, octetString, objectIdentifier as oid, sequence, set, tlv } from '../../src/x509/asn1/write-der.ts';

type Entries = Readonly<Record<string, string>>;

/** elasticsearch.keystore of version 7, as Elasticsearch 8.17 and later write it, without a password. */
export function makeElasticsearchKeystore(entries: Entries): Uint8Array {
  const plain = Buffer.concat([
    uint32(Object.keys(entries).length),
    ...Object.entries(entries).flatMap(([name, value]) => [sized(2, Buffer.from(name)), sized(4, Buffer.from(value))]),
  ]);
  const [salt, iv] = [randomBytes(64), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', pbkdf2Sync('', salt, 210_000, 32, 'sha512'), iv);
  cipher.setAAD(salt);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const data = Buffer.concat([salt, iv, sealed].flatMap((part) => [uint32(part.length, 'little'), part]));
  const name = Buffer.from('elasticsearch.keystore');
  const head = Buffer.concat([
    uint32(0x3fd76c17),
    Buffer.from([name.length]),
    name,
    uint32(7),
    Buffer.from([0]),
    uint32(data.length, 'little'),
  ]);
  const body = Buffer.concat([head, data, uint32(0xc02893e8), uint32(0)]);
  return new Uint8Array(Buffer.concat([body, uint32(0), uint32(crc32(body))]));
}

/** kibana.keystore. */
export function makeKibanaKeystore(entries: unknown, password = ''): Uint8Array {
  const [salt, iv] = [randomBytes(64), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', pbkdf2Sync(password, salt, 10_000, 32, 'sha512'), iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(entries)), cipher.final()]);
  return new Uint8Array(Buffer.from(`1:${Buffer.concat([salt, iv, cipher.getAuthTag(), body]).toString('base64')}`));
}

/** A Java key store with certificates to trust, by the names of their entries. */
export function makeJks(entries: Readonly<Record<string, Uint8Array>>, password: string): Uint8Array {
  const content = Buffer.concat([
    uint32(0xfeedfeed),
    uint32(2),
    uint32(Object.keys(entries).length),
    ...Object.entries(entries).flatMap(([alias, certificate]) => [
      uint32(2),
      sized(2, Buffer.from(alias)),
      Buffer.alloc(8),
      sized(2, Buffer.from('X.509')),
      sized(4, Buffer.from(certificate)),
    ]),
  ]);
  const secret = Buffer.from(password, 'utf16le').swap16();
  const digest = createHash('sha1').update(secret).update('Mighty Aphrodite').update(content).digest();
  return new Uint8Array(Buffer.concat([content, digest]));
}

/** A PKCS#12 store without a password: keys, each with the certificates that it comes with, as they are given. */
export function makePkcs12(keys: Readonly<Record<string, { readonly key: KeyObject; readonly chain: readonly Uint8Array[] }>>): Uint8Array {
  const [data, x509] = [oid('1.2.840.113549.1.7.1'), oid('1.2.840.113549.1.9.22.1')];
  const content = (bytes: Uint8Array) => sequence(data, explicit(0, octetString(bytes)));
  const bag = (type: number, value: Uint8Array, alias: string | null) => {
    const name = tlv(0x1e, Buffer.from(alias ?? '', 'utf16le').swap16());
    const attributes = [
      sequence(oid('1.2.840.113549.1.9.20'), set(name)),
      sequence(oid('1.2.840.113549.1.9.21'), set(octetString(Buffer.from(alias ?? '')))),
    ];
    return sequence(oid(`1.2.840.113549.1.12.10.1.${type}`), explicit(0, value), ...(alias === null ? [] : [set(...attributes)]));
  };
  const bags = Object.entries(keys).flatMap(([alias, { key, chain }]) => [
    bag(1, key.export({ type: 'pkcs8', format: 'der' }), alias),
    ...chain.map((certificate, index) => bag(3, sequence(x509, explicit(0, octetString(certificate))), index === 0 ? alias : null)),
  ]);
  return sequence(integer(3n), content(sequence(content(sequence(...bags)))));
}

function sized(width: 2 | 4, content: Buffer): Buffer {
  const length = Buffer.alloc(width);
  length.writeUIntBE(content.length, 0, width);
  return Buffer.concat([length, content]);
}

function uint32(value: number, order: 'big' | 'little' = 'big'): Buffer {
  const octets = Buffer.alloc(4);
  if (order === 'big') octets.writeUInt32BE(value);
  else octets.writeUInt32LE(value);
  return octets;
}
