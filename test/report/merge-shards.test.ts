import assert from 'node:assert/strict';
import { toolVersion } from '../../src/model/tool-version.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { missingShards, type ShardPart } from '../../src/report/merge-shards.ts';

const options = { depth: 'quick', ca: `sha256:${'a'.repeat(64)}`, 'quiet-wire': false, vantage: null };

function part(index: number, other: Partial<ShardPart['shard']> & { readonly version?: string; readonly file?: string } = {}): ShardPart {
  const { version = toolVersion, file = `part-${index}.json`, ...shard } = other;
  return { file, version, shard: { index, of: 3, targets: 2, allTargets: 6, options, ...shard } };
}

describe('parts of a scan', () => {
  it('are whole where each shard is there once, in whatever order', () => {
    assert.deepEqual(missingShards([part(2), part(0), part(1)]), { of: 3, missing: [] });
  });

  it('name the shards that are missing', () => {
    assert.deepEqual(missingShards([part(1)]), { of: 3, missing: [0, 2] });
  });

  for (const [what, parts, message] of [
    ['twice', [part(0), part(0, { file: 'again.json' })], 'shard 0/3 stands twice: in part-0.json and in again.json'],
    [
      'of another release',
      [part(0), part(1, { version: '0.0.9' })],
      `part-1.json was written by handclasp 0.0.9, and this is ${toolVersion}`,
    ],
    [
      'by another option',
      [part(0), part(1, { options: { ...options, depth: 'full' } })],
      'part-1.json was scanned with --depth full, and part-0.json with --depth quick',
    ],
    [
      'by other CAs',
      [part(0), part(1, { options: { ...options, ca: null } })],
      'part-1.json was scanned with no --ca, and part-0.json with --ca of sha256:aaaaaaaaaaaa',
    ],
    [
      'by a flag',
      [part(0), part(1, { options: { ...options, 'quiet-wire': true } })],
      'part-1.json was scanned with --quiet-wire, and part-0.json with no --quiet-wire',
    ],
    ['of another number', [part(0), part(1, { of: 4 })], 'part-1.json is shard 1/4, and part-0.json is 0/3'],
    ['of another list', [part(0), part(1, { allTargets: 7 })], 'part-1.json is of a list of 7 targets, and part-0.json of one of 6'],
    ['of a list that changed', [part(0), part(1), part(2, { targets: 3 })], 'the parts have 7 targets together, and their list has 6'],
  ] as const) {
    it(`are refused: ${what}`, () => {
      assert.throws(
        () => missingShards(parts),
        (error) => error instanceof UsageError && error.code === 'parts-differ' && error.message === message,
      );
    });
  }
});
