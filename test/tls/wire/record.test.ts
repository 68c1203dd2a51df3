import assert from 'node:assert/strict';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { tlsRecord } from '../../../src/tls/wire/record.ts';
import { bytes, record, uint8, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

describe('TLSPlaintext (RFC 8446 §5.1)', () => {
  codecLaws(tlsRecord, record({ type: uint8, version: uint16, fragment: bytes }));

  it('reads the alert that a JDK 17 node sends to a client without a certificate', () => {
    assert.deepEqual(decode(tlsRecord, hex('15 0303 0002 022a')), {
      ok: true,
      value: { type: 21, version: 0x0303, fragment: hex('022a') },
    });
  });

  it('sees an answer in HTTP as a record that ends early', () => {
    const got = decode(tlsRecord, new TextEncoder().encode('HTTP/1.0 400 Bad Request\r\n'));
    assert.equal(got.ok ? 'decoded' : got.error.message, 'fragment: truncated at byte 26');
  });
});
