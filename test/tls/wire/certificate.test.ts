import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode } from '../../../src/tls/bytes/codec.ts';
import { certificate12, certificate13 } from '../../../src/tls/wire/certificate.ts';
import { bytes, extensions, record } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

describe('Certificate, TLS 1.2 and earlier (RFC 5246 §7.4.2)', () => {
  codecLaws(certificate12, record({ certificates: fc.array(bytes, { maxLength: 4 }) }));

  it('is three zero bytes where there is none to show', () => {
    assert.deepEqual(encode(certificate12, { certificates: [] }), hex('000000'));
  });

  it('says that a certificate runs over the end of the list', () => {
    const got = decode(certificate12, hex('000005 000003 3003'));
    assert.equal(got.ok ? 'decoded' : got.error.message, 'ASN.1Cert: truncated at byte 8');
  });
});

describe('Certificate, TLS 1.3 (RFC 8446 §4.4.2)', () => {
  codecLaws(certificate13, record({ context: bytes, entries: fc.array(record({ certificate: bytes, extensions }), { maxLength: 3 }) }));

  it('is four zero bytes where there is none to show', () => {
    assert.deepEqual(encode(certificate13, { context: new Uint8Array(), entries: [] }), hex('00 000000'));
  });
});
