import assert from 'node:assert/strict';
import { encode } from '../../../src/tls/bytes/codec.ts';
import { clientKeyExchangeDhe, clientKeyExchangeEcdhe, clientKeyExchangeRsa } from '../../../src/tls/wire/client-key-exchange.ts';
import { bytes } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

describe('ClientKeyExchange, ECDHE (RFC 8422 §5.7)', () => {
  codecLaws(clientKeyExchangeEcdhe, bytes);

  it('has a length of one byte', () => {
    assert.deepEqual(encode(clientKeyExchangeEcdhe, hex('aabb')), hex('02 aabb'));
  });
});

describe('ClientKeyExchange, DHE (RFC 5246 §7.4.7.2)', () => {
  codecLaws(clientKeyExchangeDhe, bytes);

  it('has a length of two bytes', () => {
    assert.deepEqual(encode(clientKeyExchangeDhe, hex('aabb')), hex('0002 aabb'));
  });
});

describe('ClientKeyExchange, RSA (RFC 5246 §7.4.7.1)', () => {
  codecLaws(clientKeyExchangeRsa, bytes);

  it('has a length of two bytes, which SSL 3.0 had not', () => {
    assert.deepEqual(encode(clientKeyExchangeRsa, hex('aabb')), hex('0002 aabb'));
  });
});
