import { createDecipheriv, createHash } from 'node:crypto';
import type { Element } from '../x509/asn1/element.ts';
import { berElement, berNumber, berOctets, berSequence } from '../x509/asn1/read-ber.ts';
import { algorithmOf, UnsupportedAlgorithm } from './algorithm-identifier.ts';
import { derivedKey, type Rounds } from './key-stretching.ts';
import { type PasswordForm, pkcs12Key } from './pkcs12-key.ts';
import { decryptRc2Cbc } from './rc2.ts';

/**
 * Undoes password-based encryption: PBES2 (RFC 8018 §6.2), PBES1 of PKCS#5 with DES, and the schemes of PKCS#12 (RFC 7292 appendix C).
 * A wrong password gives null where the padding shows it, and else bytes that are no structure. Throws Asn1Error and UnsupportedAlgorithm.
 */
export function decryptWithPassword(
  algorithm: Element | undefined,
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
  throw new UnsupportedAlgorithm({ code: 'cipher-not-supported', id });
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

function saltAndRounds(parameters: Element | undefined, rounds: Rounds) {
  const [salt, count] = berSequence(parameters, 'encryption parameters');
  return { salt: berOctets(salt, 0x04, 'salt'), count: rounds.spend(berNumber(count, 'iteration count')) };
}

function pkcs12(
  scheme: Scheme,
  parameters: Element | undefined,
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
  parameters: Element | undefined,
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

function pbes2(parameters: Element | undefined, data: Uint8Array, password: PasswordForm, rounds: Rounds): Uint8Array | null {
  const [derivation, encryption] = berSequence(parameters, 'PBES2 parameters');
  const { id, parameters: cipherParameters } = algorithmOf(encryption, 'encryption scheme');
  if (id === '1.2.840.113549.3.2') throw new UnsupportedAlgorithm({ code: 'cipher-pbes2-rc2' });
  const cipher = ciphers[id];
  if (cipher === undefined) throw new UnsupportedAlgorithm({ code: 'cipher-of-pbes2-not-supported', id });
  const key = derivedKey(derivation, password, cipher.keyOctets, rounds);
  return decipher(cipher.name, key, berOctets(cipherParameters, 0x04, 'initialisation vector'), data);
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

/** The octets of an EncryptedPrivateKeyInfo (RFC 5958 §3), decrypted: PKCS#8. Null where the password is wrong. Throws Asn1Error and UnsupportedAlgorithm. */
export function decryptPrivateKeyInfo(bytes: Uint8Array, password: PasswordForm, rounds: Rounds): Uint8Array | null {
  const [algorithm, data] = berSequence(berElement(bytes, 'encrypted private key'), 'encrypted private key');
  const plain = decryptWithPassword(algorithm, berOctets(data, 0x04, 'encrypted data'), password, rounds);
  return plain !== null && plain[0] === 0x30 ? plain : null;
}
