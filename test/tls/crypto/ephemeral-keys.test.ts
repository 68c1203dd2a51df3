import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { freshKeys, sharedKeys } from '../../../src/tls/crypto/ephemeral-keys.ts';
import { NamedGroup } from '../../../src/tls/wire/named-groups.ts';

describe('ephemeral keys', () => {
  it('are new each time where they are fresh', () => {
    const keys = freshKeys(randomBytes);
    assert.notDeepEqual(keys(NamedGroup.x25519)?.publicKey, keys(NamedGroup.x25519)?.publicKey);
  });

  it('are one pair a group where they are shared', () => {
    const keys = sharedKeys();
    assert.equal(keys(NamedGroup.x25519), keys(NamedGroup.x25519));
    assert.notEqual(keys(NamedGroup.x25519), keys(NamedGroup.secp256r1));
    assert.notEqual(keys(NamedGroup.x25519), sharedKeys()(NamedGroup.x25519));
  });

  it('agree with a peer whichever they are', () => {
    for (const group of [NamedGroup.x25519, NamedGroup.secp256r1]) {
      const ours = sharedKeys()(group);
      const theirs = freshKeys(randomBytes)(group);
      assert.ok(ours && theirs);
      assert.deepEqual(ours.derive(theirs.publicKey), theirs.derive(ours.publicKey));
    }
  });

  it('are none for a group that cannot be computed', () => {
    assert.equal(sharedKeys()(NamedGroup.X25519MLKEM768), undefined);
  });
});
