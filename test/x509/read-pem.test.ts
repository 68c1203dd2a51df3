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

  it('is UTF-16 by its first two octets alone, and of whole pairs', () => {
    const written = pem(one);
    const swapped = (content: string) => Buffer.from(content, 'utf16le').swap16();
    assert.deepEqual(readCertificates(swapped(`\ufeff${written}`)), { certificates: [one], problem: null });
    const even = written.length % 2 === 0 ? written : `${written}\n`;
    // One octet of a mark is none: this is Latin-1 with odd letters before the block.
    for (const odd of ['x\xfe', '\xff\n', 'x\xff', '\xfe\n'])
      assert.deepEqual(readCertificates(Buffer.from(odd + even, 'latin1')), { certificates: [one], problem: null }, JSON.stringify(odd));
    // Half a pair at the end.
    assert.equal(readCertificates(Buffer.concat([swapped(`\ufeff${written}`), Uint8Array.of(0)])).certificates.length, 0);
  });

  it('may have a certificate with what OpenSSL trusts it for behind it, which is left out', () => {
    const trusted = Buffer.concat([one, der.sequence()]);
    assert.deepEqual(text(pem(trusted, 'TRUSTED CERTIFICATE')), { certificates: [one], problem: null });
    assert.deepEqual(text(pem(one, 'TRUSTED CERTIFICATE')), { certificates: [one], problem: null });
    assert.deepEqual(text(pem(one, 'X509 CERTIFICATE')), { certificates: [one], problem: null });
    // Of others all of it counts, so that it can be told.
    assert.deepEqual(
      text(pem(trusted)).certificates.map(({ length }) => length),
      [trusted.length],
    );
    assert.equal(text(pem(Uint8Array.of(1), 'TRUSTED CERTIFICATE')).certificates.length, 1);
  });

  it('is no key store of Java by some of its first octets', () => {
    for (const head of [
      [0xfe, 0xed, 0xfe, 0xed],
      [0xce, 0xce, 0xce, 0xce],
    ]) {
      assert.match(kind(Uint8Array.from(head)) ?? '', /^jk?s$|^jceks$/);
      for (let at = 0; at < 4; at++)
        assert.equal(
          kind(Uint8Array.from(head.map((octet, index) => (index === at ? octet ^ 1 : octet)))),
          'no-certificate',
          `${head} ${at}`,
        );
    }
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
    for (const one of [der.oid('1.2.3'), der.sequence(), der.null()]) assert.equal(kind(der.sequence(one)), 'no-certificate');
    assert.equal(kind(der.sequence()), 'no-certificate');
  });

  it('is no Java key store where one octet of its beginning is another', () => {
    for (const magic of [
      [0xfe, 0xed, 0xfe, 0xed],
      [0xce, 0xce, 0xce, 0xce],
    ]) {
      for (let at = 0; at < 4; at++) {
        const bytes = Uint8Array.from([...magic, 0, 0, 0, 2]);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        assert.equal(kind(bytes), 'no-certificate');
      }
    }
  });

  it('names what it holds by its labels, the key first', () => {
    const block = (...labels: readonly string[]) => kind(labels.map((label) => pem(one, label)).join(''));
    assert.equal(block('PUBLIC KEY', 'EC PRIVATE KEY'), 'private-key');
    assert.equal(block('X509 CRL', 'RSA PUBLIC KEY'), 'public-key');
    assert.equal(block('X509 CRL', 'NEW CERTIFICATE REQUEST'), 'certificate-request');
    assert.equal(block('PKCS7', 'X509 CRL'), 'crl');
    assert.equal(block('DH PARAMETERS', 'CMS'), 'pkcs7');
    assert.equal(block('DH PARAMETERS', 'X509 CRL', 'Y'), 'crl');
    assert.equal(block('DH PARAMETERS', 'EC PARAMETERS'), 'no-certificate');
    assert.deepEqual(text(pem(one, 'DH PARAMETERS') + pem(two, 'X')).problem?.because, {
      code: 'content-other-blocks',
      labels: ['DH PARAMETERS', 'X'],
    });
  });

  it('is told from what else is signed in DER: a request, a revocation list', () => {
    const signed = (...fields: readonly Uint8Array[]) => der.sequence(der.sequence(...fields), der.sequence(), der.bits(Uint8Array.of(1)));
    assert.equal(kind(signed(der.integer(0), der.sequence(), der.sequence(), der.raw(0xa0))), 'certificate-request');
    assert.equal(kind(signed(der.integer(1), der.sequence(), der.sequence(), der.text(0x17, '261130142206Z'))), 'crl');
    assert.equal(kind(signed(der.sequence(), der.sequence(), der.text(0x17, '261130142206Z'))), 'crl');
  });

  it('has an end to each block, before the next begins', () => {
    const broken = text(`-----BEGIN CERTIFICATE-----\nAAAA\n${pem(one)}`);
    assert.deepEqual(broken.certificates, [one]);
    assert.deepEqual(broken.problem?.because, { code: 'content-block-without-end', label: 'CERTIFICATE' });
    // The end of another block is none.
    assert.equal(kind(`-----BEGIN CERTIFICATE-----\nAAAA\n-----END X-----\n`), 'broken-pem');
  });

  it('never makes it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readCertificates(bytes) !== undefined));
    for (let length = 0; length < one.length; length++) assert.deepEqual(readCertificates(one.subarray(0, length)).certificates, []);
  });
});
