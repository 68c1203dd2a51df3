import assert from 'node:assert/strict';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { displayWidth } from '../../src/output/display-width.ts';

// string-width is what many terminals are measured by; it is too slow to start with for the command itself.
describe('the width of a text', () => {
  const texts = [
    '',
    'es01:9300',
    'e\u0301',
    '日本',
    'ｱｲｳ',
    'ｶﾞ',
    '한글',
    'ﾊﾟ',
    '👍',
    '👍🏽',
    '👨‍👩‍👧',
    '🇩🇪',
    '1️⃣',
    '☎️',
    '☎',
    '…',
    '→',
    '\u00ad',
    '\u200b',
    'ก็',
    'नि',
    'Ａ',
  ];
  for (const text of texts) {
    it(`is that of string-width: ${JSON.stringify(text)}`, () => assert.equal(displayWidth(text), stringWidth(text)));
  }

  it('is that of string-width for whatever is put together of these', () => {
    const parts = fc.array(fc.constantFrom(...texts.filter((text) => text !== '')), { maxLength: 8 });
    fc.assert(fc.property(parts, (list) => assert.equal(displayWidth(list.join(' ')), stringWidth(list.join(' ')))));
  });
});
