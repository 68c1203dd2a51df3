import assert from 'node:assert/strict';
import { usualNext } from '../../../src/probe/questions/usual-suites.ts';
import { CipherSuite } from '../../../src/tls/wire/cipher-suites.ts';

describe('the suite that a usual server takes next', () => {
  const { TLS_AES_256_GCM_SHA384: aes256, TLS_AES_128_GCM_SHA256: aes128 } = CipherSuite;
  it('is not guessed where none was taken, below TLS 1.2, or where none of the usual lists begins so', () => {
    assert.equal(usualNext('TLSv1.3', []), null);
    assert.equal(usualNext('TLSv1.2', []), null);
    assert.equal(usualNext('TLSv1.1', [CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA]), null);
    assert.equal(usualNext('TLSv1.2', [0xfafa]), null);
    assert.equal(usualNext('TLSv1.3', [aes128, aes256, 0xfafa]), null);
  });

  it('is one that was not taken, and is of the kind of key that was shown', () => {
    const names = new Map<number, string>(Object.entries(CipherSuite).map(([name, code]) => [code, name]));
    let guesses = 0;
    for (const [first, name] of names) {
      if (!/_(?:RSA|ECDSA)_WITH_/.test(name)) continue;
      const other = name.includes('_ECDSA_') ? '_RSA_' : '_ECDSA_';
      const taken: number[] = [first];
      for (let next = usualNext('TLSv1.2', taken); next !== null && taken.length < 40; next = usualNext('TLSv1.2', taken)) {
        assert.ok(!taken.includes(next) && names.get(next)?.includes(other) === false, `${name}: ${taken}, then ${next}`);
        taken.push(next);
        guesses += 1;
      }
    }
    assert.ok(guesses > 10, `${guesses} guesses`);
  });
});
