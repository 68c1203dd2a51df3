import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Certificate } from '../../src/model/certificate.ts';
import { reasonText } from '../../src/wording/reason-text.ts';
import { readOcspResponse } from '../../src/x509/ocsp-response.ts';
import { parseCertificate, parsedOf } from '../../src/x509/parse-certificate.ts';
import { der, extensions, type Keys, keysOf, makeCa, makeLeaf, name, signer } from '../support/certificate-maker.ts';

function read(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  return result.kind === 'certificate' ? result.certificate : assert.fail(result.flaw.code);
}

const ca = { name: name('acme CA'), keys: keysOf('P-256', 'ca') };
const issuer = read(makeCa(ca.name, ca.keys));
const leaf = read(makeLeaf(['DNS:es01'], ca));
const thisUpdate = new Date('2026-11-01T00:00:00Z');
const nextUpdate = new Date('2026-11-08T00:00:00Z');
const generalized = (at: Date): Uint8Array => der.text(0x18, at.toISOString().replace(/[-:T]|\.\d+/g, ''));
const states = {
  good: der.raw(0x80),
  revoked: der.raw(0xa1, generalized(thisUpdate)),
  unknown: der.raw(0x82),
};

type Wish = {
  readonly state?: keyof typeof states;
  readonly of?: Certificate;
  readonly keys?: Keys;
  readonly certificates?: readonly Uint8Array[];
  readonly next?: boolean;
  readonly version?: boolean;
};

function response({ state = 'good', of = leaf, keys = ca.keys, certificates = [], next = true, version = false }: Wish = {}): Uint8Array {
  const sha1 = (bytes: Uint8Array): Uint8Array => der.octets(createHash('sha1').update(bytes).digest());
  const key = Buffer.from(ca.keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const y = Buffer.from(ca.keys.publicKey.export({ format: 'jwk' }).y ?? '', 'base64url');
  const id = der.sequence(
    der.sequence(der.oid('1.3.14.3.2.26'), der.null()),
    sha1(ca.name),
    sha1(Buffer.concat([Buffer.from([4]), key, y])),
    der.raw(0x02, parsedOf(of).serialNumber),
  );
  const single = der.sequence(id, states[state], generalized(thisUpdate), ...(next ? [der.raw(0xa0, generalized(nextUpdate))] : []));
  const first = version ? [der.raw(0xa0, der.integer(0))] : [];
  const data = der.sequence(...first, der.raw(0xa1, ca.name), generalized(new Date()), der.sequence(single));
  const { algorithm, sign } = signer(keys.privateKey);
  const extra = certificates.length === 0 ? [] : [der.raw(0xa0, der.sequence(...certificates))];
  const basic = der.sequence(data, algorithm, der.bits(sign(data)), ...extra);
  return der.sequence(der.raw(0x0a, Uint8Array.of(0)), der.raw(0xa0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic))));
}

const code = (bytes: Uint8Array): string => {
  const status = readOcspResponse(bytes, leaf, issuer);
  return status.kind === 'unreadable' ? status.because.code : status.kind;
};

const because = (bytes: Uint8Array, by: Certificate | null = issuer): string => {
  const status = readOcspResponse(bytes, leaf, by);
  return status.kind === 'unreadable' ? reasonText(status.because) : status.kind;
};

describe('A stapled OCSP response (RFC 6960)', () => {
  for (const state of ['good', 'revoked', 'unknown'] as const) {
    it(`says ${state}, since when and until when`, () => {
      assert.deepEqual(readOcspResponse(response({ state }), leaf, issuer), { kind: state, thisUpdate, nextUpdate });
    });
  }

  it('may have no end', () => {
    assert.deepEqual(readOcspResponse(response({ next: false }), leaf, issuer), { kind: 'good', thisUpdate, nextUpdate: null });
  });

  it('counts if a responder signed it that the issuer certified', () => {
    const keys = keysOf('P-256', 'responder');
    const delegate = makeLeaf(['DNS:ocsp'], ca, { keys, extensions: [extensions.extendedKeyUsage('OCSPSigning')] });
    assert.equal(because(response({ keys, certificates: [delegate] })), 'good');
  });

  it('does not count if that responder was not certified for it, or by another', () => {
    const keys = keysOf('P-256', 'responder');
    const server = makeLeaf(['DNS:ocsp'], ca, { keys });
    const stranger = makeLeaf(['DNS:ocsp'], { name: ca.name, keys }, { keys, extensions: [extensions.extendedKeyUsage('OCSPSigning')] });
    const old = makeLeaf(['DNS:ocsp'], ca, {
      keys,
      extensions: [extensions.extendedKeyUsage('OCSPSigning')],
      notAfter: new Date('2026-01-01'),
    });
    for (const certificate of [server, stranger, old])
      assert.match(because(response({ keys, certificates: [certificate] })), /neither the issuer/);
  });

  it('does not count for another certificate, or without an issuer to check it with', () => {
    assert.match(because(response({ of: read(makeLeaf(['DNS:other'], ca)) })), /another certificate/);
    assert.match(because(response(), null), /issuer of the certificate is not known/);
  });

  it('does not count for another issuer of that name, or another with that key', () => {
    const by = (given: Parameters<typeof makeCa>) => because(response(), read(makeCa(...given)));
    assert.match(by([ca.name, keysOf('P-256', 'another ca')]), /another certificate/);
    assert.match(by([name('another CA'), ca.keys]), /another certificate/);
  });

  it('may spell out its version', () => {
    assert.equal(because(response({ version: true })), 'good');
  });

  it('does not count in another form, or where its signature is of a kind that is not verified', () => {
    const good = Buffer.from(response());
    const basic = Buffer.from(der.oid('1.3.6.1.5.5.7.48.1.1'));
    const other = Buffer.from(good);
    other[good.indexOf(basic) + basic.length - 1] = 2;
    assert.equal(code(other), 'ocsp-not-basic');
    // ecdsa-with-SHA256, and a number beside it that nobody registered.
    const algorithm = Buffer.from(der.oid('1.2.840.10045.4.3.2'));
    const unknown = Buffer.from(good);
    unknown[good.indexOf(algorithm) + algorithm.length - 1] = 0x7f;
    assert.equal(code(unknown), 'ocsp-signature-unsupported');
    assert.equal(code(response({ keys: keysOf('P-256', 'somebody') })), 'ocsp-signer-foreign');
  });

  it('may be a refusal, with the word for it', () => {
    for (const [status, word] of [
      [1, 'malformedRequest'],
      [2, 'internalError'],
      [3, 'tryLater'],
      [5, 'sigRequired'],
      [6, 'unauthorized'],
      [4, null],
      [9, null],
    ] as const) {
      const read = readOcspResponse(der.sequence(der.raw(0x0a, Uint8Array.of(status))), leaf, issuer);
      assert.deepEqual(read, { kind: 'unreadable', because: { code: 'ocsp-refused', status: word } }, `${status}`);
    }
  });

  it('may be told as a refusal', () => {
    assert.match(because(der.sequence(der.raw(0x0a, Uint8Array.of(3)))), /tryLater/);
  });

  it('never makes it throw, and never passes once an octet is changed', () => {
    const good = response();
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Uint8Array.from(good);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const status = readOcspResponse(bytes, leaf, issuer);
        // What is not signed (a NULL's place, the status code) may change without harm: the statement stays.
        return status.kind === 'unreadable' || (status.kind === 'good' && status.thisUpdate.getTime() === thisUpdate.getTime());
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length < good.length; length++)
      assert.equal(readOcspResponse(good.subarray(0, length), leaf, issuer).kind, 'unreadable');
  });
});
