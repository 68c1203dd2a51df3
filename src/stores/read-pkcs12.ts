import type { Certificate } from '../model/certificate.ts';
import type { StoreContentFault, StoreNote } from '../model/reasons/content-fault.ts';
import type { Secret } from '../model/secret.ts';
import { Asn1Error, type Element } from '../x509/asn1/element.ts';
import { oid } from '../x509/asn1/oid.ts';
import { berElement, berInside, berNumber, berOctets, berSequence } from '../x509/asn1/read-ber.ts';
import { tlv } from '../x509/asn1/write-der.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { UnsupportedAlgorithm } from './algorithm-identifier.ts';
import { chainByNames } from './chain-by-names.ts';
import { Rounds } from './key-stretching.ts';
import { decryptPrivateKeyInfo } from './password-encryption.ts';
import { type Bag, bagType, readBags, type Seen, see } from './pkcs12-bags.ts';
import type { PasswordForm } from './pkcs12-key.ts';
import { belongsTo, keyFromPkcs8 } from './private-key.ts';
import type { KeyEntry, Store, StoreEntry } from './store.ts';
import { macFits } from './store-mac.ts';
import { weaknessOf } from './weak-password.ts';

/**
 * Reads a PKCS#12 store (RFC 7292) as the JVM does: keys with the chain that the store has for them, and, as anchors, only the certificates
 * that bear Oracle's attribute of trusted certificates. The MAC is checked here, so that a wrong password is told from an algorithm that is
 * not supported. Never throws.
 *
 * @param passwords tried in order
 * @param keyPasswords for the keys, where they have one of their own; none means the password of the store
 */
export function readPkcs12(bytes: Uint8Array, passwords: readonly Secret[], keyPasswords: readonly Secret[] = []): Store {
  try {
    const { content, mac } = open(bytes);
    const seen: Seen = { unknownToForge: false, protected: false, oldEncryption: new Set() };
    let locked: Store | null = null;
    const candidates = passwords.flatMap((password, index) => formsOf(password).map((form) => ({ form, index })));
    for (const { form, index } of candidates.length > 0 ? candidates : [{ form: { text: '', emptyAsNothing: false }, index: -1 }]) {
      const attempt = tryPassword(content, mac, form, keyPasswords, seen);
      if (attempt.kind === 'store') {
        const isProtected = seen.protected || mac !== null;
        const weakPassword = isProtected ? weaknessOf(passwords[index]) : null;
        return { ...attempt, password: isProtected ? index : 'none-needed', weakPassword };
      }
      // Where the MAC cannot be checked, another password may decrypt it.
      if (attempt.fault !== 'wrong-password' && attempt.fault !== 'mac-not-supported') return attempt;
      locked ??= attempt;
    }
    if (passwords.length === 0 || passwords.every(({ isEmpty }) => isEmpty)) {
      return unreadable('password-needed', { code: 'store-locked', format });
    }
    return locked ?? unreadable('wrong-password', { code: 'store-not-opened', format });
  } catch (error) {
    if (error instanceof Asn1Error) return unreadable('malformed', { code: 'store-bytes-broken', format, fault: error.fault });
    if (error instanceof UnsupportedAlgorithm) {
      return unreadable('not-supported', { code: 'store-algorithm-not-supported', format, fault: error.fault });
    }
    if (error instanceof RangeError) return unreadable('malformed', { code: 'store-nested-too-deep' });
    throw error;
  }
}

type Fault = Extract<Store, { readonly kind: 'unreadable' }>;

const format = 'pkcs12';

function unreadable(fault: Fault['fault'], because: StoreContentFault): Fault {
  return { kind: 'unreadable', format, fault, because };
}

/** Writers differ in what the empty password is to the key derivation. */
function formsOf(password: Secret): readonly PasswordForm[] {
  const text = password.reveal();
  const form = { text, emptyAsNothing: false };
  return text === '' ? [form, { text, emptyAsNothing: true }] : [form];
}

function open(bytes: Uint8Array): { readonly content: Uint8Array; readonly mac: Element | null } {
  const [version, authSafe, mac] = berSequence(berElement(bytes, 'store'), 'store');
  if (berNumber(version, 'version') !== 3) throw new Asn1Error({ code: 'pkcs12-not-version-3' });
  const [type, content] = berSequence(authSafe, 'content');
  const id = oid(type, 'content type');
  if (id === '1.2.840.113549.1.7.2') throw new UnsupportedAlgorithm({ code: 'store-signed-with-public-key' });
  if (id !== '1.2.840.113549.1.7.1') throw new Asn1Error({ code: 'pkcs12-unknown-content' });
  return { content: berOctets(berInside(content, 0xa0, 'content'), 0x04, 'content'), mac: mac ?? null };
}

