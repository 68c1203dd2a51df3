import { createHash, createHmac, getHashes } from 'node:crypto';
import type { Element } from '../x509/asn1/element.ts';
import { berNumber, berOctets, berSequence } from '../x509/asn1/read-ber.ts';
import { algorithmOf, UnsupportedAlgorithm } from './algorithm-identifier.ts';
import { derivedKey, hmacDigest, keyLength, type Rounds } from './key-stretching.ts';
import { type PasswordForm, pkcs12Key } from './pkcs12-key.ts';

/**
 * Whether the MAC over a PKCS#12 store is that of this password: HMAC with PKCS#12's key derivation, or PBMAC1 (RFC 9579).
 * Throws Asn1Error and UnsupportedAlgorithm.
 */
export function macFits(macData: Element, content: Uint8Array, password: PasswordForm, rounds: Rounds): boolean {
  const [digestInfo, saltAt, countAt] = berSequence(macData, 'MAC');
  const [algorithm, valueAt] = berSequence(digestInfo, 'MAC digest');
  const value = berOctets(valueAt, 0x04, 'MAC value');
  const { id, parameters } = algorithmOf(algorithm, 'MAC algorithm');
  if (id === '1.2.840.113549.1.5.14') {
    const [derivation, scheme] = berSequence(parameters, 'PBMAC1 parameters');
    const digest = hmacDigest(algorithmOf(scheme, 'MAC scheme').id);
    const key = derivedKey(derivation, password, keyLength(derivation) ?? createHash(digest).digest().length, rounds);
    return sameOctets(createHmac(digest, key).update(content).digest(), value);
  }
  const digest = macDigests[id];
  if (digest === undefined || !getHashes().includes(digest)) throw new UnsupportedAlgorithm({ code: 'mac-not-supported', id });
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
