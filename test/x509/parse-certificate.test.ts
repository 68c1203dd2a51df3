import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import type { Certificate } from '../../src/model/certificate.ts';
import { flawText } from '../../src/wording/certificate-fault-texts.ts';
import { parse, parseCertificate } from '../../src/x509/parse-certificate.ts';
import { publicRoots } from '../../src/x509/public-roots.ts';
import { der, extension, extensions, type KeyKind, keysOf, makeCa, makeCertificate, makeLeaf, name } from '../support/certificate-maker.ts';

const ca = { name: name('O=acme', 'CN=acme CA'), keys: keysOf('P-256', 'ca') };

function read(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  assert.equal(result.kind, 'certificate', result.kind === 'unreadable' ? flawText(result.flaw) : '');
  return result.kind === 'certificate' ? result.certificate : assert.fail();
}

const because = (bytes: Uint8Array): string => {
  const result = parseCertificate(bytes);
  return result.kind === 'unreadable' ? `it ${flawText(result.flaw)}` : assert.fail('it was read');
};

describe('A certificate as a record', () => {
  it('holds what the certificate says, absent extensions as null', () => {
    const leaf = read(makeLeaf(['DNS:es01', 'IP:10.0.0.11', 'IP:#20010db8000000000000000000000001'], ca, { serialNumber: 0x0a0b }));
    assert.equal(leaf.subject, 'CN=es01');
    assert.equal(leaf.issuer, 'CN=acme CA, O=acme');
    assert.equal(leaf.commonName, 'es01');
    assert.equal(leaf.serialNumber, 'a0b');
    assert.deepEqual(leaf.subjectAltNames, [
      { kind: 'dns', value: 'es01' },
      { kind: 'ip', value: '10.0.0.11' },
      { kind: 'ip', value: '2001:db8::1' },
    ]);
    assert.deepEqual(leaf.keyUsage, ['digitalSignature', 'keyEncipherment']);
    assert.deepEqual(leaf.extendedKeyUsage, ['serverAuth', 'clientAuth']);
    assert.deepEqual(leaf.publicKey, { algorithm: 'EC', bits: 256, curve: 'P-256' });
    assert.equal(leaf.signatureAlgorithm, 'ecdsa-with-SHA256');
    assert.equal(leaf.isCa, false);
    assert.equal(leaf.pathLength, null);
    assert.equal(leaf.selfIssued, false);
    assert.equal(leaf.selfSigned, false);

    const bare = read(makeCertificate({ subject: name('bare'), issuer: ca.name, keys: keysOf('P-256'), signedBy: ca.keys }));
    for (const field of ['subjectAltNames', 'keyUsage', 'extendedKeyUsage', 'subjectKeyId', 'authorityKeyId'] as const)
      assert.equal(bare[field], null, field);
  });

  it('agrees with OpenSSL on names, numbers, dates and fingerprints of every public root', () => {
    for (const root of publicRoots()) {
      const other = new X509Certificate(root.der);
      assert.equal(root.sha256, other.fingerprint256.replaceAll(':', '').toLowerCase());
      assert.equal(root.sha1, other.fingerprint.replaceAll(':', '').toLowerCase());
      assert.equal(root.serialNumber, other.serialNumber.toLowerCase().replace(/^0+(?=.)/, ''));
      assert.equal(root.notBefore.getTime(), Date.parse(other.validFrom));
      assert.equal(root.notAfter.getTime(), Date.parse(other.validTo));
      assert.equal(root.isCa, other.ca || !root.keyUsage);
      assert.equal(root.selfSigned, true, root.subject);
    }
  });

  const kinds: readonly (readonly [KeyKind, string, number, string | null])[] = [
    ['RSA-2048', 'RSA', 2048, null],
    ['RSA-PSS-2048', 'RSA-PSS', 2048, null],
    ['P-521', 'EC', 521, 'P-521'],
    ['brainpoolP256r1', 'EC', 256, 'brainpoolP256r1'],
    ['Ed25519', 'Ed25519', 255, null],
    ['Ed448', 'Ed448', 448, null],
    ['DSA-2048', 'DSA', 2048, null],
  ];
  for (const [kind, algorithm, bits, curve] of kinds) {
    it(`knows a self-signed ${kind} certificate and its key`, () => {
      const certificate = read(makeCa(name(kind), keysOf(kind)));
      assert.deepEqual(certificate.publicKey, { algorithm, bits, curve });
      assert.equal(certificate.selfSigned, true);
    });
  }

  it('tells self-issued from self-signed', () => {
    const forged = read(makeCertificate({ subject: ca.name, issuer: ca.name, keys: ca.keys, signedBy: keysOf('P-256', 'other') }));
    assert.equal(forged.selfIssued, true);
    assert.equal(forged.selfSigned, false);
  });

  it('reads around a broken extension, and remembers it as a fault', () => {
    const bytes = makeLeaf(['DNS:es01'], ca, { extensions: [extension('2.5.29.17', false, Uint8Array.of(0x30, 0x05, 0x82))] });
    assert.equal(read(bytes).subjectAltNames, null);
    const result = parse(bytes);
    assert.deepEqual(result.kind === 'parsed' && result.parsed.faults.map(({ kind, extension: id }) => [kind, id]), [
      ['malformed-extension', '2.5.29.17'],
    ]);
  });

  it('takes the copy that can be read of an extension that occurs twice', () => {
    const broken = extension('2.5.29.17', false, Uint8Array.of(0x30, 0x05, 0x82));
    const bytes = makeLeaf(['DNS:es01'], ca, { extensions: [broken, extensions.subjectAltName(['DNS:es01'])] });
    assert.deepEqual(read(bytes).subjectAltNames, [{ kind: 'dns', value: 'es01' }]);
    const result = parse(bytes);
    assert.deepEqual(result.kind === 'parsed' && result.parsed.faults.map(({ kind }) => kind), [
      'malformed-extension',
      'duplicate-extension',
    ]);
  });

  it('escapes what a name could do to a terminal', () => {
    const certificate = read(makeLeaf(['DNS:a\u001b[31m'], ca, { subject: name('CN=\u001b[2Jx\u202e, y') }));
    assert.equal(certificate.subject, 'CN=\\1B[2Jx\\E2\\80\\AE\\, y');
    assert.deepEqual(
      certificate.subjectAltNames?.map(({ value }) => value),
      ['a\\1B[31m'],
    );
  });

  it('shows an otherName with its type, as trust restrictions compare it', () => {
    const certificate = read(makeLeaf(['other:2.5.4.3=node-1.node.cluster'], ca, { subject: name('node-1') }));
    assert.deepEqual(certificate.subjectAltNames, [{ kind: 'other', value: '2.5.4.3=node-1.node.cluster' }]);
  });

  it('keeps a copy of the bytes', () => {
    const bytes = makeLeaf(['DNS:copy'], ca);
    const certificate = read(bytes);
    bytes.fill(0);
    assert.equal(new X509Certificate(certificate.der).subject, 'CN=copy');
  });
});

