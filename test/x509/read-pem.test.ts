import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { readCertificates } from '../../src/x509/read-pem.ts';
import { der, keysOf, makeCa, name } from '../support/certificate-maker.ts';

const [one, two] = [makeCa(name('one'), keysOf('P-256')), makeCa(name('two'), keysOf('P-256'))];
const pem = (bytes: Uint8Array, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
const text = (content: string): ReturnType<typeof readCertificates> => readCertificates(Buffer.from(content));
const kind = (content: Uint8Array | string): string | undefined => readCertificates(Buffer.from(content)).problem?.kind;

describe('A file of certificates', () => {
  it('may be PEM with several blocks and text around them', () => {
    assert.deepEqual(text(`subject=CN=one\n${pem(one)}\nissued by\n${pem(two)}`), { certificates: [one, two], problem: null });
  });

  it('may have CRLF, a byte order mark, or be UTF-16 from Windows', () => {
    const crlf = `\ufeff${pem(one).replaceAll('\n', '\r\n')}`;
    assert.deepEqual(text(crlf), { certificates: [one], problem: null });
    assert.deepEqual(readCertificates(Buffer.from(crlf, 'utf16le')), { certificates: [one], problem: null });
  });

  it('may have a key beside the certificates', () => {
    assert.deepEqual(text(pem(Uint8Array.of(1), 'PRIVATE KEY') + pem(one)), { certificates: [one], problem: null });
  });

  it('may be DER, or several certificates in DER one after the other', () => {
    assert.deepEqual(readCertificates(one), { certificates: [one], problem: null });
    assert.deepEqual(readCertificates(Buffer.concat([one, two])), { certificates: [one, two], problem: null });
  });

  it('keeps what was readable where one block is broken', () => {
    const broken = text(`${pem(one)}-----BEGIN CERTIFICATE-----\nabc`);
    assert.deepEqual([broken.certificates, broken.problem?.kind], [[one], 'broken-pem']);
    assert.equal(kind('-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----'), 'broken-pem');
  });

  it('is named for what it is where it holds none', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    assert.equal(kind(''), 'empty');
    assert.equal(kind('hello'), 'no-certificate');
    assert.equal(kind(privateKey.export({ type: 'pkcs8', format: 'pem' })), 'private-key');
    assert.equal(kind(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' })), 'private-key');
    assert.equal(kind(privateKey.export({ type: 'pkcs1', format: 'der' })), 'private-key');
    assert.equal(kind(privateKey.export({ type: 'pkcs8', format: 'der' })), 'private-key');
    assert.equal(kind(privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-128-cbc', passphrase: 'x' })), 'private-key');
    assert.equal(kind(publicKey.export({ type: 'spki', format: 'pem' })), 'public-key');
    assert.equal(kind(publicKey.export({ type: 'spki', format: 'der' })), 'public-key');
    assert.equal(kind(pem(one, 'CERTIFICATE REQUEST')), 'certificate-request');
    assert.equal(kind(pem(one, 'X509 CRL')), 'crl');
    assert.equal(kind(pem(one, 'PKCS7')), 'pkcs7');
    assert.equal(kind(Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)), 'jks');
    assert.equal(kind(Uint8Array.of(0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2)), 'jceks');
    assert.equal(kind(der.sequence(der.integer(3), der.sequence(der.oid('1.2.840.113549.1.7.1')))), 'pkcs12');
    assert.equal(kind(der.sequence(der.oid('1.2.840.113549.1.7.2'))), 'pkcs7');
    assert.equal(kind(der.sequence(der.oid('1.2.3'))), 'no-certificate');
  });

  it('never makes it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readCertificates(bytes) !== undefined));
    for (let length = 0; length < one.length; length++) assert.deepEqual(readCertificates(one.subarray(0, length)).certificates, []);
  });
});
