import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, type KeyObject, sign as nodeSign, publicDecrypt, X509Certificate } from 'node:crypto';
import { certificateVerifyContent, schemeFits, sign, verifySignature } from '../../../src/tls/crypto/signatures.ts';
import { SignatureScheme } from '../../../src/tls/wire/signature-schemes.ts';
import type { TlsVersion } from '../../../src/tls/wire/versions.ts';
import { hex, toHex } from '../../support/hex.ts';
import { simpleHandshake as trace } from './rfc8448.ts';

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

describe('Signatures of a handshake', () => {
  const data = hex('0102030405');
  let keys: Readonly<Record<'rsa' | 'pss' | 'p256' | 'p384' | 'p521' | 'brainpool' | 'ed25519' | 'ed448', Pair>>;

  before(() => {
    keys = {
      rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
      pss: generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
      p256: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
      p384: generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
      p521: generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
      brainpool: generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }),
      ed25519: generateKeyPairSync('ed25519'),
      ed448: generateKeyPairSync('ed448'),
    };
  });

  it('verifies the CertificateVerify of RFC 8448 §3', () => {
    const certificate = hex(trace.certificate).subarray(4 + 1 + 3 + 3, -2);
    const { publicKey } = new X509Certificate(certificate);
    const hash = createHash('sha256');
    for (const name of ['clientHello', 'serverHello', 'encryptedExtensions', 'certificate'] as const) hash.update(hex(trace[name]));
    const content = certificateVerifyContent('server', hash.digest());
    assert.equal(Buffer.from(content.subarray(0, -32)).toString('latin1'), `${' '.repeat(64)}TLS 1.3, server CertificateVerify\0`);
    const message = hex(trace.certificateVerify);
    assert.equal(toHex(message.subarray(4, 6)), '0804');
    const check = {
      scheme: SignatureScheme.rsa_pss_rsae_sha256,
      version: 'TLSv1.3',
      key: publicKey,
      data: content,
      signature: message.subarray(8),
    } as const;
    assert.equal(verifySignature(check), true);
    assert.equal(verifySignature({ ...check, data: certificateVerifyContent('client', content.subarray(-32)) }), false);
  });

  it('signs what it verifies, with every scheme and a key that fits it', () => {
    const cases: readonly (readonly [keyof typeof SignatureScheme, TlsVersion, keyof typeof keys])[] = [
      ['rsa_pkcs1_sha1', 'TLSv1.2', 'rsa'],
      ['rsa_pkcs1_sha224', 'TLSv1.2', 'rsa'],
      ['rsa_pkcs1_sha256', 'TLSv1.2', 'rsa'],
      ['rsa_pkcs1_sha384', 'TLSv1.2', 'rsa'],
      ['rsa_pkcs1_sha512', 'TLSv1.2', 'rsa'],
      ['rsa_pss_rsae_sha256', 'TLSv1.2', 'rsa'],
      ['rsa_pss_rsae_sha384', 'TLSv1.3', 'rsa'],
      ['rsa_pss_rsae_sha512', 'TLSv1.3', 'rsa'],
      ['rsa_pss_pss_sha256', 'TLSv1.2', 'pss'],
      ['rsa_pss_pss_sha384', 'TLSv1.3', 'pss'],
      ['rsa_pss_pss_sha512', 'TLSv1.3', 'pss'],
      ['ecdsa_sha1', 'TLSv1.2', 'p256'],
      ['ecdsa_sha224', 'TLSv1.2', 'p256'],
      ['ecdsa_secp256r1_sha256', 'TLSv1.3', 'p256'],
      ['ecdsa_secp256r1_sha256', 'TLSv1.2', 'p384'],
      ['ecdsa_secp256r1_sha256', 'TLSv1.2', 'brainpool'],
      ['ecdsa_secp384r1_sha384', 'TLSv1.3', 'p384'],
      ['ecdsa_secp521r1_sha512', 'TLSv1.3', 'p521'],
      ['ecdsa_brainpoolP256r1tls13_sha256', 'TLSv1.3', 'brainpool'],
      ['ed25519', 'TLSv1.3', 'ed25519'],
      ['ed25519', 'TLSv1.2', 'ed25519'],
      ['ed448', 'TLSv1.3', 'ed448'],
    ];
    for (const [name, version, which] of cases) {
      const scheme = SignatureScheme[name];
      const { privateKey, publicKey } = keys[which];
      assert.equal(schemeFits(scheme, publicKey, version), true, `${name} with ${which} in ${version}`);
      const signature = sign(scheme, version, privateKey, data);
      const check = { scheme, version, key: publicKey, data, signature };
      assert.equal(verifySignature(check), true, name);
      assert.equal(verifySignature({ ...check, data: hex('01') }), false, `${name}, other data`);
      assert.equal(
        verifySignature({ ...check, signature: signature.map((byte, i) => (i === 10 ? byte ^ 1 : byte)) }),
        false,
        `${name}, other signature`,
      );
      assert.equal(verifySignature({ ...check, signature: signature.subarray(0, -1) }), false, `${name}, cut`);
      assert.equal(verifySignature({ ...check, signature: new Uint8Array() }), false, `${name}, empty`);
    }
  });

  it('has a salt as long as the hash, in both directions (RFC 8446 §4.2.3)', () => {
    const { privateKey, publicKey } = keys.rsa;
    const check = { scheme: SignatureScheme.rsa_pss_rsae_sha256, version: 'TLSv1.3', key: publicKey, data } as const;
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    assert.equal(verifySignature({ ...check, signature: nodeSign('sha256', data, { key: privateKey, padding, saltLength: 32 }) }), true);
    assert.equal(verifySignature({ ...check, signature: nodeSign('sha256', data, { key: privateKey, padding, saltLength: 20 }) }), false);
  });

  it('binds ECDSA to its curve in TLS 1.3 alone', () => {
    const scheme = SignatureScheme.ecdsa_secp256r1_sha256;
    assert.equal(schemeFits(scheme, keys.p384.publicKey, 'TLSv1.2'), true);
    assert.equal(schemeFits(scheme, keys.p384.publicKey, 'TLSv1.3'), false);
    assert.equal(schemeFits(SignatureScheme.ecdsa_brainpoolP256r1tls13_sha256, keys.brainpool.publicKey, 'TLSv1.2'), false);
  });

  it('knows neither PKCS #1 v1.5 nor SHA-1 nor SHA-224 in TLS 1.3', () => {
    for (const name of ['rsa_pkcs1_sha1', 'rsa_pkcs1_sha224', 'rsa_pkcs1_sha256', 'rsa_pkcs1_sha384', 'rsa_pkcs1_sha512'] as const) {
      assert.equal(schemeFits(SignatureScheme[name], keys.rsa.publicKey, 'TLSv1.3'), false, name);
    }
    assert.equal(schemeFits(SignatureScheme.ecdsa_sha1, keys.p256.publicKey, 'TLSv1.3'), false);
    assert.equal(schemeFits(SignatureScheme.ecdsa_sha224, keys.p256.publicKey, 'TLSv1.3'), false);
  });

  it('keeps RSA keys and RSA-PSS keys apart', () => {
    assert.equal(schemeFits(SignatureScheme.rsa_pss_pss_sha256, keys.rsa.publicKey, 'TLSv1.3'), false);
    assert.equal(schemeFits(SignatureScheme.rsa_pss_rsae_sha256, keys.pss.publicKey, 'TLSv1.3'), false);
    assert.equal(schemeFits(SignatureScheme.rsa_pkcs1_sha256, keys.pss.publicKey, 'TLSv1.2'), false);
  });

  it('heeds what an RSA-PSS key is bound to', () => {
    const { publicKey } = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
    });
    assert.equal(schemeFits(SignatureScheme.rsa_pss_pss_sha256, publicKey, 'TLSv1.3'), true);
    assert.equal(schemeFits(SignatureScheme.rsa_pss_pss_sha384, publicKey, 'TLSv1.3'), false);
  });

  it('sees that a key of 1024 bits is too small for RSA-PSS with SHA-512', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    assert.equal(schemeFits(SignatureScheme.rsa_pss_rsae_sha384, publicKey, 'TLSv1.3'), true);
    assert.equal(schemeFits(SignatureScheme.rsa_pss_rsae_sha512, publicKey, 'TLSv1.3'), false);
  });

  it('fits no scheme to a key of another kind, no scheme without a name, and none before TLS 1.2', () => {
    assert.equal(schemeFits(SignatureScheme.ed25519, keys.ed448.publicKey, 'TLSv1.3'), false);
    assert.equal(schemeFits(SignatureScheme.ed25519, keys.p256.publicKey, 'TLSv1.3'), false);
    assert.equal(schemeFits(SignatureScheme.ecdsa_secp256r1_sha256, keys.rsa.publicKey, 'TLSv1.2'), false);
    assert.equal(schemeFits(SignatureScheme.rsa_pkcs1_sha256, keys.p256.publicKey, 'TLSv1.2'), false);
    assert.equal(schemeFits(0xfafa, keys.rsa.publicKey, 'TLSv1.2'), false);
    assert.equal(schemeFits(SignatureScheme.rsa_pkcs1_sha256, keys.rsa.publicKey, 'TLSv1.1'), false);
  });

  it('signs MD5 and SHA-1 together with RSA up to TLS 1.1 (RFC 4346 §7.4.3)', () => {
    const { privateKey, publicKey } = keys.rsa;
    const signature = sign(null, 'TLSv1.1', privateKey, data);
    const hashes = createHash('md5').update(data).digest('hex') + createHash('sha1').update(data).digest('hex');
    assert.equal(toHex(publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature)), hashes);
    assert.equal(verifySignature({ scheme: null, version: 'TLSv1', key: publicKey, data, signature }), true);
    assert.equal(verifySignature({ scheme: null, version: 'TLSv1', key: publicKey, data: hex('01'), signature }), false);
  });

  it('signs SHA-1 with ECDSA up to TLS 1.1 (RFC 4492 §5.4)', () => {
    const { privateKey, publicKey } = keys.p256;
    const check = { scheme: null, version: 'TLSv1', key: publicKey, data } as const;
    assert.equal(verifySignature({ ...check, signature: nodeSign('sha1', data, privateKey) }), true);
    assert.equal(verifySignature({ ...check, signature: nodeSign('sha256', data, privateKey) }), false);
    assert.equal(verifySignature({ ...check, signature: sign(null, 'TLSv1.1', privateKey, data) }), true);
  });

  it('needs a scheme from TLS 1.2 on, and has none before', () => {
    const { privateKey, publicKey } = keys.rsa;
    assert.throws(() => sign(null, 'TLSv1.2', privateKey, data), RangeError);
    assert.throws(() => sign(SignatureScheme.rsa_pkcs1_sha256, 'TLSv1.1', privateKey, data), RangeError);
    assert.throws(() => sign(SignatureScheme.rsa_pkcs1_sha256, 'TLSv1.3', privateKey, data), RangeError);
    assert.throws(() => sign(null, 'TLSv1.1', keys.ed25519.privateKey, data), RangeError);
    const signature = sign(null, 'TLSv1.1', privateKey, data);
    assert.equal(verifySignature({ scheme: null, version: 'TLSv1.2', key: publicKey, data, signature }), false);
    assert.equal(verifySignature({ scheme: null, version: 'TLSv1.3', key: publicKey, data, signature }), false);
  });
});
