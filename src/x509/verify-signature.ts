import { constants, createHash, createPublicKey, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import { type Digest, digestAlgorithms, signatureAlgorithms } from './algorithms.ts';
import { Asn1Error, type Element, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { elements, onlyElement, sequence, smallInteger } from './asn1/read-der.ts';
import * as der from './asn1/write-der.ts';
import { BoundedCache } from './bounded-cache.ts';

/** Anything that is signed as certificates are: certificates themselves, CRLs, OCSP responses. */
export type Signed = {
  readonly tbs: Uint8Array;
  /** AlgorithmIdentifier. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
};

/** Keys by their SubjectPublicKeyInfo: reading one costs as much as a check. Null for those that node:crypto does not take. */
const keys = new BoundedCache<KeyObject | null>(4096);

/**
 * Whether the key of `spki` (SubjectPublicKeyInfo) made the signature; null where the algorithm or the key is not supported, or its
 * parameters cannot be read. Never throws.
 * @param pssKeySignsAll a key for RSASSA-PSS may have signed by PKCS#1, as the JDK has it
 */
export function verifySignature(signed: Signed, spki: Uint8Array, pssKeySignsAll = false): boolean | null {
  const how = readAlgorithm(signed.signatureAlgorithm);
  const own = publicKey(spki);
  if (how === null || own === null) return null;
  const freed = pssKeySignsAll && own.asymmetricKeyType === 'rsa-pss' && how.keys.length === 1 && how.keys[0] === 'rsa';
  const key = freed ? plainRsa(spki) : own;
  if (key === null) return null;
  if (!how.keys.includes(key.asymmetricKeyType ?? '')) return false;
  try {
    if (how.mask !== undefined) return verifyPss(signed, key, how);
    return verify(how.digest, signed.tbs, { key, ...how.options }, signed.signature);
  } catch {
    // What OpenSSL refuses to work with at all: a digest that the key's own parameters forbid, a key beyond its limits.
    return null;
  }
}

/** The same RSA key without the word that it is for RSASSA-PSS; as it is where it has limits of its own. */
function plainRsa(spki: Uint8Array): KeyObject | null {
  const [algorithm, bits] = sequence(onlyElement(spki, 'key'), 'key');
  if (sequence(algorithm, 'key')[1]?.tag === tags.sequence) return publicKey(spki);
  const plain = der.sequence(der.sequence(der.objectIdentifier('1.2.840.113549.1.1.1'), der.nothing()), bits?.bytes ?? new Uint8Array());
  return publicKey(plain);
}

/** A key from SubjectPublicKeyInfo; null where node:crypto does not take it. */
export function publicKey(spki: Uint8Array): KeyObject | null {
  const name = Buffer.from(spki.buffer, spki.byteOffset, spki.length).toString('latin1');
  const known = keys.find(name);
  if (known !== undefined) return known;
  let key: KeyObject | null = null;
  try {
    if (!explicitCurve(spki)) key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    key = null;
  }
  if (spki.length <= 8192) keys.keep(name, key);
  return key;
}

type How = {
  readonly digest: Digest | null;
  readonly keys: readonly string[];
  readonly options: { readonly padding?: number; readonly saltLength?: number };
  /** Of RSA-PSS, where it is another than the digest: node:crypto takes one for both. */
  readonly mask?: Digest;
};

function readAlgorithm(identifier: Uint8Array): How | null {
  try {
    const [id, parameters] = sequence(onlyElement(identifier, 'signatureAlgorithm'), 'signatureAlgorithm');
    const kind = signatureAlgorithms[oid(id, 'signatureAlgorithm')]?.kind;
    switch (kind?.scheme) {
      case undefined:
        return null;
      case 'rsa':
        return { digest: kind.digest, keys: ['rsa'], options: { padding: constants.RSA_PKCS1_PADDING } };
      case 'ecdsa':
        return { digest: kind.digest, keys: ['ec'], options: {} };
      case 'dsa':
        return { digest: kind.digest, keys: ['dsa'], options: {} };
      case 'ed25519':
      case 'ed448':
        return { digest: null, keys: [kind.scheme], options: {} };
      case 'rsa-pss': {
        const pss = pssParameters(parameters);
        if (pss === null) return null;
        const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss.saltLength };
        return { digest: pss.digest, keys: ['rsa', 'rsa-pss'], options, ...(pss.mask === pss.digest ? {} : { mask: pss.mask }) };
      }
    }
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/** RSASSA-PSS-params (RFC 4055 §3.1). Null where a digest or the mask is not known. */
export function pssParameters(
  parameters: Element | undefined,
): { readonly digest: Digest; readonly mask: Digest; readonly saltLength: number } | null {
  let digest: Digest | undefined = 'sha1';
  let mask: Digest | undefined = 'sha1';
  let saltLength = 20;
  for (const field of parameters === undefined ? [] : sequence(parameters, 'parameters of RSA-PSS')) {
    const [inner] = elements(field, 'parameters of RSA-PSS');
    switch (field.tag) {
      case 0xa0:
        digest = digestAlgorithms[oid(sequence(inner, 'digest')[0], 'digest')];
        break;
      case 0xa1: {
        const [id, of] = sequence(inner, 'mask');
        if (oid(id, 'mask') !== '1.2.840.113549.1.1.8') return null;
        mask = digestAlgorithms[oid(sequence(of, 'mask')[0], 'mask')];
        break;
      }
      case 0xa2:
        saltLength = smallInteger(inner, 'salt length');
        break;
      case 0xa3:
        if (smallInteger(inner, 'trailer field') !== 1) return null;
        break;
      default:
        return null;
    }
  }
  return digest === undefined || mask === undefined ? null : { digest, mask, saltLength };
}

/** RSASSA-PSS-VERIFY (RFC 8017 §8.1.2, §9.1.2) with a mask of its own digest. */
function verifyPss({ tbs, signature }: Signed, key: KeyObject, { digest, mask, options }: How): boolean | null {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (digest === null || mask === undefined || bits === undefined || key.asymmetricKeyType !== 'rsa') return null;
  const size = Math.ceil((bits - 1) / 8);
  if (signature.length !== Math.ceil(bits / 8)) return false;
  const opened = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  const message = opened.subarray(-size);
  if (opened.subarray(0, -size).some((octet) => octet !== 0)) return false;
  const hash = createHash(digest).update(tbs).digest();
  const saltLength = options.saltLength ?? 0;
  const masked = message.subarray(0, size - hash.length - 1);
  const wanted = message.subarray(masked.length, size - 1);
  const unused = 8 * size - (bits - 1);
  if (size < hash.length + saltLength + 2 || message[size - 1] !== 0xbc || ((masked[0] ?? 0) & ~(0xff >> unused)) !== 0) return false;
  const block = Buffer.from(masked);
  for (let from = 0, counter = 0; from < block.length; counter++) {
    const stream = createHash(mask)
      .update(wanted)
      .update(Uint8Array.of(0, 0, counter >> 8, counter & 0xff))
      .digest();
    for (const octet of stream) {
      if (from >= block.length) break;
      block[from] = (block[from] ?? 0) ^ octet;
      from++;
    }
  }
  block[0] = (block[0] ?? 0) & (0xff >> unused);
  const padding = block.subarray(0, block.length - saltLength);
  if (padding[padding.length - 1] !== 1 || padding.subarray(0, -1).some((octet) => octet !== 0)) return false;
  const salt = block.subarray(block.length - saltLength);
  return createHash(digest).update(Buffer.alloc(8)).update(hash).update(salt).digest().equals(wanted);
}

/** RFC 5480 §2.1.1 forbids curves that are spelled out; they are a way to forge (CVE-2020-0601), and to waste time. */
function explicitCurve(spki: Uint8Array): boolean {
  try {
    const [id, parameters] = sequence(sequence(onlyElement(spki, 'key'), 'key')[0], 'key');
    return oid(id, 'key') === '1.2.840.10045.2.1' && parameters?.tag !== tags.oid;
  } catch (error) {
    if (error instanceof Asn1Error) return true;
    throw error;
  }
}
