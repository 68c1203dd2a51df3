import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { curves, signatureAlgorithms } from '../../src/x509/algorithms.ts';
import { bitStringOctets, onlyElement, sequence } from '../../src/x509/asn1/read-der.ts';
import { publicKeyOf } from '../../src/x509/public-key.ts';

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
