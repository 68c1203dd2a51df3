import { createDecipheriv, createHash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { StoreContentFault } from '../model/reasons/content-fault.ts';
import type { StructureFault } from '../model/reasons/structure-fault.ts';
import type { Secret } from '../model/secret.ts';
import { showableValue } from '../model/showable.ts';
import { Asn1Error } from '../x509/asn1/element.ts';
import { berElement, berNumber, berOctets, berSequence } from '../x509/asn1/read-ber.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { algorithmOf, UnsupportedAlgorithm } from './algorithm-identifier.ts';
import { Rounds } from './key-stretching.ts';
import { belongsTo, keyFromPkcs8 } from './private-key.ts';
import type { KeyEntry, Store, StoreEntry, StoreFault } from './store.ts';
import { weaknessOf } from './weak-password.ts';

/**
 * Reads Java's own stores, JKS and JCEKS: big-endian numbers, strings with a length of two octets, a SHA-1 over the password, a phrase and the
 * content at the end. Never throws.
 *
 * @param passwords tried in order
 * @param keyPasswords for the keys, where they have one of their own; none means the password of the store
 */
export function readJks(bytes: Uint8Array, passwords: readonly Secret[], keyPasswords: readonly Secret[] = []): Store {
  const format = bytes[0] === 0xce ? 'jceks' : 'jks';
  const fault = (kind: StoreFault, because: StoreContentFault): Store => ({ kind: 'unreadable', format, fault: kind, because });
  if (bytes.length < 32) return fault('malformed', { code: 'store-cut-off', format });
  const index = passwords.findIndex((password) => digestFits(bytes, password));
  if (index < 0) {
    // The digest fits no password if the file was cut, too: only then its structure does not end where the digest begins.
    const broken = structureFault(bytes);
    if (broken !== null) return fault('malformed', { code: 'store-bytes-broken', format, fault: broken });
    return passwords.every(({ isEmpty }) => isEmpty)
      ? fault('password-needed', { code: 'store-locked', format })
      : fault('wrong-password', { code: 'store-not-opened', format });
  }
  const password = passwords[index];
  try {
    const items = readItems(bytes);
    const candidates = keyPasswords.length > 0 || password === undefined ? keyPasswords : [password];
    return {
      kind: 'store',
      format,
      entries: items.map((item) => entryOf(item, candidates)),
      password: index,
      weakPassword: weaknessOf(password),
      integrity: 'verified',
      unknownToForge: false,
      oldEncryption: items.some(({ kind }) => kind === 'key') ? [format === 'jks' ? 'a stream of SHA-1' : '3DES with MD5'] : [],
      notes: [],
    };
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) {
      return fault('not-supported', { code: 'store-algorithm-not-supported', format, fault: error.fault });
    }
    if (error instanceof Asn1Error) return fault('malformed', { code: 'store-bytes-broken', format, fault: error.fault });
    throw error;
  }
}

function utf16(password: Secret): Uint8Array {
  return new Uint8Array(Buffer.from(password.reveal(), 'utf16le').swap16());
}

function digestFits(bytes: Uint8Array, password: Secret): boolean {
  const body = bytes.subarray(0, bytes.length - 20);
  const digest = createHash('sha1').update(utf16(password)).update('Mighty Aphrodite', 'utf8').update(body).digest();
  return digest.equals(bytes.subarray(bytes.length - 20));
}

function structureFault(bytes: Uint8Array): StructureFault | null {
  try {
    readItems(bytes);
    return null;
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) return null;
    if (error instanceof Asn1Error) return error.fault;
    throw error;
  }
}

type Item =
  | { readonly kind: 'key'; readonly alias: string; readonly sealed: Uint8Array; readonly chain: readonly Uint8Array[] }
  | { readonly kind: 'trusted'; readonly alias: string; readonly certificate: Uint8Array };

/** Entries that one store may claim to have; the JVM's own trust store has some 150. */
const mostEntries = 10_000;

function readItems(bytes: Uint8Array): readonly Item[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - 20);
  let at = 4;
  const take = (count: number): Buffer => {
    if (at + count > view.length) throw new Asn1Error({ code: 'jks-ends-early' });
    at += count;
    return view.subarray(at - count, at);
  };
  const int = () => take(4).readUInt32BE();
  const text = () => take(take(2).readUInt16BE()).toString('utf8');
  const version = int();
  if (version !== 1 && version !== 2) throw new Asn1Error({ code: 'jks-unknown-version', version });
  const certificate = () => {
    if (version === 2) text();
    return new Uint8Array(take(int()));
  };
  const count = int();
  if (count > mostEntries) throw new Asn1Error({ code: 'jks-too-many-entries', count });
  const items: Item[] = [];
  for (let i = 0; i < count; i++) {
    const kind = int();
    const alias = showableValue(text());
    take(8);
    if (kind === 1) {
      const sealed = new Uint8Array(take(int()));
      const length = int();
      if (length > 100) throw new Asn1Error({ code: 'jks-chain-too-long', count: length });
      items.push({ kind: 'key', alias, sealed, chain: Array.from({ length }, certificate) });
    } else if (kind === 2) items.push({ kind: 'trusted', alias, certificate: certificate() });
    else if (kind === 3) {
      throw new UnsupportedAlgorithm({ code: 'secret-keys-as-java-objects' });
    } else throw new Asn1Error({ code: 'jks-unknown-entry', kind });
  }
  if (at !== view.length) throw new Asn1Error({ code: 'jks-followed' });
  return items;
}

