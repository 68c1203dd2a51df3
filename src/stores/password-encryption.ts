import { createDecipheriv, createHash, createHmac, getHashes, pbkdf2Sync, scryptSync } from 'node:crypto';
import { DerError } from '../x509/der.ts';
import { oid } from '../x509/oid.ts';
import { type BerElement, berElement, berNumber, berOctets, berSequence, berTagged } from './ber.ts';
import { decryptRc2Cbc } from './rc2.ts';

/** An algorithm that this program, and mostly the JVM as well, cannot undo. */
export class UnsupportedAlgorithm extends Error {
  override readonly name = 'UnsupportedAlgorithm';
  /** `it`, or what of it, and what is said of that. */
  readonly subject: string;
  readonly predicate: string;

  constructor(subject: string, predicate: string) {
    super(`${subject} ${predicate}`);
    this.subject = subject;
    this.predicate = predicate;
  }
}

/** Rounds that one file may ask for in all. Real files have up to a few hundred thousand; more is meant to keep us busy. */
const mostRounds = 1_000_000;

/** Keeps count of the key-stretching rounds of one file. */
export class Rounds {
  #left = mostRounds;

  /** Throws DerError where a file asks for more than is safe. */
  spend(rounds: number): number {
    if (rounds < 1) throw new DerError('the iteration count is not positive');
    this.#left -= rounds;
    if (this.#left < 0) throw new DerError(`it asks for more than ${mostRounds} rounds of key stretching, which is refused`);
    return rounds;
  }
}

/** An AlgorithmIdentifier. Throws DerError. */
export function algorithmOf(
  element: BerElement | undefined,
  what: string,
): { readonly id: string; readonly parameters: BerElement | undefined } {
  const [id, parameters] = berSequence(element, what);
  return { id: objectId(id, what), parameters };
}

export function objectId(element: BerElement | undefined, what: string): string {
  const { tag, content } = berTagged(element, 0x06, what);
  return oid({ tag, content, bytes: content }, what);
}

/** Which keys a password gives differs by scheme: PKCS#12 takes UTF-16 and knows two empty passwords, everything else takes UTF-8. */
export type PasswordForm = { readonly text: string; readonly emptyAsNothing: boolean };

/**
 * Undoes password-based encryption: PBES2 (RFC 8018 §6.2), PBES1 of PKCS#5 with DES, and the schemes of PKCS#12 (RFC 7292 appendix C).
 * A wrong password gives null where the padding shows it, and else bytes that are no structure. Throws DerError and UnsupportedAlgorithm.
 */
export function decryptWithPassword(
  algorithm: BerElement | undefined,
  data: Uint8Array,
  password: PasswordForm,
  rounds: Rounds,
): Uint8Array | null {
  const { id, parameters } = algorithmOf(algorithm, 'encryption algorithm');
  if (id === '1.2.840.113549.1.5.13') return pbes2(parameters, data, password, rounds);
  const twelve = pkcs12Schemes[id];
  if (twelve !== undefined) return pkcs12(twelve, parameters, data, password, rounds);
  const five = pkcs5Schemes[id];
  if (five !== undefined) return pkcs5(five.digest, parameters, data, password, rounds);
  throw new UnsupportedAlgorithm('it', `is encrypted with ${id}, which is not supported`);
}

type Scheme = {
  readonly name: string;
  readonly keyOctets: number;
  readonly cipher: 'rc4' | 'des-ede3' | 'des-ede' | 'rc2';
  readonly rc2Bits?: number;
};

const pkcs12Schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.12.1.1': { name: 'RC4 of 128 bits', keyOctets: 16, cipher: 'rc4' },
  '1.2.840.113549.1.12.1.2': { name: 'RC4 of 40 bits', keyOctets: 5, cipher: 'rc4' },
  '1.2.840.113549.1.12.1.3': { name: '3DES', keyOctets: 24, cipher: 'des-ede3' },
  '1.2.840.113549.1.12.1.4': { name: '3DES with two keys', keyOctets: 16, cipher: 'des-ede' },
  '1.2.840.113549.1.12.1.5': { name: 'RC2 of 128 bits', keyOctets: 16, cipher: 'rc2', rc2Bits: 128 },
  '1.2.840.113549.1.12.1.6': { name: 'RC2 of 40 bits', keyOctets: 5, cipher: 'rc2', rc2Bits: 40 },
};

/** Whether it is one of the schemes that node-forge does not know: RC4, 3DES with two keys, RC2 of 128 bits. Kibana reads its stores with that, and not with OpenSSL. */
export function isUnknownToForge(id: string): boolean {
  return /^1\.2\.840\.113549\.1\.12\.1\.[1245]$/.test(id);
}

/** The name of a way of encryption that was given up: PBES1, of PKCS#12 and of PKCS#5. Null for any other. */
export function oldEncryptionName(id: string): string | null {
  return pkcs12Schemes[id]?.name ?? pkcs5Schemes[id]?.name ?? null;
}

function saltAndRounds(parameters: BerElement | undefined, rounds: Rounds) {
  const [salt, count] = berSequence(parameters, 'encryption parameters');
  return { salt: berOctets(salt, 0x04, 'salt'), count: rounds.spend(berNumber(count, 'iteration count')) };
}

