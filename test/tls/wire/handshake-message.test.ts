import assert from 'node:assert/strict';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { handshakeMessage } from '../../../src/tls/wire/handshake-message.ts';
import { bytes, record, uint8 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

describe('Handshake (RFC 8446 §4)', () => {
  codecLaws(handshakeMessage, record({ type: uint8, body: bytes }));

  it('reads a message without a body', () => {
    assert.deepEqual(decode(handshakeMessage, hex('0e 000000')), { ok: true, value: { type: 14, body: new Uint8Array() } });
  });
});
