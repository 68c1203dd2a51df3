import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { isJavaKey } from '../../src/x509/java-key.ts';
import { der, keysOf } from '../support/certificate-maker.ts';

const spki = (algorithm: readonly Uint8Array[], bits: Uint8Array): Uint8Array => der.sequence(der.sequence(...algorithm), der.bits(bits));
const rsaId = der.oid('1.2.840.113549.1.1.1');
const modulus = Buffer.alloc(257, 0xaa).fill(0, 0, 1);
const rsaBits = (exponent: number | Uint8Array, of: Uint8Array = modulus, ...more: readonly Uint8Array[]): Uint8Array =>
  der.sequence(der.integer(of), der.integer(exponent), ...more);
const rsa = (bits: Uint8Array, parameters: readonly Uint8Array[] = [der.null()]): Uint8Array => spki([rsaId, ...parameters], bits);
const long = (octets: number): Uint8Array => Buffer.alloc(octets + 1, 0xaa).fill(0, 0, 1);

const digest = (id: string): Uint8Array => der.sequence(der.oid(id));
const pss = (...fields: readonly Uint8Array[]): Uint8Array =>
  spki([der.oid('1.2.840.113549.1.1.10'), der.sequence(...fields)], rsaBits(65537));
const mask = (id: string): Uint8Array => der.raw(0xa1, der.sequence(der.oid('1.2.840.113549.1.1.8'), digest(id)));

const point = new Uint8Array(keysOf('P-256', 'leaf').publicKey.export({ type: 'spki', format: 'der' })).subarray(-65);
const [x, y] = [point.subarray(1, 33), point.subarray(33)];
const ec = (bits: Uint8Array, curve: Uint8Array | null = der.oid('1.2.840.10045.3.1.7')): Uint8Array =>
  spki([der.oid('1.2.840.10045.2.1'), ...(curve === null ? [] : [curve])], bits);
const first = (octet: number, ...rest: readonly Uint8Array[]): Uint8Array => Buffer.concat([Uint8Array.of(octet), ...rest]);
const exported = (key: ReturnType<typeof generateKeyPairSync>['publicKey']): Uint8Array =>
  new Uint8Array((key as unknown as { export: (how: object) => Buffer }).export({ type: 'spki', format: 'der' }));
const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey;

/** As X509Key.parse of JDK 17.0.15 and 25.0.3 answered for each. */
const cases: readonly (readonly [string, boolean, Uint8Array])[] = [
  ['RSA', true, rsa(rsaBits(65537))],
  ['RSA with an exponent of three', true, rsa(rsaBits(3))],
  ['RSA with an exponent that is even', true, rsa(rsaBits(4))],
  ['RSA with an exponent of two', false, rsa(rsaBits(2))],
  ['RSA with an exponent of one', false, rsa(rsaBits(1))],
  ['RSA with an exponent of zero', false, rsa(rsaBits(0))],
  ['RSA with an exponent of no octets', false, rsa(rsaBits(new Uint8Array()))],
  ['RSA with an exponent that would be negative', true, rsa(rsaBits(Uint8Array.of(0xff)))],
  ['RSA with an exponent above the modulus', false, rsa(rsaBits(long(257)))],
  ['RSA of 504 bits', false, rsa(rsaBits(3, long(63)))],
  ['RSA of 512 bits', true, rsa(rsaBits(3, long(64)))],
  ['RSA of 16,384 bits', true, rsa(rsaBits(3, long(2048)))],
  ['RSA of 16,392 bits', false, rsa(rsaBits(3, long(2049)))],
  ['RSA of 3,080 bits with an exponent of 64', true, rsa(rsaBits(long(8), long(385)))],
  ['RSA of 3,080 bits with an exponent of 72', false, rsa(rsaBits(long(9), long(385)))],
  ['RSA without parameters', true, rsa(rsaBits(65537), [])],
  ['RSA with two parameters', false, rsa(rsaBits(65537), [der.null(), der.null()])],
  ['RSA of three numbers', false, rsa(rsaBits(65537, modulus, der.integer(1)))],
  ['RSA with bytes behind', false, rsa(Buffer.concat([rsaBits(65537), Uint8Array.of(0, 0)]))],
  ['RSA of nothing', false, rsa(new Uint8Array())],
  ['RSA-PSS without limits', true, spki([der.oid('1.2.840.113549.1.1.10')], rsaBits(65537))],
  ['RSA-PSS for SHA-256', true, pss(der.raw(0xa0, digest('2.16.840.1.101.3.4.2.1')))],
  ['RSA-PSS for SHA3-256', true, pss(der.raw(0xa0, digest('2.16.840.1.101.3.4.2.8')))],
  ['RSA-PSS for MD5', false, pss(der.raw(0xa0, digest('1.2.840.113549.2.5')))],
  ['RSA-PSS with a mask of MD5', false, pss(mask('1.2.840.113549.2.5'))],
  ['RSA-PSS with a mask of SHA-1', true, pss(mask('1.3.14.3.2.26'))],
  ['RSA-PSS with a negative salt', false, pss(der.raw(0xa2, der.integer(Uint8Array.of(0xff))))],
  ['RSA-PSS with another trailer', false, pss(der.raw(0xa3, der.integer(2)))],
  ['RSA-PSS with an exponent of one', false, spki([der.oid('1.2.840.113549.1.1.10')], rsaBits(1))],
  ['EC', true, ec(point)],
  ['EC, compressed', false, ec(first(2, x))],
  ['EC, hybrid', false, ec(first(6, x, y))],
  ['EC, infinity', false, ec(first(0))],
  ['EC, x alone', false, ec(first(4, x))],
  ['EC off the curve', true, ec(first(4, x, x))],
  ['EC without a curve', false, ec(point, null)],
  ['EC on a curve that is spelled out', false, exported(explicit)],
  ['EC on a curve that nobody knows', false, ec(point, der.oid('1.2.3'))],
  ['EC on a twisted curve of brainpool', false, ec(point, der.oid('1.3.36.3.3.2.8.1.1.8'))],
  ['EC on brainpoolP256r1', true, ec(point, der.oid('1.3.36.3.3.2.8.1.1.7'))],
  ['EC on secp256k1', true, ec(point, der.oid('1.3.132.0.10'))],
  ['EC on sect113r1, by its first octet alone', true, ec(first(4, x.subarray(0, 15), y.subarray(0, 15)), der.oid('1.3.132.0.4'))],
  ['EC on SM2', false, ec(point, der.oid('1.2.156.10197.1.301'))],
  ['Ed25519', true, spki([der.oid('1.3.101.112')], x)],
  ['Ed25519 of 31 octets', false, spki([der.oid('1.3.101.112')], x.subarray(1))],
  ['Ed448 of 32 octets', false, spki([der.oid('1.3.101.113')], x)],
  ['X25519 with NULL', true, spki([der.oid('1.3.101.110'), der.null()], x)],
  ['a kind that it does not know', true, spki([der.oid('1.2.3.4')], x)],
];

describe('A public key that the JDK reads', () => {
  for (const [what, reads, key] of cases) {
    it(`${reads ? 'may' : 'may not'} be ${what}`, () => {
      assert.equal(isJavaKey(key), reads);
    });
  }
});