function pkcs12(
  scheme: Scheme,
  parameters: BerElement | undefined,
  data: Uint8Array,
  password: PasswordForm,
  rounds: Rounds,
): Uint8Array | null {
  const { salt, count } = saltAndRounds(parameters, rounds);
  const key = pkcs12Key('sha1', 1, password, salt, count, scheme.keyOctets);
  if (scheme.cipher === 'rc4') return rc4(key, data);
  const iv = pkcs12Key('sha1', 2, password, salt, count, 8);
  if (scheme.cipher === 'rc2') return data.length % 8 === 0 ? withoutPadding(decryptRc2Cbc(key, scheme.rc2Bits ?? 128, iv, data), 8) : null;
  const triple = scheme.cipher === 'des-ede' ? Buffer.concat([key, key.subarray(0, 8)]) : key;
  return decipher('des-ede3-cbc', triple, iv, data);
}

/** PBES1 of PKCS#5 (RFC 8018 §6.1.2), as `openssl pkcs8 -v1` writes it. */
const pkcs5Schemes: Readonly<Record<string, { readonly name: string; readonly digest: 'md5' | 'sha1' }>> = {
  '1.2.840.113549.1.5.3': { name: 'DES with MD5', digest: 'md5' },
  '1.2.840.113549.1.5.10': { name: 'DES with SHA-1', digest: 'sha1' },
};

function pkcs5(
  digest: 'md5' | 'sha1',
  parameters: BerElement | undefined,
  data: Uint8Array,
  password: PasswordForm,
  rounds: Rounds,
): Uint8Array | null {
  const { salt, count } = saltAndRounds(parameters, rounds);
  let derived = createHash(digest).update(password.text, 'utf8').update(salt).digest();
  for (let i = 1; i < count; i++) derived = createHash(digest).update(derived).digest();
  const des = derived.subarray(0, 8);
  // OpenSSL 3 has single DES in its legacy provider alone; three times the same key is single DES.
  return decipher('des-ede3-cbc', Buffer.concat([des, des, des]), derived.subarray(8, 16), data);
}

const ciphers: Readonly<Record<string, { readonly name: string; readonly keyOctets: number }>> = {
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyOctets: 24 },
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyOctets: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyOctets: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyOctets: 32 },
};

function pbes2(parameters: BerElement | undefined, data: Uint8Array, password: PasswordForm, rounds: Rounds): Uint8Array | null {
  const [derivation, encryption] = berSequence(parameters, 'PBES2 parameters');
  const { id, parameters: cipherParameters } = algorithmOf(encryption, 'encryption scheme');
  if (id === '1.2.840.113549.3.2') throw new UnsupportedAlgorithm('it', 'is encrypted with PBES2 and RC2, which is not supported');
  const cipher = ciphers[id];
  if (cipher === undefined) throw new UnsupportedAlgorithm('it', `is encrypted with PBES2 and the cipher ${id}, which is not supported`);
  const key = derivedKey(derivation, password, cipher.keyOctets, rounds);
  return decipher(cipher.name, key, berOctets(cipherParameters, 0x04, 'initialisation vector'), data);
}

const pseudoRandomFunctions: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
};

/** The digest of an HMAC by its identifier. Throws UnsupportedAlgorithm. */
export function hmacDigest(id: string): string {
  const digest = pseudoRandomFunctions[id];
  if (digest === undefined) throw new UnsupportedAlgorithm('it', `uses the HMAC ${id}, which is not supported`);
  return digest;
}

/** PBKDF2 (RFC 8018 §5.2) or scrypt (RFC 7914 §7). Throws DerError and UnsupportedAlgorithm. */
export function derivedKey(derivation: BerElement | undefined, password: PasswordForm, octets: number, rounds: Rounds): Uint8Array {
  const { id, parameters } = algorithmOf(derivation, 'key derivation');
  const fields = berSequence(parameters, 'key derivation parameters');
  if (id === '1.3.6.1.4.1.11591.4.11') {
    const [salt, cost, blockSize, parallel] = fields;
    const [N, r, p] = [berNumber(cost, 'cost'), berNumber(blockSize, 'block size'), berNumber(parallel, 'parallelization')];
    rounds.spend(Math.max(1, N * r * p));
    try {
      return scryptSync(password.text, berOctets(salt, 0x04, 'salt'), octets, { N, r, p, maxmem: 64 * 1024 * 1024 });
    } catch {
      throw new UnsupportedAlgorithm('it', 'uses scrypt with parameters that are not supported');
    }
  }
  if (id !== '1.2.840.113549.1.5.12') throw new UnsupportedAlgorithm('its key', `is derived with ${id}, which is not supported`);
  const [salt, count, ...more] = fields;
  const functionAt = more.find(({ tag }) => tag === 0x30);
  const digest = functionAt === undefined ? 'sha1' : hmacDigest(algorithmOf(functionAt, 'pseudo-random function').id);
  return pbkdf2Sync(password.text, berOctets(salt, 0x04, 'salt'), rounds.spend(berNumber(count, 'iteration count')), octets, digest);
}

