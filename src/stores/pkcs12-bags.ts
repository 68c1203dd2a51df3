import { showableValue } from '../model/showable.ts';
import { Asn1Error, type Element } from '../x509/asn1/element.ts';
import { oid } from '../x509/asn1/oid.ts';
import { berChildren, berElement, berInside, berOctets, berSequence } from '../x509/asn1/read-ber.ts';
import { algorithmOf, UnsupportedAlgorithm } from './algorithm-identifier.ts';
import type { Rounds } from './key-stretching.ts';
import { decryptWithPassword, isUnknownToForge, oldEncryptionName } from './password-encryption.ts';
import type { PasswordForm } from './pkcs12-key.ts';

/** What decrypting a store showed. */
export type Seen = { unknownToForge: boolean; protected: boolean; readonly oldEncryption: Set<string> };
/** Notes the algorithm of something that is encrypted. */
export function see(seen: Seen, algorithm: Element | undefined): void {
  seen.protected = true;
  const { id } = algorithmOf(algorithm, 'encryption algorithm');
  seen.unknownToForge ||= isUnknownToForge(id);
  const name = oldEncryptionName(id);
  if (name !== null) seen.oldEncryption.add(name);
}

/** What the identifiers of bags begin with (RFC 7292 §4.2). */
export const bagType = '1.2.840.113549.1.12.10.1.';
/** A key, a certificate or another item of a store. */
export type Bag = {
  readonly type: string;
  readonly value: Element;
  readonly name: string | null;
  readonly localKeyId: string | null;
  readonly trusted: boolean;
};

/** Null where the password does not decrypt what is encrypted. */
export function readBags(content: Uint8Array, form: PasswordForm, rounds: Rounds, seen: Seen): readonly Bag[] | null {
  const bags: Bag[] = [];
  for (const part of berSequence(berElement(content, 'content'), 'content')) {
    const [type, value] = berSequence(part, 'part');
    const id = oid(type, 'type of a part');
    const inner = berInside(value, 0xa0, 'part');
    if (id === '1.2.840.113549.1.7.1') bags.push(...safeBags(berOctets(inner, 0x04, 'part'), 0));
    else if (id === '1.2.840.113549.1.7.6') {
      const plain = decryptedPart(inner, form, rounds, seen);
      const found = plain === null ? null : bagsOrNull(plain);
      if (found === null) return null;
      bags.push(...found);
    } else if (id === '1.2.840.113549.1.7.3') throw new UnsupportedAlgorithm({ code: 'part-for-public-key' });
    else throw new Asn1Error({ code: 'pkcs12-unknown-part' });
  }
  return bags;
}

/** What a wrong password leaves has, once in 256 times, proper padding; then it is no structure. */
function bagsOrNull(plain: Uint8Array): readonly Bag[] | null {
  try {
    return safeBags(plain, 0);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function decryptedPart(inner: Element, form: PasswordForm, rounds: Rounds, seen: Seen): Uint8Array | null {
  const [, encrypted] = berSequence(inner, 'encrypted part');
  const [, algorithm, data] = berSequence(encrypted, 'encrypted content');
  see(seen, algorithm);
  return decryptWithPassword(algorithm, berOctets(data, 0x80, 'encrypted content'), form, rounds);
}

function safeBags(content: Uint8Array, depth: number): readonly Bag[] {
  if (depth > 8) throw new Asn1Error({ code: 'pkcs12-too-deep' });
  return berSequence(berElement(content, 'bags'), 'bags').flatMap((bag) => {
    const [typeAt, valueAt, attributes] = berSequence(bag, 'bag');
    const type = oid(typeAt, 'bag type');
    const value = berInside(valueAt, 0xa0, 'bag');
    if (type === `${bagType}6`) return safeBags(value.bytes, depth + 1);
    return [{ type, value, ...attributesOf(attributes) }];
  });
}

function attributesOf(attributes: Element | undefined): Pick<Bag, 'name' | 'localKeyId' | 'trusted'> {
  let name: string | null = null;
  let localKeyId: string | null = null;
  let trusted = false;
  for (const attribute of attributes === undefined ? [] : berChildren(attributes, 'attributes')) {
    const [id, values] = berSequence(attribute, 'attribute');
    const value = values === undefined ? undefined : berChildren(values, 'attribute')[0];
    switch (oid(id, 'attribute')) {
      case '1.2.840.113549.1.9.20':
        if (value !== undefined && value.content.length % 2 === 0)
          name = showableValue(Buffer.from(value.content).swap16().toString('utf16le'));
        break;
      case '1.2.840.113549.1.9.21':
        if (value !== undefined) localKeyId = Buffer.from(value.content).toString('hex');
        break;
      // Oracle's trustedKeyUsage: without it a JVM does not take the certificate for an entry.
      case '2.16.840.1.113894.746875.1.1':
        trusted = true;
        break;
    }
  }
  return { name, localKeyId, trusted };
}
