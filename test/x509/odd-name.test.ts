import assert from 'node:assert/strict';
import { oddName } from '../../src/x509/odd-name.ts';

describe('An entry of subjectAltName that is no proper name', () => {
  const label = 'a'.repeat(63);
  const long = `${`${label}.`.repeat(3)}${'a'.repeat(62)}`;
  /** A DNS name, what is wrong with it, and what was probably meant. */
  const dns: readonly (readonly [string, string | null, string?])[] = [
    ['es01', null],
    ['es01.acme.org', null],
    ['*.acme.org', null],
    ['node*.acme.org', null],
    ['es_01', null],
    ['10.0.0.1', null],
    ['fd00::1', null],
    ['xn--zrich-kva.org', null],
    ['xn--*.org', null],
    [label, null],
    [`${label}.${label}.${label}`, null],
    ['', 'empty'],
    ['z\u00c3\u00bcrich', 'non-ascii', 'xn--zrich-kva'],
    ['\u00ff', 'non-ascii'],
    ['es01\0', 'nul'],
    ['es\u000101', 'control'],
    ['https://es01:9200/x', 'url', 'es01'],
    ['https://a@es01', 'url', 'es01'],
    ['https://[fd00::1]:9200', 'url', 'fd00::1'],
    ['https://a b', 'url'],
    [' es01', 'whitespace', 'es01'],
    ['es01\n', 'whitespace', 'es01'],
    ['es 01', 'whitespace'],
    ['es01:9200', 'port', 'es01'],
    ['10.0.0.1:9200', 'port', '10.0.0.1'],
    ['.acme.org', 'leading-dot', '*.acme.org'],
    ['acme.org.', 'trailing-dot', 'acme.org'],
    ['-a.', 'trailing-dot'],
    ['.', 'empty-label'],
    ['..a', 'empty-label'],
    ['a..b', 'empty-label'],
    ['a..', 'empty-label'],
    ['es01,es02', 'character'],
    ['a:b', 'character'],
    [`${label}a`, 'too-long'],
    [`${label}a.org`, 'too-long'],
    [long, 'too-long'],
    ['-a', 'hyphen'],
    ['a-', 'hyphen'],
    ['a.-b', 'hyphen'],
    ['a.b-.c', 'hyphen'],
    ['xn--a.org', 'a-label'],
    ['a.XN--A', 'a-label'],
  ];
  for (const [value, code, instead = null] of dns) {
    it(`DNS ${JSON.stringify(value).slice(0, 60)}: ${code ?? 'nothing'}${instead === null ? '' : `, ${instead} is meant`}`, () => {
      assert.deepEqual(oddName({ kind: 'dns', value }), code === null ? null : { code, instead, unreadableTo: [] });
      const inPieces = oddName({ kind: 'dns', value, constructed: true });
      assert.deepEqual(inPieces, { code: code ?? 'unreadable', instead, unreadableTo: ['java'] });
    });
  }

  it('addresses of other lengths, of which Java reads those that have a mask', () => {
    const said = [4, 16, 8, 32, 0, 5, 15].map((length) => oddName({ kind: 'ip', octets: new Uint8Array(length) }));
    assert.deepEqual(
      said.map((odd) => (odd === null ? null : [odd.code, ...odd.unreadableTo])),
      [null, null, ['ip-length'], ['ip-length'], ['ip-length', 'java'], ['ip-length', 'java'], ['ip-length', 'java']],
    );
  });

  it('e-mail addresses and URIs, as far as Java reads them', () => {
    const said = (kind: 'email' | 'uri', value: string, constructed?: true) => {
      const odd = oddName({ kind, value, ...(constructed ? { constructed } : {}) });
      return odd === null ? null : [odd.code, ...odd.unreadableTo];
    };
    assert.deepEqual(said('email', 'a@acme.org'), null);
    assert.deepEqual(said('email', ''), ['email', 'java']);
    assert.deepEqual(said('email', 'a@acme.org', true), ['email', 'java']);
    assert.deepEqual(said('email', '\u00c3\u00bc@acme.org'), ['non-ascii']);
    assert.deepEqual(said('uri', 'https://acme.org'), null);
    assert.deepEqual(said('uri', 'https://'), ['uri', 'java']);
    assert.deepEqual(said('uri', 'https://acme.org', true), ['uri', 'java']);
    assert.deepEqual(said('uri', 'https://acme.org/\u00c3\u00bc'), ['non-ascii']);
  });
});
