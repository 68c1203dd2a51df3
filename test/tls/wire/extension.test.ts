import assert from 'node:assert/strict';
import { extension, findExtension } from '../../../src/tls/wire/extension.ts';
import { bytes, record, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

describe('Extension (RFC 8446 §4.2)', () => {
  codecLaws(extension, record({ type: uint16, data: bytes }));
});

describe('findExtension', () => {
  const extensions = [
    { type: 16, data: hex('01') },
    { type: 43, data: hex('02') },
    { type: 43, data: hex('03') },
  ];

  it('gives the data of the first of its type', () => {
    assert.deepEqual(findExtension(extensions, 43), hex('02'));
  });

  it('gives undefined where there is none, or no block of extensions', () => {
    assert.equal(findExtension(extensions, 51), undefined);
    assert.equal(findExtension(null, 43), undefined);
  });
});