describe('Bytes that are no certificate', () => {
  const good = makeLeaf(['DNS:es01'], ca);

  it('are unreadable, with the reason', () => {
    assert.equal(because(new Uint8Array()), 'it is empty');
    assert.equal(because(Buffer.from('-----BEGIN CERTIFICATE-----')), 'it is PEM text, where DER belongs');
    assert.match(because(Uint8Array.of(0x30, 0x80, 0, 0)), /indefinite/);
    assert.equal(because(good.subarray(0, 100)), `it is cut off after 100 of ${good.length} bytes`);
    assert.match(because(new Uint8Array(100 * 1024 + 1)), /102401 bytes/);
  });

  it('never throw: every proper prefix, and any bytes', () => {
    for (let length = 0; length < good.length; length++) assert.equal(parseCertificate(good.subarray(0, length)).kind, 'unreadable');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => parseCertificate(bytes).kind === 'unreadable'));
  });

  it('never throw: a good one with any three octets changed', () => {
    const change = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(change, (changes) => {
        const bytes = Uint8Array.from(good);
        for (const [at, octet] of changes) bytes[at] = octet;
        return ['certificate', 'unreadable'].includes(parseCertificate(bytes).kind);
      }),
      { numRuns: 2000 },
    );
  });

  it('are kept for a while, and not without end', () => {
    const first = read(good);
    assert.equal(read(Uint8Array.from(good)) === first, true);
    // A hundred of 90 KB that are asked for twice are more than is kept. Each differs in its signature, which nobody looks at here.
    const large = makeLeaf(['DNS:large'], ca, { extensions: [extension('1.2.3', false, new Uint8Array(90_000))] });
    for (let other = 0; other < 200; other++) {
      const bytes = Uint8Array.from(large);
      bytes[bytes.length - 1] = other;
      read(bytes);
      if (other < 100) assert.equal(read(good) === first, true);
      else read(bytes);
    }
    assert.equal(read(good) === first, false);
  });

  it('cost little: an object identifier of 100,000 arcs, 10,000 names', () => {
    const from = process.cpuUsage();
    const oid = der.raw(0x06, new Uint8Array(90_000).fill(1));
    const odd = der.sequence(oid, der.octets(Uint8Array.of(5, 0)));
    parseCertificate(makeLeaf(['DNS:a'], ca, { extensions: [odd] }));
    const names = Array.from({ length: 10_000 }, (_, i) => `DNS:n${i}`);
    const many = read(makeLeaf([], ca, { extensions: [extensions.subjectAltName(names)] }));
    assert.equal(many.subjectAltNames?.length, 10_000);
    // Half a second when alone. What is not linear in either takes minutes; a busy machine does not.
    assert.ok(process.cpuUsage(from).user < 10_000_000);
  });
});
