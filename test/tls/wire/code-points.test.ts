import assert from 'node:assert/strict';
import { byNumber, codePoints } from '../../../src/tls/wire/code-points.ts';

describe('codePoints', () => {
  const name = codePoints({ 40: 'handshake_failure' }, 2);

  it('names what the registry names', () => {
    assert.equal(name(40), 'handshake_failure');
  });

  it('spells any other number in hexadecimal, as wide as the field', () => {
    assert.equal(name(7), '0x07');
    assert.equal(name(255), '0xff');
    assert.equal(codePoints({}, 4)(0x0a), '0x000a');
    assert.equal(codePoints({}, 4)(0xfafa), '0xfafa');
  });
});

describe('byNumber', () => {
  it('turns a registry round', () => {
    assert.deepEqual(byNumber({ close_notify: 0, handshake_failure: 40 }), { 0: 'close_notify', 40: 'handshake_failure' });
  });
});
