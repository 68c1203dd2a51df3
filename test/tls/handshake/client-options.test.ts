import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { completeClientOptions, computableGroups, defaultCipherSuites } from '../../../src/tls/handshake/client-options.ts';
import { suiteParameters } from '../../../src/tls/wire/suite-parameters.ts';
import { type TlsVersion, versionCode } from '../../../src/tls/wire/versions.ts';

const versions: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'];

describe('what a client offers when it is not told', () => {
  for (const newest of versions) {
    for (const oldest of versions.slice(versions.indexOf(newest))) {
      it(`${newest} to ${oldest}: each default suite that one of them has, and no other, in the order of preference`, () => {
        const span = versions.slice(versions.indexOf(newest), versions.indexOf(oldest) + 1).map(versionCode);
        const expected = defaultCipherSuites.filter((code) => {
          const suite = suiteParameters(code);
          assert.ok(suite, `0x${code.toString(16)} is computed`);
          return span.some((version) => versionCode(suite.minVersion) <= version && version <= versionCode(suite.maxVersion));
        });
        const offered = () => completeClientOptions({ versions: [oldest, newest] }).cipherSuites;
        // Nothing that goes with SSL 3.0 can be computed: whoever offers that alone has to name suites.
        if (expected.length === 0) assert.throws(offered, /no cipher suite/);
        else assert.deepEqual(offered(), expected);
      });
    }
  }

  it('TLS 1.3 and 1.2, every group that it can compute, and a share for the first of them', () => {
    const { versions: offered, groups, keyShares, alpn, identity, serverName, resume, askForTicket, stopAfter } = completeClientOptions({});
    assert.deepEqual(offered, ['TLSv1.3', 'TLSv1.2']);
    assert.deepEqual(groups, computableGroups);
    assert.deepEqual(keyShares, computableGroups.slice(0, 1));
    assert.deepEqual([alpn, identity, serverName, resume, askForTicket, stopAfter], [[], null, null, null, false, null]);
  });

  it('a share for the first group that it can compute, or for none', () => {
    const unknown = 0xfafa;
    assert.deepEqual(completeClientOptions({ groups: [unknown, 0x17, 0x1d] }).keyShares, [0x17]);
    assert.deepEqual(completeClientOptions({ groups: [unknown] }).keyShares, []);
    assert.deepEqual(completeClientOptions({ groups: [0x17], keyShares: [] }).keyShares, []);
  });

  it('is what it is told where it is told', () => {
    assert.deepEqual(completeClientOptions({ cipherSuites: [0xfafa] }).cipherSuites, [0xfafa]);
    assert.deepEqual(completeClientOptions({ signatureSchemes: [1], certificateSignatureSchemes: [2] }).signatureSchemes, [1]);
    assert.deepEqual(completeClientOptions({ certificateSignatureSchemes: [2] }).certificateSignatureSchemes, [2]);
    assert.equal(completeClientOptions({}).certificateSignatureSchemes, null);
  });

  it('refuses what cannot be sent', () => {
    assert.throws(() => completeClientOptions({ versions: [] }), /no protocol version/);
    assert.throws(() => completeClientOptions({ cipherSuites: [] }), /no cipher suite/);
    assert.throws(() => completeClientOptions({ keyShares: [0xfafa] }), /no key share .*0xfafa/);
  });

  it('reads a private key in any form', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const der = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }));
    for (const key of [privateKey, pem, der]) {
      assert.equal(completeClientOptions({ identity: { chain: [], key } }).identity?.key.equals(privateKey), true);
    }
  });
});
