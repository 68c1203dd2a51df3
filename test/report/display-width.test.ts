import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { displayWidth } from '../../src/report/display-width.ts';

/** string-width as yargs brings it: what terminals were measured by. Too slow to start with for the command itself. */
const require = createRequire(import.meta.url);
const inYargs = createRequire(require.resolve('yargs'));

describe('the width of a text', () => {
  let stringWidth: (text: string) => number;
  before(async () => {
    stringWidth = (await import(pathToFileURL(inYargs.resolve('string-width')).href)).default;
  });

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
