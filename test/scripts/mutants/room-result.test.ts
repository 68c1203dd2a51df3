import assert from 'node:assert/strict';
import type { Fate, Mutant } from '../../../scripts/mutants/mutant.ts';
import { afterAnotherTrial, type RoomResult, roomResult, survivorsNow } from '../../../scripts/mutants/room-result.ts';

const mutant = (file: string, line: number, within: string, given: Partial<Mutant> = {}): Mutant => ({
  ...{ id: `${file}:${line}`, room: 'room', file: `src/room/${file}`, line, column: 3, within },
  ...{ mutator: 'BooleanLiteral', original: 'true', replacement: 'false' },
  ...given,
});
const first = mutant('a.ts', 1, 'one = true;');
const second = mutant('a.ts', 2, 'two = true;');
const third = mutant('b.ts', 3, 'three = true;');
const run = { room: 'room', seed: 4, mutants: 9, asked: 'own tests' } as const;
const told = (result: RoomResult) => ({
  ...{ seed: result.seed, counts: [result.tried, result.killed, result.timedOut], score: result.score, mutants: result.mutants },
  files: result.files.map(({ file, tried, killed, timedOut }) => [file, tried, killed, timedOut].join(' ')),
  survivors: result.survivors.map(({ file, line, column, fate }) => `${file}:${line}:${column} ${fate}`),
});
const of = (...fates: readonly (readonly [Mutant, Fate])[]) => fates.map(([one, fate]) => ({ mutant: one, fate }));
const before = roomResult(run, of([first, 'killed'], [second, 'survived'], [third, 'timed-out']));

describe('the results of a room of mutants', () => {
  it('count what was killed by files, and keep what was not', () => {
    assert.deepEqual(told(before), {
      ...{ seed: 4, counts: [3, 1, 1], score: 33.3, mutants: 9 },
      files: ['src/room/a.ts 2 1 0', 'src/room/b.ts 1 0 1'],
      survivors: ['src/room/a.ts:2:3 survived', 'src/room/b.ts:3:3 timed-out'],
    });
    assert.equal(roomResult(run, []).score, 0);
  });

  it('are tried again where they survived, whatever the sample of this run is', () => {
    assert.deepEqual(survivorsNow(before, [third, first, second]), [second, third]);
    assert.deepEqual(survivorsNow(before, [first, third]), [third]);
  });

  it('change by what another trial found, and by that alone', () => {
    const all = [first, second, third];
    assert.deepEqual(told(afterAnotherTrial(before, all, [])), { ...told(before), mutants: 3 });
    assert.deepEqual(told(afterAnotherTrial(before, all, of([second, 'killed'], [third, 'survived']))), {
      ...{ seed: 4, counts: [3, 2, 0], score: 66.7, mutants: 3 },
      files: ['src/room/a.ts 2 2 0', 'src/room/b.ts 1 0 0'],
      survivors: ['src/room/b.ts:3:3 survived'],
    });
  });

  it('follow a line that moved, and leave the place of its like to that', () => {
    const twin = { ...second, line: 7, column: 9 };
    const moved = { ...third, line: 40, column: 11 };
    assert.deepEqual(survivorsNow(before, [twin, second, moved]), [second, moved]);
    assert.deepEqual(told(afterAnotherTrial(before, [twin, moved], [])).survivors, [
      'src/room/a.ts:7:9 survived',
      'src/room/b.ts:40:11 timed-out',
    ]);
    const both = roomResult(run, of([second, 'survived'], [twin, 'survived']));
    assert.deepEqual(survivorsNow(both, [{ ...second, column: 5 }, twin]), [{ ...second, column: 5 }, twin]);
  });

  it('do not count what the source has no more', () => {
    assert.deepEqual(told(afterAnotherTrial(before, [first, { ...second, within: 'two = true && more;' }], [])), {
      ...{ seed: 4, counts: [1, 1, 0], score: 100, mutants: 2 },
      files: ['src/room/a.ts 1 1 0'],
      survivors: [],
    });
    const elsewhere = roomResult(run, of([first, 'killed'], [third, 'killed']));
    assert.deepEqual(told(afterAnotherTrial(elsewhere, [first, second], [])), {
      ...{ seed: 4, counts: [1, 1, 0], score: 100, mutants: 2 },
      files: ['src/room/a.ts 1 1 0'],
      survivors: [],
    });
  });
});
