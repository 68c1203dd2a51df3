import assert from 'node:assert/strict';
import { nearest } from '../../src/model/nearest.ts';

describe('nearest words', () => {
  const words = ['scan', 'explain', 'inspect', 'lab', 'leaf-expired', 'leaf-expiring'];

  it('forgives a swap, a loss, an addition and a replacement', () => {
    for (const wrong of ['scna', 'sca', 'scann', 'scen']) assert.deepEqual(nearest(wrong, words), ['scan'], wrong);
  });

  it('gives several, the nearest first', () => {
    assert.deepEqual(nearest('leaf-expird', words), ['leaf-expired', 'leaf-expiring']);
  });

  it('gives none where nothing is near', () => {
    assert.deepEqual(nearest('frobnicate', words), []);
    assert.deepEqual(nearest('', words), []);
  });
});