/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B).
 *
 * @param purpose 1 for a key, 2 for an initialisation vector, 3 for a MAC
 */
export function pkcs12Key(
  digest: string,
  purpose: 1 | 2 | 3,
  password: PasswordForm,
  salt: Uint8Array,
  rounds: number,
  octets: number,
): Uint8Array {
  const block = digest === 'sha384' || digest.startsWith('sha512') ? 128 : 64;
  const repeated = (bytes: Uint8Array) => {
    const filled = new Uint8Array(bytes.length === 0 ? 0 : block * Math.ceil(bytes.length / block));
    for (let i = 0; i < filled.length; i++) filled[i] = bytes[i % bytes.length] ?? 0;
    return filled;
  };
  const state = Buffer.concat([repeated(salt), repeated(bmpPassword(password))]);
  const diversifier = new Uint8Array(block).fill(purpose);
  const out: Uint8Array[] = [];
  for (let length = 0; length < octets; ) {
    let a = createHash(digest).update(diversifier).update(state).digest();
    for (let i = 1; i < rounds; i++) a = createHash(digest).update(a).digest();
    out.push(a);
    length += a.length;
    const b = new Uint8Array(block);
    for (let i = 0; i < block; i++) b[i] = a[i % a.length] ?? 0;
    for (let at = 0; at < state.length; at += block) {
      let carry = 1;
      for (let i = block - 1; i >= 0; i--) {
        carry += (state[at + i] ?? 0) + (b[i] ?? 0);
        state[at + i] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return new Uint8Array(Buffer.concat(out).subarray(0, octets));
}

/** UTF-16, big-endian, with a zero at the end; some writers take the empty password for no octets at all. */
function bmpPassword({ text, emptyAsNothing }: PasswordForm): Uint8Array {
  return text === '' && emptyAsNothing ? new Uint8Array() : new Uint8Array(Buffer.from(`${text}\0`, 'utf16le').swap16());
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const s = Uint8Array.from({ length: 256 }, (_, i) => i);
  const at = (i: number) => s[i & 0xff] ?? 0;
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff;
    [s[i], s[j]] = [at(j), at(i)];
  }
  let [i, j] = [0, 0];
  return data.map((octet) => {
    i = (i + 1) & 0xff;
    j = (j + at(i)) & 0xff;
    [s[i], s[j]] = [at(j), at(i)];
    return octet ^ at(at(i) + at(j));
  });
}

/** Null where the padding is wrong, which a wrong password mostly leads to. */
function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
  } catch {
    return null;
  }
}

function withoutPadding(plain: Uint8Array, block: number): Uint8Array | null {
  const length = plain[plain.length - 1] ?? 0;
  if (length === 0 || length > block || length > plain.length) return null;
  const padding = plain.subarray(plain.length - length);
  return padding.every((octet) => octet === length) ? plain.subarray(0, plain.length - length) : null;
}

/** The octets of an EncryptedPrivateKeyInfo (RFC 5958 §3), decrypted: PKCS#8. Null where the password is wrong. Throws DerError and UnsupportedAlgorithm. */
export function decryptPrivateKeyInfo(bytes: Uint8Array, password: PasswordForm, rounds: Rounds): Uint8Array | null {
  const [algorithm, data] = berSequence(berElement(bytes, 'encrypted private key'), 'encrypted private key');
  const plain = decryptWithPassword(algorithm, berOctets(data, 0x04, 'encrypted data'), password, rounds);
  return plain !== null && plain[0] === 0x30 ? plain : null;
}

/**
 * Whether the MAC over a PKCS#12 store is that of this password: HMAC with PKCS#12's key derivation, or PBMAC1 (RFC 9579).
 * Throws DerError and UnsupportedAlgorithm.
 */
export function macFits(macData: BerElement, content: Uint8Array, password: PasswordForm, rounds: Rounds): boolean {
  const [digestInfo, saltAt, countAt] = berSequence(macData, 'MAC');
  const [algorithm, valueAt] = berSequence(digestInfo, 'MAC digest');
  const value = berOctets(valueAt, 0x04, 'MAC value');
  const { id, parameters } = algorithmOf(algorithm, 'MAC algorithm');
  if (id === '1.2.840.113549.1.5.14') {
    const [derivation, scheme] = berSequence(parameters, 'PBMAC1 parameters');
    const digest = hmacDigest(algorithmOf(scheme, 'MAC scheme').id);
    return sameOctets(
      createHmac(digest, derivedKey(derivation, password, value.length, rounds))
        .update(content)
        .digest(),
      value,
    );
  }
  const digest = macDigests[id];
  if (digest === undefined || !getHashes().includes(digest)) throw new UnsupportedAlgorithm(`its MAC algorithm ${id}`, 'is not supported');
  const count = rounds.spend(countAt === undefined ? 1 : berNumber(countAt, 'MAC iteration count'));
  const key = pkcs12Key(digest, 3, password, berOctets(saltAt, 0x04, 'MAC salt'), count, createHash(digest).digest().length);
  return sameOctets(createHmac(digest, key).update(content).digest(), value);
}

const macDigests: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}
