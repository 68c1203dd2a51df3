import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode } from '../../../src/tls/bytes/codec.ts';
import { type ClientHello, clientHello } from '../../../src/tls/wire/client-hello.ts';
import { bytes, extensions, fixed, record, uint8, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';

const hello: ClientHello = {
  version: 0x0303,
  random: new Uint8Array(32),
  sessionId: new Uint8Array(32),
  cipherSuites: [0x1301],
  compressionMethods: [0],
  extensions: [],
};

describe('ClientHello (RFC 8446 §4.1.2)', () => {
  codecLaws(
    clientHello,
    record<ClientHello>({
      version: uint16,
      random: fixed(32),
      sessionId: fc.uint8Array({ maxLength: 32 }),
      cipherSuites: fc.array(uint16, { maxLength: 20 }),
      compressionMethods: fc.array(uint8, { maxLength: 3 }),
      extensions: fc.option(extensions),
    }),
    (value) => (value.extensions === null ? null : { ...value, extensions: null }),
  );

  it('tells an empty block of extensions from none', () => {
    const without = encode(clientHello, { ...hello, extensions: null });
    assert.equal(encode(clientHello, hello).length, without.length + 2);
    const got = decode(clientHello, without);
    assert.equal(got.ok && got.value.extensions, null);
  });

  it('refuses to write a random that is not 32 bytes, or a session id of more than 32', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        fc.pre(random.length !== 32);
        assert.throws(() => encode(clientHello, { ...hello, random }), RangeError);
      }),
    );
    assert.throws(() => encode(clientHello, { ...hello, sessionId: new Uint8Array(33) }), RangeError);
  });

  it('refuses to read a session id of more than 32 bytes', () => {
    const data = encode(clientHello, hello);
    data[34] = 33;
    const got = decode(clientHello, data);
    assert.equal(got.ok ? 'decoded' : got.error.message, 'legacy_session_id: out-of-range at byte 34');
  });
});
