import assert from 'node:assert/strict';
import fc from 'fast-check';
import { displayWidth } from '../../src/output/display-width.ts';
import { wrapText } from '../../src/output/wrap-text.ts';

describe('wrapped text', () => {
  it('breaks at spaces', () => {
    assert.deepEqual(wrapText('set client_authentication to required', 22), ['set', 'client_authentication', 'to required']);
  });

  it('breaks a long word after a hyphen, a dot or an underscore', () => {
    assert.deepEqual(wrapText('transport-client-auth-optional', 16), ['transport-', 'client-auth-', 'optional']);
    assert.deepEqual(wrapText('xpack.security.transport.ssl', 18), ['xpack.security.', 'transport.ssl']);
  });

  it('breaks a word without a seam anywhere', () => {
    assert.deepEqual(wrapText('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  });

  it('keeps line breaks', () => {
    assert.deepEqual(wrapText('one\n\ntwo', 10), ['one', '', 'two']);
  });

  it('counts cells, not code units', () => {
    assert.equal(displayWidth('日本'), 4);
    assert.equal(displayWidth('e\u0301'), 1);
    assert.deepEqual(wrapText('日本語', 4), ['日本', '語']);
  });

  it('never exceeds the width, and loses nothing but spaces', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', ' ', '日', 'é'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (words, width) => {
        const lines = wrapText(words, width);
        for (const line of lines) assert.ok(displayWidth(line) <= width, JSON.stringify(lines));
        assert.equal(lines.join('').replaceAll(' ', ''), words.replaceAll(' ', ''));
      }),
    );
  });
});
