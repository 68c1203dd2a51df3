import assert from 'node:assert/strict';
import { type TlsVersion, versionCode, versionOf } from '../../../src/tls/wire/versions.ts';

describe('Protocol versions', () => {
  const known: readonly (readonly [TlsVersion, number])[] = [
    ['SSLv3', 0x0300],
    ['TLSv1', 0x0301],
    ['TLSv1.1', 0x0302],
    ['TLSv1.2', 0x0303],
    ['TLSv1.3', 0x0304],
  ];
  for (const [version, code] of known) {
    it(`${version} is ${code.toString(16)}, both ways`, () => {
      assert.equal(versionCode(version), code);
      assert.equal(versionOf(code), version);
    });
  }

  it('knows no version for SSL 2.0, a draft, DTLS or GREASE', () => {
    for (const code of [0x0002, 0x0305, 0x7f1c, 0xfefd, 0x3a3a]) assert.equal(versionOf(code), undefined);
  });
});
