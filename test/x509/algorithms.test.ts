import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { curves, signatureAlgorithms } from '../../src/x509/algorithms.ts';
import { bitStringOctets, onlyElement, sequence } from '../../src/x509/asn1/read-der.ts';
import { publicKeyOf } from '../../src/x509/public-key.ts';
import { der } from '../support/certificate-maker.ts';

/** What OpenSSL calls a curve, where the usual name is another. */
const ofOpenSsl: Readonly<Record<string, string>> = {
  'P-192': 'prime192v1',
  'P-224': 'secp224r1',
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
};

describe('A named curve', () => {
  for (const { name, bits } of Object.values(curves)) {
    it(`${name} is known by its identifier, and has points of ${bits} bits`, () => {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: ofOpenSsl[name] ?? name });
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      assert.deepEqual(publicKeyOf(spki), { algorithm: 'EC', bits, curve: name });
      // A point is an octet that says so, and two numbers of the field.
      const point = bitStringOctets(sequence(onlyElement(spki, 'key'), 'key')[1], 'point');
      assert.equal(Math.ceil(bits / 8), (point.length - 1) / 2);
    });
  }
});

describe('A signature algorithm with a hash of its own', () => {
  for (const { name, kind } of Object.values(signatureAlgorithms)) {
    if (!('digest' in kind)) continue;
    it(`${name} has the hash that its name says`, () => {
      const [hash = ''] = /sha3-\d+|sha512-2\d\d|sha-?\d+|md5/i.exec(name) ?? [];
      assert.equal(kind.digest, /^(sha3|sha512-2)/i.test(hash) ? hash.toLowerCase() : hash.toLowerCase().replace('-', ''));
    });
  }
});

describe('A key that cannot be read', () => {
  const of = (id: string, parameters: Uint8Array, key: Uint8Array) =>
    publicKeyOf(der.sequence(der.sequence(der.oid(id), parameters), der.bits(key)));
  it('keeps the name of its algorithm, and has no size', () => {
    assert.deepEqual(of('1.2.840.113549.1.1.1', der.null(), Uint8Array.of(1)), { algorithm: 'RSA', bits: null, curve: null });
    assert.deepEqual(of('1.2.840.10045.2.1', der.null(), Uint8Array.of(4)), { algorithm: 'EC', bits: null, curve: null });
    assert.deepEqual(of('1.2.840.10045.2.1', der.oid('1.2.3'), Uint8Array.of(4)), { algorithm: 'EC', bits: null, curve: '1.2.3' });
    assert.deepEqual(of('1.2.840.10040.4.1', der.null(), Uint8Array.of(4)), { algorithm: 'DSA', bits: null, curve: null });
    assert.deepEqual(of('1.2.3', der.null(), Uint8Array.of(4)), { algorithm: '1.2.3', bits: null, curve: null });
  });

  it('has as many bits as its number, without zeros before it', () => {
    const rsa = (...modulus: readonly number[]) =>
      of('1.2.840.113549.1.1.1', der.null(), der.sequence(der.raw(2, Uint8Array.from(modulus)), der.integer(3))).bits;
    assert.deepEqual([rsa(0), rsa(1), rsa(0x7f), rsa(0, 0x80), rsa(0, 0xff, 0), rsa(1, 0, 0)], [0, 1, 7, 8, 16, 17]);
  });
});

describe('A signature algorithm', () => {
  it('has a name that says its digest and its kind of key', () => {
    for (const { name, kind } of Object.values(signatureAlgorithms)) {
      if (!('digest' in kind)) {
        assert.equal(name.toLowerCase().replace(/^rsassa/, 'rsa-'), kind.scheme, name);
        continue;
      }
      const said = name.toLowerCase().replaceAll('-', '');
      assert.ok(said.includes(kind.digest.replaceAll('-', '')), `${name}: ${kind.digest}`);
      assert.ok(said.includes(kind.scheme), `${name}: ${kind.scheme}`);
    }
  });
});
