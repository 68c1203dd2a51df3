import assert from 'node:assert/strict';
import { isPublicRootName, publicRoots } from '../../src/x509/public-roots.ts';

describe('the roots that the public trusts', () => {
  it('are read whole, and each is known by its name', () => {
    assert.ok(publicRoots().length > 100);
    for (const root of publicRoots()) assert.ok(isPublicRootName(root.subjectDer), root.subject);
  });

  it('are none of the names that are not among them', () => {
    assert.equal(isPublicRootName(new Uint8Array()), false);
    assert.equal(isPublicRootName(Uint8Array.of(0x30, 0)), false);
  });
});
