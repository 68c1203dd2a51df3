import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { generateKeyPair, type KeyKind } from '../../src/lab/key-pair.ts';
import { daysFromNow, identityOfCa, issue, makeCa, makeSelfSigned, withChain } from '../../src/lab/pki.ts';
import type { SignatureHash } from '../../src/lab/signature-of-key.ts';
import { objectIdentifier, sequence, utf8String } from '../../src/x509/asn1/write-der.ts';

/** Node reads certificates with OpenSSL, so it judges what we write by other means than ours. */
const read = (der: Uint8Array): X509Certificate => new X509Certificate(der);

const names = { subject: 'es01', altNames: ['DNS:es01'] } as const;

describe('certificates of the lab', () => {
  const keyKinds: readonly KeyKind[] = ['P-256', 'P-384', 'P-521', 'secp256k1', 'Ed25519', 'Ed448', 'RSA-1024', 'RSA-2048'];
  for (const kind of keyKinds) {
    it(`are signed by a CA with a ${kind} key so that OpenSSL verifies them`, () => {
      const ca = makeCa({ key: kind });
      const leaf = issue(ca, { key: kind, altNames: ['DNS:es01'] });
      assert.ok(read(ca.certificate).verify(ca.publicKey));
      assert.ok(read(leaf.certificate).verify(ca.publicKey));
      assert.ok(read(leaf.certificate).checkIssued(read(ca.certificate)));
      assert.ok(read(leaf.certificate).checkPrivateKey(createPrivateKey(leaf.privateKeyPem)));
    });
  }

  const hashes: readonly SignatureHash[] = ['sha1', 'sha256', 'sha384', 'sha512'];
  for (const hash of hashes) {
    it(`can be signed with ${hash}, by RSA in both paddings and by ECDSA`, () => {
      const rsa = makeCa({ key: 'RSA-2048' });
      const ec = makeCa();
      assert.ok(read(issue(rsa, { hash }).certificate).verify(rsa.publicKey));
      assert.ok(read(issue(rsa, { hash, padding: 'pss' }).certificate).verify(rsa.publicKey));
      assert.ok(read(issue(ec, { hash }).certificate).verify(ec.publicKey));
    });
  }

  it('can be signed with MD5 by RSA, while ECDSA has no name for that', () => {
    const rsa = makeCa({ key: 'RSA-2048' });
    assert.ok(issue(rsa, { hash: 'md5' }).certificate.length > 0);
    assert.throws(() => issue(makeCa(), { hash: 'md5' }), RangeError);
  });

  it('bear the subject, its RDNs in the order given', () => {
    const leaf = makeSelfSigned({
      subject: [
        ['C', 'DE'],
        ['O', 'Ächter & Söhne'],
        [
          ['CN', 'es01'],
          ['UID', 'n1'],
        ],
      ],
    });
    assert.deepEqual(read(leaf.certificate).subject.split('\n').slice(0, 2), ['C=DE', 'O=Ächter & Söhne']);
    assert.match(read(leaf.certificate).subject, /CN=es01 \+ UID=n1/);
  });

  it('bear names, addresses and raw bytes as alternative names', () => {
    const leaf = makeSelfSigned({
      altNames: [
        'DNS:*.acme.test',
        'IP:10.0.0.11',
        'IP:::1',
        'IP:2001:db8::5:0:1',
        'email:a@b.test',
        'URI:spiffe://x/y',
        { tag: 7, bytes: Uint8Array.of(1, 2, 3) },
      ],
    });
    assert.equal(
      read(leaf.certificate).subjectAltName,
      'DNS:*.acme.test, IP Address:10.0.0.11, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:5:0:1, email:a@b.test, URI:spiffe://x/y, IP Address:<invalid length=3>',
    );
  });

  it('are valid when they are told to be, also past 2050', () => {
    const notBefore = new Date('2019-01-02T03:04:05Z');
    const notAfter = new Date('2051-12-31T23:59:59Z');
    const leaf = read(makeSelfSigned({ ...names, notBefore, notAfter }).certificate);
    assert.equal(new Date(leaf.validFrom).getTime(), notBefore.getTime());
    assert.equal(new Date(leaf.validTo).getTime(), notAfter.getTime());
  });

  it('are by default valid from yesterday and for two years, those of CAs for ten', () => {
    const ca = makeCa();
    const leaf = read(issue(ca).certificate);
    assert.ok(new Date(leaf.validFrom) < new Date());
    assert.ok(new Date(leaf.validTo) > daysFromNow(700) && new Date(leaf.validTo) < daysFromNow(731));
    assert.ok(new Date(read(ca.certificate).validTo) > daysFromNow(3600));
  });

  it('say what the key may be used for, or nothing', () => {
    const ca = makeCa();
    assert.deepEqual(read(issue(ca).certificate).keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    assert.deepEqual(read(issue(ca, { extendedKeyUsage: ['serverAuth', '1.2.3.4'] }).certificate).keyUsage, [
      '1.3.6.1.5.5.7.3.1',
      '1.2.3.4',
    ]);
    assert.equal(read(issue(ca, { extendedKeyUsage: null }).certificate).keyUsage, undefined);
    assert.equal(read(issue(ca).certificate).ca, false);
    assert.equal(read(ca.certificate).ca, true);
  });

  it('have no extension at all where each is refused', () => {
    const bare = { basicConstraints: null, keyUsage: null, extendedKeyUsage: null, subjectKeyId: null, authorityKeyId: null } as const;
    const leaf = issue(makeCa(), bare);
    const raw = Buffer.from(leaf.certificate).toString('hex');
    assert.ok(!raw.includes('0603551d'), 'no OID under 2.5.29');
    assert.ok(read(leaf.certificate).subject.includes('handclasp lab'));
  });

  it('name their issuer by key identifier, right or wrong', () => {
    const ca = makeCa();
    const wrong = Uint8Array.from({ length: 20 }, () => 0xab);
    const hexOf = (der: Uint8Array): string => Buffer.from(der).toString('hex');
    const authorityKeyId = (id: Uint8Array): string => `301680 14${hexOf(id)}`.replace(' ', '');
    assert.ok(hexOf(issue(ca).certificate).includes(authorityKeyId(ca.subjectKeyId)));
    assert.ok(hexOf(issue(ca, { authorityKeyId: wrong }).certificate).includes(authorityKeyId(wrong)));
    assert.ok(!read(issue(ca, { authorityKeyId: wrong }).certificate).checkIssued(read(ca.certificate)));
  });

  it('bear extensions of any kind', () => {
    const leaf = makeSelfSigned({ extensions: [{ oid: '1.3.6.1.4.1.99999.1', critical: true, value: utf8String('hi') }] });
    assert.ok(
      Buffer.from(leaf.certificate).includes(
        Buffer.from(sequence(objectIdentifier('1.3.6.1.4.1.99999.1'), Uint8Array.of(1, 1, 0xff), Uint8Array.of(4, 4, 0x0c, 2, 0x68, 0x69))),
      ),
    );
  });

  it('bear the serial number they are given', () => {
    assert.equal(read(makeSelfSigned({ serialNumber: 0xff00aan }).certificate).serialNumber, 'FF00AA');
  });
});

describe('an intermediate CA of the lab', () => {
  it('is sent by those below it, and the root is not', () => {
    const root = makeCa({ subject: 'root' });
    const upper = makeCa({ subject: 'upper', parent: root, basicConstraints: { ca: true, pathLength: 1 } });
    const lower = makeCa({ subject: 'lower', parent: upper });
    const leaf = issue(lower, { subject: 'leaf' });
    assert.deepEqual(
      leaf.chain.map((der) => read(der).subject),
      ['CN=leaf', 'CN=lower', 'CN=upper'],
    );
    assert.ok(read(lower.certificate).verify(upper.publicKey));
    assert.ok(read(upper.certificate).verify(root.publicKey));
    assert.equal(leaf.chainPem.match(/BEGIN CERTIFICATE/g)?.length, 3);
    assert.equal(withChain(leaf, []).chain.length, 1);
  });

  it('can present itself as a server', () => {
    const root = makeCa();
    const lower = makeCa({ subject: 'lower', parent: root });
    assert.deepEqual(identityOfCa(lower).chain, [lower.certificate]);
    assert.ok(read(identityOfCa(lower).certificate).checkPrivateKey(identityOfCa(lower).privateKey));
  });
});

describe('a lookalike CA of the lab', () => {
  it('has the name of another and does not verify what that one signed', () => {
    const real = makeCa({
      subject: [
        ['O', 'acme'],
        ['CN', 'CA'],
      ],
    });
    const lookalike = makeCa({ subject: real.subject });
    assert.equal(read(real.certificate).subject, read(lookalike.certificate).subject);
    assert.ok(!read(issue(real).certificate).verify(lookalike.publicKey));
    assert.notDeepEqual(real.subjectKeyId, lookalike.subjectKeyId);
  });
});

describe('keys of the lab', () => {
  it('are made once for an RSA size, and anew for all else', () => {
    assert.equal(makeSelfSigned({ key: 'RSA-1024' }).privateKeyPem, makeSelfSigned({ key: 'RSA-1024' }).privateKeyPem);
    assert.notEqual(makeSelfSigned().privateKeyPem, makeSelfSigned().privateKeyPem);
  });

  it('can be brought along', () => {
    const key = generateKeyPair('P-384');
    const leaf = makeSelfSigned({ key });
    assert.ok(createPublicKey(leaf.privateKeyPem).equals(key.publicKey));
  });
});
