import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { hmac } from '../../../src/tls/crypto/hmac.ts';

describe('HMAC of two hashes', () => {
  it('is what OpenSSL says, for keys and messages of any length', () => {
    for (const hash of ['sha256', 'sha384'] as const) {
      for (const keyLength of [0, 1, 32, 48, 64, 65, 128, 129]) {
        for (const length of [0, 1, 54, 511, 512, 513, 5000]) {
          const key = randomBytes(keyLength);
          const message = randomBytes(length);
          const expected = createHmac(hash, key).update(message).digest();
          assert.ok(expected.equals(hmac(hash, key, message)), `${hash}, key of ${keyLength}, message of ${length}`);
        }
      }
    }
  });

  it('of RFC 4231, test case 2', () => {
    const mac = hmac('sha256', Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?'));
    assert.equal(Buffer.from(mac).toString('hex'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });
});
