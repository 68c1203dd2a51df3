import assert from 'node:assert/strict';
import fc from 'fast-check';
import { secretsOf } from '../../src/model/credentials.ts';
import { Mask } from '../../src/model/mask.ts';
import { Secret } from '../../src/model/secret.ts';

const word = 'Hunter2 "quoted" & <odd>';
const mask = new Mask([new Secret(word)]);

const spellings: readonly (readonly [name: string, spell: (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['in capitals', (text) => text.toUpperCase()],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64 of the URL', (text) => Buffer.from(text).toString('base64url')],
  ['in base64 twice', (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64')],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  [
    'in hexadecimal with colons',
    (text) =>
      Buffer.from(text)
        .toString('hex')
        .toUpperCase()
        .replace(/..(?=.)/g, '$&:'),
  ],
  ['percent-encoded', encodeURIComponent],
  ['as a form has it', (text) => new URLSearchParams({ a: text }).toString().slice(2).replaceAll('%22', '"').replaceAll('"', '%22')],
  ['with every octet percent-encoded', (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
  ['in JSON', (text) => JSON.stringify(text)],
  ['in JSON within JSON', (text) => JSON.stringify(JSON.stringify(text))],
  ['in HTML', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
];

describe('the mask of a run', () => {
  for (const [name, spell] of spellings) {
    it(`takes a secret out ${name}`, () => {
      for (const text of [spell(word), `before ${spell(word)} behind`]) {
        const masked = mask.text(text);
        assert.match(masked, /\(secret\)/);
        assert.ok(!masked.includes(spell(word)), masked);
      }
    });
  }

  it('finds it in base64 wherever it stands in what was encoded', () => {
    for (const before of ['', 'e', 'el', 'ela', 'elastic:'])
      for (const behind of ['', '!', '!!', '!!!']) {
        const masked = mask.text(Buffer.from(`${before}${word}${behind}`).toString('base64'));
        assert.match(masked, /\(secret\)/);
        assert.ok(!Buffer.from(masked.replaceAll('(secret)', ''), 'base64').toString('latin1').includes('unter'), masked);
      }
  });

  it('knows the parts of credentials, and what the header is made of', () => {
    const password = new Mask(secretsOf({ kind: 'password', user: 'elastic', password: new Secret('elastic') }));
    assert.equal(password.text(`Basic ${Buffer.from('elastic:elastic').toString('base64')}`), 'Basic (secret)');
    const pair = 'VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw';
    const key = new Mask(secretsOf({ kind: 'api-key', encoded: new Secret(Buffer.from(pair).toString('base64')) }));
    for (const text of [pair, ...pair.split(':'), Buffer.from(pair).toString('base64')])
      assert.ok(!key.text(text).includes(text.slice(2, -3)), text);
  });

  it('goes through data, names of fields too, and through octets', () => {
    const at = new Date(0);
    assert.deepEqual(mask.data({ [word]: [word, 1, null, at], sound: 'yes' }), { '(secret)': ['(secret)', 1, null, at], sound: 'yes' });
    assert.equal(Buffer.from(mask.bytes(Buffer.from(`a ${word} b`))).toString(), 'a (secret) b');
  });

  it('takes out no word or number of ours', () => {
    const ours = new Mask(['elastic', 'Password', 'true', '9200', '1', '', 'es01'].map((text) => new Secret(text)));
    const text = '{"stops": true, "port": 9200, "file": "elasticsearch.yml", "password": "elastic es01 1"}';
    assert.equal(ours.text(text), text);
    const long = new Mask([new Secret('correcthorse')]);
    assert.equal(long.text('a correcthorse, the correcthorses'), 'a (secret), the correcthorses');
  });

  it('leaves ids of ours whole, and takes the same letters out elsewhere', () => {
    const ids = new Mask([new Secret('client-auth'), new Secret('leaf-expired'), new Secret('Hunter-2')]);
    assert.equal(ids.looksLikeId, true);
    assert.equal(ids.text('transport-client-auth-optional'), 'transport-(secret)-optional');
    ids.spare(['transport-client-auth-optional', 'leaf-expired']);
    for (const id of ['transport-client-auth-optional', 'leaf-expired', '"rule":"leaf-expired"', 'explain transport-client-auth-optional'])
      assert.equal(ids.text(id), id);
    for (const text of ['client-auth', 'my-client-auth', 'transport-client-auth-optional2', 'leaf-expired-x', 'LEAF-EXPIRED', 'Hunter-2'])
      assert.match(ids.text(text), /\(secret\)/, text);
    assert.equal(new Mask([new Secret('Hunter2 & co')]).looksLikeId, false);
  });

  it('with no secret gives back the very thing', () => {
    const none = new Mask();
    const [data, bytes] = [{ a: ['b'] }, new Uint8Array([1])];
    assert.equal(none.data(data), data);
    assert.equal(none.bytes(bytes), bytes);
    assert.equal(mask.bytes(bytes), bytes);
  });

  it('leaves nothing of any secret that it can tell from a word', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 30 }), fc.constantFrom(...spellings), (secret, [, spell]) => {
        fc.pre(/[^A-Za-z]/.test(secret) && /\D/.test(secret));
        assert.ok(!new Mask([new Secret(secret)]).text(`x ${secret} y`).includes(secret) || '(secret)'.includes(secret));
        assert.equal(typeof new Mask([new Secret(secret)]).text(spell('text')), 'string');
      }),
    );
  });
});
