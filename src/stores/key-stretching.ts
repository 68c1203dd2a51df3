import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { Asn1Error, type Element } from '../x509/asn1/element.ts';
import { berNumber, berOctets, berSequence } from '../x509/asn1/read-ber.ts';
import { algorithmOf, UnsupportedAlgorithm } from './algorithm-identifier.ts';
import type { PasswordForm } from './pkcs12-key.ts';

/** Rounds that one file may ask for in all. Real files have up to a few hundred thousand; more is meant to keep us busy. */
const mostRounds = 1000000;
/** Keeps count of the key-stretching rounds of one file. */
export class Rounds {
  #left = mostRounds;

  /** Throws Asn1Error where a file asks for more than is safe. */
  spend(rounds: number): number {
    if (rounds < 1) throw new Asn1Error({ code: 'stretching-without-rounds' });
    this.#left -= rounds;
    if (this.#left < 0) throw new Asn1Error({ code: 'stretching-too-long', most: mostRounds });
    return rounds;
  }
}

const scrypt = '1.3.6.1.4.1.11591.4.11';

/** More than any HMAC or cipher takes, in octets. */
const longestKey = 1024;

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
  if (digest === undefined) throw new UnsupportedAlgorithm({ code: 'hmac-not-supported', id });
  return digest;
}

/** The keyLength that a key derivation states (RFC 8018 A.2, RFC 7914 §7.1), in octets; null where it does not. Throws Asn1Error. */
export function keyLength(derivation: Element | undefined): number | null {
  const { id, parameters } = algorithmOf(derivation, 'key derivation');
  const numbers = berSequence(parameters, 'key derivation parameters').filter(({ tag }) => tag === 0x02);
  // After one number of PBKDF2, and three of scrypt.
  const stated = numbers[id === scrypt ? 3 : 1];
  if (stated === undefined) return null;
  const length = berNumber(stated, 'key length');
  if (length < 1 || length > longestKey) throw new Asn1Error({ code: 'stretching-key-length', most: longestKey });
  return length;
}

/** PBKDF2 (RFC 8018 §5.2) or scrypt (RFC 7914 §7). Throws Asn1Error and UnsupportedAlgorithm. */
export function derivedKey(derivation: Element | undefined, password: PasswordForm, octets: number, rounds: Rounds): Uint8Array {
  const { id, parameters } = algorithmOf(derivation, 'key derivation');
  const fields = berSequence(parameters, 'key derivation parameters');
  if (id === scrypt) {
    const [salt, cost, blockSize, parallel] = fields;
    const [N, r, p] = [berNumber(cost, 'cost'), berNumber(blockSize, 'block size'), berNumber(parallel, 'parallelization')];
    rounds.spend(Math.max(1, N * r * p));
    try {
      return scryptSync(password.text, berOctets(salt, 0x04, 'salt'), octets, { N, r, p, maxmem: 64 * 1024 * 1024 });
    } catch {
      throw new UnsupportedAlgorithm({ code: 'scrypt-parameters-not-supported' });
    }
  }
  if (id !== '1.2.840.113549.1.5.12') throw new UnsupportedAlgorithm({ code: 'derivation-not-supported', id });
  const [salt, count, ...more] = fields;
  const functionAt = more.find(({ tag }) => tag === 0x30);
  const digest = functionAt === undefined ? 'sha1' : hmacDigest(algorithmOf(functionAt, 'pseudo-random function').id);
  return pbkdf2Sync(password.text, berOctets(salt, 0x04, 'salt'), rounds.spend(berNumber(count, 'iteration count')), octets, digest);
}
