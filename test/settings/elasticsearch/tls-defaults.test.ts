import assert from 'node:assert/strict';
import { atLeastVersion, defaultCipherSuites, defaultProtocols, majorOf } from '../../../src/settings/elasticsearch/tls-defaults.ts';

describe('a release', () => {
  it('has a first number, or none', () => {
    assert.deepEqual(['8.19.21', '10.0.0', '7.x', '8', 'v8.1', '', null].map(majorOf), [8, 10, 7, null, null, null, null]);
  });

  /** Both sides of 8.18. */
  const cases: readonly (readonly [string | null, boolean | null])[] = [
    ['7.99.0', false],
    ['8.17.9', false],
    ['8.18.0', true],
    ['8.19.0', true],
    ['9.0.0', true],
    ['10.0.0', true],
    ['8', null],
    [null, null],
  ];
  for (const [release, expected] of cases) {
    it(`${release} is ${expected === null ? 'not known to be' : expected ? '' : 'not '} 8.18 or later`, () => {
      assert.equal(atLeastVersion(release, 8, 18), expected);
    });
  }

  it('has TLS 1.1 by default up to 8, and suites without forward secrecy', () => {
    for (const release of ['7.17.29', '8.19.21']) {
      assert.deepEqual(defaultProtocols(release), ['TLSv1.3', 'TLSv1.2', 'TLSv1.1']);
      assert.ok(defaultCipherSuites(release).some((name) => name.startsWith('TLS_RSA_')));
    }
    for (const release of ['9.0.0', null]) {
      assert.deepEqual(defaultProtocols(release), ['TLSv1.3', 'TLSv1.2']);
      assert.ok(!defaultCipherSuites(release).some((name) => name.startsWith('TLS_RSA_')));
    }
    // What 9 has comes first in 8, too.
    assert.deepEqual(defaultCipherSuites('8.19.21').slice(0, defaultCipherSuites(null).length), defaultCipherSuites(null));
  });
});