function tryPassword(content: Uint8Array, mac: Element | null, form: PasswordForm, keyPasswords: readonly Secret[], seen: Seen): Store {
  const rounds = new Rounds();
  const notes: StoreNote[] = [];
  let integrity: 'verified' | 'absent' | 'not-supported' = 'absent';
  if (mac !== null) {
    try {
      if (!macFits(mac, content, form, rounds)) return unreadable('wrong-password', { code: 'store-not-opened', format });
      integrity = 'verified';
    } catch (error) {
      if (!(error instanceof UnsupportedAlgorithm)) throw error;
      integrity = 'not-supported';
      notes.push({ code: 'note-mac-not-checked', fault: error.fault });
    }
  }
  const bags = readBags(content, form, rounds, seen);
  if (bags === null) {
    return integrity === 'not-supported'
      ? unreadable('mac-not-supported', { code: 'store-not-decrypted', mac: 'not-supported' })
      : unreadable('wrong-password', { code: 'store-not-decrypted', mac: 'fits' });
  }
  const keyForms = keyPasswords.length === 0 ? [form] : keyPasswords.flatMap(formsOf);
  return {
    kind: 'store',
    format: 'pkcs12',
    entries: entriesOf(bags, keyForms, seen),
    password: 'none-needed',
    weakPassword: null,
    integrity,
    unknownToForge: seen.unknownToForge,
    oldEncryption: [...seen.oldEncryption],
    notes,
  };
}

type CertificateBag = { readonly bag: Bag; readonly certificate: Certificate };

function entriesOf(bags: readonly Bag[], keyForms: readonly PasswordForm[], seen: Seen): readonly StoreEntry[] {
  const entries: StoreEntry[] = [];
  const certificates: CertificateBag[] = [];
  for (const bag of bags) {
    if (bag.type !== `${bagType}3`) continue;
    const read = certificateOf(bag);
    if (read.kind === 'unreadable') entries.push(read);
    else certificates.push({ bag, certificate: read.certificate });
  }
  const inChains = new Set<Certificate>();
  for (const bag of bags) {
    if (bag.type === `${bagType}1` || bag.type === `${bagType}2`) {
      const entry = keyEntry(bag, certificates, keyForms, seen);
      for (const certificate of entry.chain) inChains.add(certificate);
      entries.push(entry);
    } else if (bag.type === `${bagType}4`) entries.push({ kind: 'other', alias: bag.name, what: 'a revocation list' });
    else if (bag.type === `${bagType}5`) entries.push({ kind: 'other', alias: bag.name, what: 'a secret' });
    else if (bag.type !== `${bagType}3`) entries.push({ kind: 'other', alias: bag.name, what: `a bag of type ${bag.type}` });
  }
  for (const { bag, certificate } of certificates) {
    if (bag.trusted) entries.push({ kind: 'trusted', alias: bag.name, certificate });
    else if (!inChains.has(certificate)) entries.push({ kind: 'unmarked', alias: bag.name, certificate });
  }
  return entries;
}

function certificateOf(
  bag: Bag,
): { readonly kind: 'certificate'; readonly certificate: Certificate } | Extract<StoreEntry, { readonly kind: 'unreadable' }> {
  const [type, value] = berSequence(bag.value, 'certificate bag');
  if (oid(type, 'certificate type') !== '1.2.840.113549.1.9.22.1') {
    return { kind: 'unreadable', alias: bag.name, what: 'a certificate', flaw: { code: 'not-x509' } };
  }
  const read = parseCertificate(new Uint8Array(berOctets(berInside(value, 0xa0, 'certificate'), 0x04, 'certificate')));
  return read.kind === 'certificate' ? read : { kind: 'unreadable', alias: bag.name, what: 'a certificate', flaw: read.flaw };
}

function keyEntry(bag: Bag, certificates: readonly CertificateBag[], forms: readonly PasswordForm[], seen: Seen): KeyEntry {
  const { key, because, fault } = openKey(bag, forms, seen);
  const byId = bag.localKeyId === null ? undefined : certificates.find(({ bag: { localKeyId } }) => localKeyId === bag.localKeyId);
  const leaf = byId ?? certificates.find(({ certificate }) => belongsTo(key, certificate) === true);
  const chain = chainByNames(
    leaf?.certificate,
    certificates.map(({ certificate }) => certificate),
  );
  return { kind: 'key', alias: bag.name, key, because, fault, chain, matches: belongsTo(key, chain[0]) };
}

function openKey(bag: Bag, forms: readonly PasswordForm[], seen: Seen): Pick<KeyEntry, 'key' | 'because' | 'fault'> {
  // OpenSSL reads DER alone, so the shortest length is written again.
  if (bag.type === `${bagType}1`) return opened(keyFromPkcs8(tlv(bag.value.tag, bag.value.content)));
  try {
    see(seen, berSequence(bag.value, 'encrypted private key')[0]);
    for (const form of forms) {
      const plain = decryptPrivateKeyInfo(bag.value.bytes, form, new Rounds());
      const key = plain === null ? null : keyFromPkcs8(plain);
      if (key !== null) return { key, because: null, fault: null };
    }
    return { key: null, because: { code: 'entry-password-wrong' }, fault: 'wrong-password' };
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) {
      return { key: null, because: { code: 'entry-algorithm-not-supported', fault: error.fault }, fault: 'unsupported' };
    }
    if (error instanceof Asn1Error) return { key: null, because: { code: 'entry-malformed', fault: error.fault }, fault: 'malformed' };
    throw error;
  }
}

function opened(key: KeyEntry['key']): Pick<KeyEntry, 'key' | 'because' | 'fault'> {
  return key === null ? { key, because: { code: 'entry-key-unknown' }, fault: 'malformed' } : { key, because: null, fault: null };
}
