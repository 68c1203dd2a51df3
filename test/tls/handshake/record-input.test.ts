import assert from 'node:assert/strict';
import { RecordInput } from '../../../src/tls/handshake/record-input.ts';

describe('the first bytes of a peer', () => {
  /** What came, and whether it can be TLS. */
  const cases: readonly (readonly [string, readonly number[], boolean])[] = [
    ['nothing yet', [], true],
    ['the type of a handshake', [22], true],
    ['the type of an alert', [21], true],
    ['the type of a change of ciphers', [20], true],
    ['the type of data', [23], true],
    ['the type below the first', [19], false],
    ['the type behind the last', [24], false],
    ['a type and the first byte of the version', [22, 3], true],
    ['a type and a version before SSL 3.0', [22, 2], false],
    ['a type and a version behind all TLS', [22, 4], false],
    ['a letter', [0x48], false],
    ['a letter, and what would be a version', [0x48, 3], false],
  ];
  for (const [what, bytes, canBe] of cases) {
    it(`${what}: ${canBe ? 'can be TLS' : 'cannot be TLS'}`, () => {
      const input = new RecordInput();
      if (bytes.length > 0) input.push(Uint8Array.from(bytes));
      assert.deepEqual(input.notTls()?.length ?? null, canBe ? null : bytes.length);
    });
  }

  it('are not asked about any more once a record has come', () => {
    const input = new RecordInput();
    input.push(Uint8Array.of(21, 3, 3, 0, 2, 2, 40, 0x48, 0x48));
    assert.deepEqual(input.next(), { type: 21, bytes: Uint8Array.of(2, 40) });
    assert.equal(input.notTls(), null);
    assert.equal(input.pending, 2);
  });
});