function entryOf(item: Item, passwords: readonly Secret[]): StoreEntry {
  if (item.kind === 'trusted') {
    const read = parseCertificate(item.certificate);
    return read.kind === 'certificate'
      ? { kind: 'trusted', alias: item.alias, certificate: read.certificate }
      : { kind: 'unreadable', alias: item.alias, what: 'a certificate', flaw: read.flaw };
  }
  const chain: Certificate[] = [];
  for (const der of item.chain) {
    const read = parseCertificate(der);
    if (read.kind === 'unreadable') return { kind: 'unreadable', alias: item.alias, what: 'a certificate of a chain', flaw: read.flaw };
    chain.push(read.certificate);
  }
  const { key, because, fault } = openKey(item.sealed, passwords);
  return { kind: 'key', alias: item.alias, key, because, fault, chain, matches: belongsTo(key, chain[0]) };
}

function openKey(sealed: Uint8Array, passwords: readonly Secret[]): Pick<KeyEntry, 'key' | 'because' | 'fault'> {
  try {
    const [algorithm, data] = berSequence(berElement(sealed, 'sealed key'), 'sealed key');
    const { id, parameters } = algorithmOf(algorithm, 'key protection');
    const octets = berOctets(data, 0x04, 'sealed key');
    for (const password of passwords) {
      let plain: Uint8Array | null;
      if (id === '1.3.6.1.4.1.42.2.17.1.1') plain = unsealJks(octets, password);
      else if (id === '1.3.6.1.4.1.42.2.19.1') {
        const [salt, count] = berSequence(parameters, 'key protection parameters');
        plain = unsealJceks(octets, password, berOctets(salt, 0x04, 'salt'), new Rounds().spend(berNumber(count, 'iteration count')));
      } else return { key: null, because: { code: 'entry-protection-not-supported', id }, fault: 'unsupported' };
      const key = plain === null ? null : keyFromPkcs8(plain);
      if (key !== null) return { key, because: null, fault: null };
    }
    return { key: null, because: { code: 'entry-password-wrong' }, fault: 'wrong-password' };
  } catch (error) {
    if (error instanceof Asn1Error) return { key: null, because: { code: 'entry-malformed', fault: error.fault }, fault: 'malformed' };
    throw error;
  }
}

/** Sun's key protector: a salt, the key under a stream of chained SHA-1, and a SHA-1 of password and key. */
function unsealJks(octets: Uint8Array, password: Secret): Uint8Array | null {
  if (octets.length <= 40) return null;
  const secret = utf16(password);
  const body = octets.subarray(20, octets.length - 20);
  const plain = new Uint8Array(body.length);
  let stream: Uint8Array = octets.subarray(0, 20);
  for (let at = 0; at < body.length; at += 20) {
    stream = createHash('sha1').update(secret).update(stream).digest();
    for (let i = 0; i < 20 && at + i < body.length; i++) plain[at + i] = (body[at + i] ?? 0) ^ (stream[i] ?? 0);
  }
  const check = createHash('sha1').update(secret).update(plain).digest();
  return check.equals(octets.subarray(octets.length - 20)) ? plain : null;
}

/** Sun's PBEWithMD5AndTripleDES: each half of the salt is hashed with the password again and again; the two results are key and vector. */
function unsealJceks(octets: Uint8Array, password: Secret, salt: Uint8Array, rounds: number): Uint8Array | null {
  if (salt.length !== 8) return null;
  const secret = Buffer.from(password.reveal(), 'latin1');
  const halves = [Buffer.from(salt.subarray(0, 4)), Buffer.from(salt.subarray(4))];
  const derived = Buffer.concat(
    halves.map((half) => {
      let hash: Buffer = half;
      for (let i = 0; i < rounds; i++) hash = createHash('md5').update(hash).update(secret).digest();
      return hash;
    }),
  );
  try {
    const cipher = createDecipheriv('des-ede3-cbc', derived.subarray(0, 24), derived.subarray(24, 32));
    return new Uint8Array(Buffer.concat([cipher.update(octets), cipher.final()]));
  } catch {
    return null;
  }
}
