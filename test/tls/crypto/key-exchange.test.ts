import assert from 'node:assert/strict';
import { constants, createDiffieHellmanGroup, createECDH, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { dhe, ecdhe, rsaEncryptPremaster } from '../../../src/tls/crypto/key-exchange.ts';
import { NamedGroup } from '../../../src/tls/wire/named-groups.ts';
import { hex, toHex } from '../../support/hex.ts';
import { simpleHandshake as trace } from './rfc8448.ts';

describe('ECDHE', () => {
  const known = [
    {
      source: 'RFC 8448 §3',
      group: NamedGroup.x25519,
      privateKey: trace.clientPrivateKey,
      publicKey: trace.clientPublicKey,
      peer: trace.serverPublicKey,
      shared: trace.sharedSecret,
    },
    {
      source: 'RFC 7748 §6.2',
      group: NamedGroup.x448,
      privateKey: '9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b',
      publicKey: '9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0',
      peer: '3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609',
      shared: '07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879d',
    },
    {
      source: 'RFC 5903 §8.1',
      group: NamedGroup.secp256r1,
      privateKey: 'c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433',
      publicKey:
        '04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c37725811805271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3',
      peer: '04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab',
      shared: 'd6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de',
    },
  ];

  for (const { source, group, privateKey, publicKey, peer, shared } of known) {
    it(`agrees with ${source}`, () => {
      const pair = ecdhe(group, () => hex(privateKey));
      assert.ok(pair);
      assert.equal(pair.group, group);
      assert.equal(toHex(pair.publicKey), publicKey);
      const secret = pair.derive(hex(peer));
      assert.equal(secret && toHex(secret), shared);
    });
  }

  for (const [group, curve, length] of [
    [NamedGroup.secp256r1, 'prime256v1', 32],
    [NamedGroup.secp384r1, 'secp384r1', 48],
    [NamedGroup.secp521r1, 'secp521r1', 66],
  ] as const) {
    describe(curve, () => {
      it('agrees with OpenSSL', () => {
        const pair = ecdhe(group);
        const other = createECDH(curve);
        const peer = other.generateKeys();
        const secret = pair?.derive(peer);
        assert.equal(secret?.length, length);
        assert.equal(toHex(secret), toHex(other.computeSecret(pair?.publicKey ?? peer)));
      });

      it('masks what random bytes have above the order, and tries again', () => {
        let calls = 0;
        const pair = ecdhe(group, () => {
          calls++;
          return new Uint8Array(length).fill(calls === 1 ? 0 : 0x11);
        });
        assert.equal(pair?.publicKey.length, 1 + 2 * length);
        assert.equal(calls, 2);
      });

      it('refuses compressed, hybrid, cut and long points, and those that are not on the curve', () => {
        const pair = ecdhe(group);
        const other = createECDH(curve);
        other.generateKeys();
        const point = other.getPublicKey();
        const offCurve = Buffer.from(point);
        offCurve.writeUInt8(offCurve.readUInt8(offCurve.length - 1) ^ 1, offCurve.length - 1);
        const cases = {
          compressed: other.getPublicKey(null, 'compressed'),
          hybrid: other.getPublicKey(null, 'hybrid'),
          cut: point.subarray(0, -1),
          long: Buffer.concat([point, Uint8Array.of(0)]),
          empty: new Uint8Array(),
          infinity: Uint8Array.of(0),
          zeros: Uint8Array.from({ length: point.length }, (_, i) => (i === 0 ? 4 : 0)),
          offCurve,
        };
        for (const [name, peer] of Object.entries(cases)) assert.equal(pair?.derive(peer), null, name);
      });
    });
  }

  for (const [group, length] of [
    [NamedGroup.x25519, 32],
    [NamedGroup.x448, 56],
  ] as const) {
    it(`refuses points of wrong length and small order (group ${group})`, () => {
      const pair = ecdhe(group);
      assert.ok(pair);
      assert.equal(pair.derive(new Uint8Array(length - 1)), null);
      assert.equal(pair.derive(new Uint8Array(length + 1)), null);
      assert.equal(pair.derive(new Uint8Array()), null);
      assert.equal(pair.derive(new Uint8Array(length)), null, 'u = 0');
      const one = new Uint8Array(length);
      one[0] = 1;
      assert.equal(pair.derive(one), null, 'u = 1');
    });
  }

  it('makes a new key each time', () => {
    for (const group of [NamedGroup.x25519, NamedGroup.secp256r1]) {
      assert.notDeepEqual(ecdhe(group)?.publicKey, ecdhe(group)?.publicKey);
    }
  });

  it('says which groups it cannot compute in', () => {
    for (const group of [NamedGroup.sect163k1, NamedGroup.ffdhe2048, NamedGroup.X25519MLKEM768, 0x0a0a])
      assert.equal(ecdhe(group), undefined);
  });
});

describe('Diffie-Hellman in a group of the server (RFC 5246 §7.4.3)', () => {
  const modp14 = createDiffieHellmanGroup('modp14');
  const p = modp14.getPrime();
  const g = modp14.getGenerator();

  it('agrees with OpenSSL', () => {
    const other = createDiffieHellmanGroup('modp14');
    const peer = other.generateKeys();
    const ours = dhe(p, g, peer);
    assert.ok(ours);
    assert.equal(toHex(ours.sharedSecret), toHex(other.computeSecret(ours.publicKey)).replace(/^(00)+/, ''));
  });

  it('computes powers, and strips leading zeros of the secret', () => {
    // 2^521 - 1 is a prime. 3^x for the first exponents is short: its leading zeros must go.
    const prime = hex(`01${'ff'.repeat(65)}`);
    const result = dhe(prime, hex('02'), hex('03'), (length) => Uint8Array.from({ length }, (_, i) => (i === length - 1 ? 11 : 0)));
    assert.ok(result);
    assert.equal(toHex(result.publicKey), '0800');
    assert.equal(toHex(result.sharedSecret), (3n ** 11n).toString(16).padStart(6, '0'));
  });

  it('refuses groups and values that nothing can be computed in', () => {
    const number = (value: bigint) => hex(value.toString(16).padStart(2 * 256, '0'));
    const prime = BigInt(`0x${toHex(p)}`);
    const peer = hex('04');
    const refused = {
      'p of 511 bits': dhe(hex(`7f${'ff'.repeat(63)}`), g, peer),
      'p of 8200 bits': dhe(hex('ff'.repeat(1025)), g, peer),
      'p even': dhe(number(prime - 1n), g, peer),
      'p empty': dhe(new Uint8Array(), g, peer),
      'g = 0': dhe(p, hex('00'), peer),
      'g = 1': dhe(p, hex('01'), peer),
      'g = p - 1': dhe(p, number(prime - 1n), peer),
      'peer empty': dhe(p, g, new Uint8Array()),
      'peer = 0': dhe(p, g, hex('00')),
      'peer = 1': dhe(p, g, hex('01')),
      'peer = p - 1': dhe(p, g, number(prime - 1n)),
      'peer = p': dhe(p, g, p),
      'peer = p + 2': dhe(p, g, number(prime + 2n)),
    };
    for (const [name, result] of Object.entries(refused)) assert.equal(result, null, name);
    assert.ok(dhe(p, g, hex('02')), 'peer = 2');
    const mersenne = hex(`01${'ff'.repeat(65)}`);
    assert.ok(dhe(mersenne, hex('03'), hex(`01${'ff'.repeat(64)}fd`)), 'peer = p - 2');
  });

  it('takes a prime with leading zeros', () => {
    assert.ok(dhe(Buffer.concat([Uint8Array.of(0, 0), p]), g, hex('04')));
  });
});

describe('RSA key exchange (RFC 5246 §7.4.7.1)', () => {
  it('encrypts what the private key decrypts', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const premaster = hex('ab'.repeat(48));
    const encrypted = rsaEncryptPremaster(publicKey, premaster);
    assert.ok(encrypted);
    // Without padding, as newer Node refuses to strip it: PKCS #1 v1.5 is 00 02, random bytes, 00 and the message.
    const block = toHex(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encrypted));
    assert.match(block, new RegExp(`^0002([0-9a-f]{2}){77}00${'ab'.repeat(48)}$`));
  });

  it('cannot use other keys, or one that is too small', () => {
    assert.equal(rsaEncryptPremaster(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey, new Uint8Array(48)), null);
    assert.equal(rsaEncryptPremaster(generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey, new Uint8Array(54)), null);
  });
});
