import assert from 'node:assert/strict';
import { CipherSuite } from '../../../src/tls/wire/cipher-suites.ts';
import { type SuiteParameters, suiteParameters } from '../../../src/tls/wire/suite-parameters.ts';

const all = Object.values(CipherSuite).flatMap((code) => suiteParameters(code) ?? []);

/** What the name says, read as RFC 5246 §C and RFC 8446 §B.4 build names; undefined for suites that cannot be finished. */
function readName(
  name: string,
): (Pick<SuiteParameters, 'keyExchange' | 'authentication' | 'hash'> & { cipher: string; mac: string | null }) | undefined {
  const modern = /^TLS_(AES_128_GCM|AES_256_GCM|CHACHA20_POLY1305|AES_128_CCM_8|AES_128_CCM)_(SHA256|SHA384)$/.exec(name);
  if (modern) {
    const [, cipher = '', hash = ''] = modern;
    return { keyExchange: 'tls13', authentication: 'any', cipher: dashed(cipher), mac: null, hash: hashOf(hash) };
  }
  const classic =
    /^TLS_(RSA|DHE_RSA|ECDHE_RSA|ECDHE_ECDSA)_WITH_(?:(AES_(?:128|256)_GCM|CHACHA20_POLY1305)_(SHA256|SHA384)|(AES_(?:128|256)_CCM(?:_8)?)|(AES_(?:128|256)_CBC)_(SHA|SHA256|SHA384))$/.exec(
      name,
    );
  if (!classic) return undefined;
  const [, signing = '', aead, aeadHash = '', ccm, cbc, mac = ''] = classic;
  return {
    keyExchange: signing === 'RSA' ? 'RSA' : signing.startsWith('ECDHE') ? 'ECDHE' : 'DHE',
    authentication: signing.endsWith('ECDSA') ? 'ECDSA' : 'RSA',
    cipher: dashed(aead ?? ccm ?? cbc ?? ''),
    mac: cbc === undefined ? null : mac === 'SHA' ? 'sha1' : mac.toLowerCase(),
    hash: hashOf(aead === undefined ? mac : aeadHash),
  };
}

function dashed(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function hashOf(name: string): 'sha256' | 'sha384' {
  return name === 'SHA384' ? 'sha384' : 'sha256';
}

describe('Parameters of cipher suites', () => {
  it('are what the suite is named for, and are there for every AES and ChaCha20 suite with RSA, DHE, ECDHE or TLS 1.3', () => {
    for (const [name, code] of Object.entries(CipherSuite)) {
      const expected = readName(name);
      const got = suiteParameters(code);
      if (expected === undefined) {
        assert.equal(got, undefined, name);
        continue;
      }
      assert.ok(got, name);
      const { keyExchange, authentication, hash, bulk } = got;
      const mac = bulk.kind === 'cbc' ? bulk.mac : null;
      assert.deepEqual({ keyExchange, authentication, cipher: bulk.cipher, mac, hash }, expected, name);
      assert.deepEqual([got.code, got.name], [code, name]);
    }
    assert.equal(all.length, 44);
  });

  it('give each cipher the lengths it has (RFC 5116 §5, RFC 6655 §6, RFC 7905 §2, RFC 5246 §C)', () => {
    const hashLengths = { sha1: 20, sha256: 32, sha384: 48 };
    for (const { name, keyExchange, bulk } of all) {
      assert.equal(bulk.keyLength, bulk.cipher.includes('128-') ? 16 : 32, name);
      if (bulk.kind === 'cbc') {
        assert.deepEqual([bulk.ivLength, bulk.macLength], [16, hashLengths[bulk.mac]], name);
      } else {
        assert.equal(bulk.tagLength, bulk.cipher.endsWith('-8') ? 8 : 16, name);
        assert.equal(bulk.fixedIvLength, keyExchange === 'tls13' || bulk.cipher === 'chacha20-poly1305' ? 12 : 4, name);
      }
    }
  });

  it('bind TLS 1.3 suites to TLS 1.3, and to TLS 1.2 all but those with HMAC-SHA-1', () => {
    for (const { name, minVersion, maxVersion, keyExchange, bulk } of all) {
      if (keyExchange === 'tls13') assert.deepEqual([minVersion, maxVersion], ['TLSv1.3', 'TLSv1.3'], name);
      else assert.deepEqual([minVersion, maxVersion], [bulk.kind === 'cbc' && bulk.mac === 'sha1' ? 'TLSv1' : 'TLSv1.2', 'TLSv1.2'], name);
    }
  });

  it('are undefined for a number without a name', () => {
    assert.equal(suiteParameters(0xfafa), undefined);
  });
});
