import assert from 'node:assert/strict';
import type { Certificate } from '../../src/model/certificate.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { chainLinks } from '../../src/x509/path/chain-links.ts';
import { signedBy } from '../../src/x509/signature.ts';
import { der, type KeyKind, keysOf, makeCa, makeCertificate, makeLeaf, name, type SignatureName } from '../support/certificate-maker.ts';

function read(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  return result.kind === 'certificate' ? result.certificate : assert.fail(result.flaw.code);
}

describe('A signature', () => {
  const kinds: readonly (readonly [KeyKind, SignatureName, string])[] = [
    ['RSA-2048', 'md5', 'md5WithRSAEncryption'],
    ['RSA-2048', 'sha1', 'sha1WithRSAEncryption'],
    ['RSA-2048', 'sha256', 'sha256WithRSAEncryption'],
    ['RSA-2048', 'sha512', 'sha512WithRSAEncryption'],
    ['RSA-2048', 'pss-sha256', 'rsassaPss'],
    ['RSA-2048', 'pss-sha512', 'rsassaPss'],
    ['RSA-PSS-2048', 'pss-sha384', 'rsassaPss'],
    ['P-256', 'sha256', 'ecdsa-with-SHA256'],
    ['P-384', 'sha384', 'ecdsa-with-SHA384'],
    ['P-521', 'sha512', 'ecdsa-with-SHA512'],
    ['P-224', 'sha224', 'ecdsa-with-SHA224'],
    ['brainpoolP256r1', 'sha256', 'ecdsa-with-SHA256'],
    ['secp256k1', 'sha1', 'ecdsa-with-SHA1'],
    ['Ed25519', 'sha256', 'ED25519'],
    ['Ed448', 'sha256', 'ED448'],
    ['DSA-2048', 'sha256', 'dsa_with_SHA256'],
  ];
  for (const [kind, signature, algorithm] of kinds) {
    it(`of a ${kind} key with ${algorithm} (${signature}) is told from that of another key`, () => {
      const ca = { name: name(kind), keys: keysOf(kind) };
      const leaf = read(makeLeaf(['DNS:a'], ca, { signature }));
      assert.equal(leaf.signatureAlgorithm, algorithm);
      assert.equal(signedBy(leaf, read(makeCa(ca.name, ca.keys, undefined, { signature }))), true);
      assert.equal(signedBy(leaf, read(makeCa(ca.name, keysOf(kind, 'another'), undefined, { signature }))), false);
      assert.equal(signedBy(leaf, read(makeCa(ca.name, keysOf(kind === 'Ed25519' ? 'P-256' : 'Ed25519')))), false);
    });
  }

  // openssl req -x509 -newkey rsa:1031 -nodes -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sigopt rsa_mgf1_md:sha512, and with
  // rsa:1025 and sha384: odd sizes, in which the padded message does not fill its octets, or has one less than the key.
  const odd = {
    'SHA-512': [
      'MIICYTCCAZWgAwIBAgIUEtb25GJCJoi3FLEm0S1JrHEympUwQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgMFAKIDAgEgMA4xDDAKBgNVBAMMA3BzczAeFw0yNjExMjMyMjUzNDFaFw0zNjExMjAyMjUzNDFaMA4xDDAKBgNVBAMMA3BzczCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYFmwEFaMOv/z2OIZ9OHAMbd1I1i9gt0Oongz+BZd5wTHK2/6nqRmF9t+tgyFldpL8kI4N/+JqJmaZwnhC140W0+PPNqG6LUA7bXwd/bePrg8IHmNhlBdyXqC6tM9txtlwQWr3gxVgINELIim+WvNOKBmSXzXywtP//+QFlxnVHw1P0CAwEAAaNTMFEwHQYDVR0OBBYEFOylvmmBz8zPR1WQmddNrXwraohkMB8GA1UdIwQYMBaAFOylvmmBz8zPR1WQmddNrXwraohkMA8GA1UdEwEB/wQFMAMBAf8wQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgMFAKIDAgEgA4GCAAhdkd6QAATRLPcDbqUh/dFFfyqSmXbVRkarMe4Iqrefv8c+y7J3ArXFZcuUQ8Vu6/r0ipQNQK+nsaF3hQVRZFxRneHH5IYBeRXmqxJddfqVGsUhxQZTcS/DVUw6D5ic5SkXXNctcs5BdbDOogaKYNTqlz8VcqDVQtmnWMY0F8OaPQ==',
    ],
    'SHA-384': [
      'MIICYTCCAZWgAwIBAgIUHokebgRLrknmBGoFJPl9rtclqSIwQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgIFAKIDAgEgMA4xDDAKBgNVBAMMA3BzczAeFw0yNjExMjMyMjUzNDFaFw0zNjExMjAyMjUzNDFaMA4xDDAKBgNVBAMMA3BzczCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEBhlffMEEk8iMGmKTRGAcaan0mzpG/v9wUB+d5jcEAuqTuANKtJp3H9us2mgIfZ3XJt1qLItODLluQZJWeZ46QOTqs7x+NMzpwnakVwV8HyZNsR50HDT3NdPDxm1XjPJqGC3SKdMKy/U6iJ4IoWyHxpqs0nT//g4GIPWOIMvcwtZ0CAwEAAaNTMFEwHQYDVR0OBBYEFFSOM1hiKBG/6pl9+ojd5a8aDdEbMB8GA1UdIwQYMBaAFFSOM1hiKBG/6pl9+ojd5a8aDdEbMA8GA1UdEwEB/wQFMAMBAf8wQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgIFAKIDAgEgA4GCAAEbzKrkpdNZKY6Po6LIhQfM4jBtsrjQtGI1EyEMNLSZd4umLrBmVILOaZg8EZeipBC5Vzq/161CO3L3y+Y5tbW5yDfh9C20vh9eNKVwknDUj0oIEYtY5+HECJJscTXUPUopLa4KDfSy8fFtNWX8ZYOSr4Jeoe9ZtpnD7YUBuYIOFw==',
    ],
  };
  for (const [mask, [base64 = '']] of Object.entries(odd)) {
    it(`of RSA-PSS with SHA-256 and a mask of ${mask} is told from a forged one`, () => {
      const bytes = Buffer.from(base64, 'base64');
      assert.equal(read(bytes).selfSigned, true);
      for (const at of [bytes.length - 1, bytes.length - 40, bytes.length - 128, 40]) {
        const forged = Uint8Array.from(bytes);
        forged[at] = (forged[at] ?? 0) ^ 1;
        const result = parseCertificate(forged);
        assert.equal(result.kind === 'certificate' && result.certificate.selfSigned, false);
      }
    });
  }

  it('with an algorithm that nobody here knows cannot be told', () => {
    const ca = read(makeCa(name('ca'), keysOf('P-256', 'ca')));
    const leaf = makeLeaf(['DNS:a'], { name: name('ca'), keys: keysOf('P-256', 'ca') });
    const from = Buffer.from(leaf).lastIndexOf(Buffer.from(der.oid('1.2.840.10045.4.3.2')));
    leaf[from + 9] = 0x7f;
    assert.equal(signedBy(read(leaf), ca), null);
  });

  it('by a key on a curve that is spelled out cannot be told (CVE-2020-0601)', () => {
    const keys = keysOf('P-256', 'ca');
    const spki = der.sequence(der.sequence(der.oid('1.2.840.10045.2.1'), der.sequence(der.integer(1))), der.bits(Uint8Array.of(4, 1, 2)));
    const forged = makeCertificate({
      subject: name('ca'),
      issuer: name('ca'),
      keys: { ...keys, publicKey: { export: () => spki } as never },
    });
    assert.equal(signedBy(read(makeLeaf(['DNS:a'], { name: name('ca'), keys })), read(forged)), null);
  });
});

describe('The links of a chain', () => {
  const root = { name: name('root'), keys: keysOf('P-256', 'root') };
  const lookalike = { name: name('root'), keys: keysOf('P-256', 'lookalike') };
  const leaf = read(makeLeaf(['DNS:a'], root));

  it('say of each pair whether the names fit and the signature verifies', () => {
    const [good, other, stranger] = [
      read(makeCa(root.name, root.keys)),
      read(makeCa(lookalike.name, lookalike.keys)),
      read(makeCa(name('x'), root.keys)),
    ];
    assert.deepEqual(chainLinks([leaf, good]), [{ index: 0, names: true, signature: true }]);
    assert.deepEqual(chainLinks([leaf, other]), [{ index: 0, names: true, signature: false }]);
    assert.deepEqual(chainLinks([leaf, stranger, good])[0], { index: 0, names: false, signature: true });
    assert.deepEqual(chainLinks([leaf]), []);
  });
});
