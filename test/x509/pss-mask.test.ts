import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, type KeyObject, privateEncrypt } from 'node:crypto';
import { verifySignature } from '../../src/x509/verify-signature.ts';
import { der, keysOf } from '../support/certificate-maker.ts';

const sha256 = '2.16.840.1.101.3.4.2.1';
const sha512 = '2.16.840.1.101.3.4.2.3';
const tbs = Buffer.from('what is signed');
const hashOf = (digest: string, ...parts: readonly Uint8Array[]): Buffer => createHash(digest).update(Buffer.concat(parts)).digest();

/** RSASSA-PSS with SHA-256 and a mask of SHA-512 (RFC 4055 §3.1), or what a test makes of the parameters. */
function algorithm(
  change: { readonly salt?: number; readonly trailer?: number; readonly mask?: string; readonly more?: Uint8Array } = {},
): Uint8Array {
  const { salt = 32, trailer, mask = '1.2.840.113549.1.1.8', more } = change;
  const parameters = der.sequence(
    der.raw(0xa0, der.sequence(der.oid(sha256), der.null())),
    der.raw(0xa1, der.sequence(der.oid(mask), der.sequence(der.oid(sha512), der.null()))),
    der.raw(0xa2, der.integer(salt)),
    ...(trailer === undefined ? [] : [der.raw(0xa3, der.integer(trailer))]),
    ...(more === undefined ? [] : [more]),
  );
  return der.sequence(der.oid('1.2.840.113549.1.1.10'), parameters);
}

/** What is changed in the padded message (EMSA-PSS, RFC 8017 §9.1.1) before the key is applied to it. */
type Flaw = {
  /** The octets before the salt: zeros, and a one at the end. */
  readonly padding?: (octets: Buffer) => void;
  readonly salt?: number;
  /** The block under its mask. */
  readonly masked?: (octets: Buffer) => void;
  readonly trailer?: number;
  /** What stands before the message, in keys whose bits are one more than fill octets. */
  readonly before?: number;
};

function put(octets: Buffer, at: number, octet: number): void {
  octets[at < 0 ? octets.length + at : at] = octet;
}

function padded(bits: number, salt: Uint8Array, flaw: Flaw): Buffer {
  const size = Math.ceil((bits - 1) / 8);
  const hash = hashOf('sha256', Buffer.alloc(8), hashOf('sha256', tbs), salt);
  const padding = Buffer.alloc(size - 33 - salt.length);
  padding[padding.length - 1] = 1;
  flaw.padding?.(padding);
  const block = Buffer.concat([padding, salt]);
  const stream = Buffer.concat([0, 1, 2].map((counter) => hashOf('sha512', hash, Uint8Array.of(0, 0, 0, counter))));
  const masked = Buffer.from(block.map((octet, at) => octet ^ (stream[at] ?? 0)));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * size - (bits - 1)));
  flaw.masked?.(masked);
  return Buffer.concat([masked, hash, Uint8Array.of(flaw.trailer ?? 0xbc)]);
}

/** The signature; where the padded message is no number below the modulus, another salt is tried. */
function signed(key: KeyObject, bits: number, flaw: Flaw): Buffer {
  for (let salted = 0; ; salted++) {
    const message = padded(bits, new Uint8Array(flaw.salt ?? 32).fill(salted), flaw);
    const filled = Buffer.concat([Buffer.alloc(Math.ceil(bits / 8) - message.length, flaw.before ?? 0), message]);
    try {
      return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, filled);
    } catch (error) {
      if (salted > 200) throw error;
    }
  }
}

describe('A signature of RSA-PSS whose mask is of another digest', () => {
  const flaws: readonly (readonly [string, Flaw, number?])[] = [
    ['another trailer', { trailer: 0xbd }],
    ['padding that does not end in a one', { padding: (octets) => octets.fill(0) }],
    ['padding that ends in a two', { padding: (octets) => put(octets, -1, 2) }],
    ['padding that does not begin with a zero', { padding: (octets) => put(octets, 0, 1) }],
    ['padding with a one on its way', { padding: (octets) => put(octets, -2, 1) }],
    ['a salt that is shorter than it says', { salt: 31 }],
    ['a salt that is longer than it says', { salt: 33 }],
    ['a mask that is not its own', { masked: (octets) => put(octets, -1, (octets.at(-1) ?? 0) ^ 1) }],
  ];
  // 1024 bits leave one bit of the first octet unused, 1030 three; 1025 fill the octets of the message, and leave one octet before it.
  for (const bits of [1024, 1030, 1025]) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const verdict = (flaw: Flaw, identifier = algorithm()) =>
      verifySignature({ tbs, signatureAlgorithm: identifier, signature: signed(privateKey, bits, flaw) }, spki);

    it(`by a key of ${bits} bits is taken as it should be`, () => {
      assert.equal(verdict({}), true);
      assert.equal(verdict({ salt: 0 }, algorithm({ salt: 0 })), true);
      assert.equal(verdict({}, algorithm({ trailer: 1 })), true);
    });

    for (const [what, flaw] of flaws) it(`by a key of ${bits} bits is refused with ${what}`, () => assert.equal(verdict(flaw), false));

    it(`by a key of ${bits} bits is refused in another length, and for other data`, () => {
      const signature = signed(privateKey, bits, {});
      const signatureAlgorithm = algorithm();
      assert.equal(verifySignature({ tbs, signatureAlgorithm, signature: Buffer.concat([Buffer.alloc(1), signature]) }, spki), false);
      assert.equal(verifySignature({ tbs: Buffer.from('else'), signatureAlgorithm, signature }, spki), false);
    });

    const unused = 8 * Math.ceil((bits - 1) / 8) - (bits - 1);
    // Of 1024 bits the only unused one would make the number larger than the modulus.
    if (unused !== 1) {
      it(`by a key of ${bits} bits is refused where bits beyond the message are set`, () => {
        const flaw: Flaw = unused === 0 ? { before: 1 } : { masked: (octets) => put(octets, 0, (octets[0] ?? 0) | (1 << (8 - unused))) };
        assert.equal(verdict(flaw), false);
      });
    }

    it(`by a key of ${bits} bits is refused where the salt cannot fit`, () => {
      assert.equal(verdict({}, algorithm({ salt: Math.ceil((bits - 1) / 8) - 33 })), false);
    });
  }

  it('cannot be told where the parameters are none, or the key is one for RSA-PSS alone', () => {
    const { publicKey } = keysOf('RSA-2048');
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const reported = (signatureAlgorithm: Uint8Array, key: Uint8Array = spki) =>
      verifySignature({ tbs, signatureAlgorithm, signature: new Uint8Array(256).fill(1) }, key);
    assert.equal(reported(algorithm()), false);
    for (const flawed of [
      { trailer: 2 },
      { mask: '1.2.840.113549.1.1.7' },
      { more: der.raw(0xa4, der.integer(1)) },
      { more: der.null() },
    ]) {
      assert.equal(reported(algorithm(flawed)), null, JSON.stringify(flawed));
    }
    assert.equal(reported(algorithm(), keysOf('RSA-PSS-2048').publicKey.export({ type: 'spki', format: 'der' })), null);
    assert.equal(reported(algorithm(), keysOf('P-256').publicKey.export({ type: 'spki', format: 'der' })), false);
  });
});
