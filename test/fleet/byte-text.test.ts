import assert from 'node:assert/strict';
import { ByteText } from '../../src/fleet/byte-text.ts';

describe('a text of bytes', () => {
  it('grows with texts and bytes, in their order, whatever they take in UTF-8', () => {
    const text = new ByteText();
    const parts = ['plain', 'ä€𝄞', '\u2028', 'x'.repeat(200_000), ''];
    for (const part of parts) {
      text.text(part);
      text.bytes(Buffer.from(part));
    }
    assert.equal(Buffer.from(text.take()).toString(), parts.flatMap((part) => [part, part]).join(''));
  });

  it('writes into a buffer that was given back, and says no more than was said since', () => {
    const text = new ByteText();
    text.text('x'.repeat(100_000));
    const { buffer } = text.take();
    text.reuse(buffer);
    text.take();
    text.text('short');
    const taken = text.take();
    assert.equal(taken.buffer, buffer);
    assert.equal(Buffer.from(taken).toString(), 'short');
  });

  it('begins anew once it was taken, and leaves what was taken alone', () => {
    const text = new ByteText();
    text.text('first');
    const first = text.take();
    text.text('other');
    assert.equal(Buffer.from(first).toString(), 'first');
    assert.equal(Buffer.from(text.take()).toString(), 'other');
    assert.equal(text.take().length, 0);
  });
});
