import assert from 'node:assert/strict';
import { didYouMean } from '../../src/model/did-you-mean.ts';

describe('nearest words', () => {
  const words = ['scan', 'explain', 'inspect', 'lab', 'leaf-expired', 'leaf-expiring'];

  it('forgives a swap, a loss, an addition and a replacement', () => {
    for (const wrong of ['scna', 'sca', 'scann', 'scen']) assert.deepEqual(didYouMean(wrong, words), ['scan'], wrong);
  });

  it('gives several, the nearest first', () => {
    assert.deepEqual(didYouMean('leaf-expird', words), ['leaf-expired', 'leaf-expiring']);
  });

  it('gives none where nothing is near', () => {
    assert.deepEqual(didYouMean('frobnicate', words), []);
    assert.deepEqual(didYouMean('', words), []);
  });
});
