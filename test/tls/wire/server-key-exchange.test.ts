import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode } from '../../../src/tls/bytes/codec.ts';
import { type ServerKeyExchange, serverKeyExchange } from '../../../src/tls/wire/server-key-exchange.ts';
import { bytes, record, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

type Form = 'scheme' | 'bare' | 'none';

/** As a peer would send it: params are the bytes that the fields are written in. */
function values(keyExchange: 'ECDHE' | 'DHE', form: Form): fc.Arbitrary<ServerKeyExchange> {
  const fields =
    keyExchange === 'ECDHE'
      ? record({ kind: fc.constant('ecdhe' as const), curveType: fc.constant(3 as const), group: uint16, publicKey: bytes })
      : record({ kind: fc.constant('dhe' as const), p: bytes, g: bytes, publicKey: bytes });
  const scheme = form === 'scheme' ? uint16 : fc.constant(null);
  const signature = form === 'none' ? fc.constant(null) : bytes;
  const unsigned = { params: new Uint8Array(), scheme: null, signature: null };
  return fc.tuple(fields, scheme, signature).map(([one, scheme, signature]) => {
    const params = encode(serverKeyExchange(keyExchange, 'none'), { ...one, ...unsigned });
    return { ...one, params, scheme, signature };
  });
}

for (const keyExchange of ['ECDHE', 'DHE'] as const) {
  for (const form of ['scheme', 'bare', 'none'] as const) {
    describe(`ServerKeyExchange, ${keyExchange}, signature: ${form} (RFC 5246 §7.4.3, RFC 8422 §5.4)`, () => {
      codecLaws(serverKeyExchange(keyExchange, form), values(keyExchange, form));
    });
  }
}

describe('ServerKeyExchange', () => {
  it('gives the signed parameters as they came: curve, group and point', () => {
    const data = hex('03 001d 04 aabbccdd 0804 0002 eeff');
    const got = decode(serverKeyExchange('ECDHE', 'scheme'), data);
    assert.deepEqual(got, {
      ok: true,
      value: {
        kind: 'ecdhe',
        curveType: 3,
        group: 0x001d,
        publicKey: hex('aabbccdd'),
        params: hex('03 001d 04 aabbccdd'),
        scheme: 0x0804,
        signature: hex('eeff'),
      },
    });
    assert.equal(got.ok && got.value.params.buffer, data.buffer);
  });

  it('gives the signed parameters as they came: prime, generator and number', () => {
    const got = decode(serverKeyExchange('DHE', 'bare'), hex('0001 17 0001 05 0002 0008 0001 99'));
    assert.deepEqual(got.ok && got.value.params, hex('0001 17 0001 05 0002 0008'));
  });

  for (const curveType of [0, 1, 2, 4]) {
    it(`refuses curve type ${curveType}, whose form is another`, () => {
      const got = decode(serverKeyExchange('ECDHE', 'none'), Uint8Array.of(curveType, 0, 29, 1, 7));
      assert.equal(got.ok ? 'decoded' : got.error.message, 'curve_type: out-of-range at byte 0');
    });
  }

  it('refuses to write a value of another form', () => {
    const ecdhe: ServerKeyExchange = {
      kind: 'ecdhe',
      curveType: 3,
      group: 29,
      publicKey: hex('01'),
      params: hex(''),
      scheme: 0x0804,
      signature: hex('02'),
    };
    assert.throws(() => encode(serverKeyExchange('DHE', 'scheme'), ecdhe), RangeError);
    assert.throws(() => encode(serverKeyExchange('ECDHE', 'bare'), ecdhe), RangeError);
    assert.throws(() => encode(serverKeyExchange('ECDHE', 'scheme'), { ...ecdhe, scheme: null }), RangeError);
    assert.throws(() => encode(serverKeyExchange('ECDHE', 'scheme'), { ...ecdhe, signature: null }), RangeError);
    assert.throws(() => encode(serverKeyExchange('ECDHE', 'none'), { ...ecdhe, scheme: null }), RangeError);
  });
});
