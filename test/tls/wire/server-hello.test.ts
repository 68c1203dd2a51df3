import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { decode, encode } from '../../../src/tls/bytes/codec.ts';
import {
  downgradeSentinel,
  helloRetryRequestRandom,
  isHelloRetryRequest,
  type ServerHello,
  serverHello,
} from '../../../src/tls/wire/server-hello.ts';
import { extensions, fixed, record, uint8, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

const hello: ServerHello = {
  version: 0x0303,
  random: new Uint8Array(32).fill(7),
  sessionId: new Uint8Array(32),
  cipherSuite: 0x1301,
  compressionMethod: 0,
  extensions: [],
};

describe('ServerHello (RFC 8446 §4.1.3)', () => {
  codecLaws(
    serverHello,
    record<ServerHello>({
      version: uint16,
      random: fixed(32),
      sessionId: fc.uint8Array({ maxLength: 32 }),
      cipherSuite: uint16,
      compressionMethod: uint8,
      extensions: fc.option(extensions),
    }),
    (value) => (value.extensions === null ? null : { ...value, extensions: null }),
  );

  it('reads one of SSL 3.0, which has no extensions (RFC 6101 §5.6.1.3)', () => {
    const data = hex(`0300 ${'5a'.repeat(32)} 04 01020304 0035 00`);
    assert.deepEqual(decode(serverHello, data), {
      ok: true,
      value: {
        version: 0x0300,
        random: new Uint8Array(32).fill(0x5a),
        sessionId: hex('01020304'),
        cipherSuite: 0x0035,
        compressionMethod: 0,
        extensions: null,
      },
    });
  });

  it('refuses to read a session id of more than 32 bytes, and to write one', () => {
    const data = encode(serverHello, hello);
    data[34] = 33;
    const got = decode(serverHello, data);
    assert.equal(got.ok ? 'decoded' : got.error.message, 'legacy_session_id_echo: out-of-range at byte 34');
    assert.throws(() => encode(serverHello, { ...hello, sessionId: new Uint8Array(33) }), RangeError);
  });

  it('says which field of an extension ended early, and where', () => {
    const got = decode(serverHello, hex(`0303 ${'00'.repeat(32)} 00 1301 00 0006 002b 0004 0304`));
    assert.equal(got.ok ? 'decoded' : got.error.message, 'extension_data: truncated at byte 46');
  });
});

describe('HelloRetryRequest', () => {
  it('is known by the SHA-256 of its name', () => {
    assert.deepEqual(Uint8Array.from(createHash('sha256').update('HelloRetryRequest').digest()), helloRetryRequestRandom);
  });

  it('is a ServerHello with that random, and no other', () => {
    assert.equal(isHelloRetryRequest({ ...hello, random: helloRetryRequestRandom.slice() }), true);
    for (const at of [0, 15, 31]) {
      const random = helloRetryRequestRandom.slice();
      random[at] = (random[at] ?? 0) ^ 1;
      assert.equal(isHelloRetryRequest({ ...hello, random }), false);
    }
  });
});

describe('The sign of a downgrade (RFC 8446 §4.1.3)', () => {
  const random = (end: string) => Uint8Array.of(...new Uint8Array(32 - hex(end).length).fill(9), ...hex(end));

  it('is DOWNGRD 01 in TLS 1.2 from a server of TLS 1.3', () => {
    assert.equal(downgradeSentinel(random('44 4f 57 4e 47 52 44 01')), 'TLSv1.2');
  });

  it('is DOWNGRD 00 in TLS 1.1 or earlier from a server of TLS 1.2 or later', () => {
    assert.equal(downgradeSentinel(random('44 4f 57 4e 47 52 44 00')), 'TLSv1.1');
  });

  it('is not in fewer bytes than it has', () => {
    assert.equal(downgradeSentinel(hex('44 4f 57 4e 47 52 44')), null);
  });

  it('is nowhere else in the random, and nothing like it', () => {
    for (const end of ['444f574e47524402', '454f574e47524401', '444f574e4752440100', ''])
      assert.equal(downgradeSentinel(random(end)), null);
  });
});
