import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { instrument, transpiled } from '../../scripts/mutants/instrument.ts';
import { measureTests } from '../../scripts/mutants/measure-tests.ts';
import { MutantTrials } from '../../scripts/mutants/mutant-trials.ts';

/** A room of two functions: each change to the first is a fault; one change to the second is none. */
const source = `
export const mayPass = (age: number, limit: number): boolean => age <= limit;
export function atLeast(value: number, least: number): number {
  return value < least ? least : value;
}
export function untested(value: number): number {
  return value + 1;
}
`;
const testFile = 'dist/test/room/borders.test.js';
const tests = `
import assert from 'node:assert/strict';
import { atLeast, mayPass } from '../../src/room/borders.js';
describe('borders', () => {
  it('pass on both sides', () => assert.deepEqual([1, 2, 3].map((age) => mayPass(age, 2)), [true, true, false]));
  it('hold a value up', () => assert.deepEqual([1, 2, 3].map((value) => atLeast(value, 2)), [2, 2, 3]));
});
`;

describe('the trial of mutants', () => {
  let tree = '';
  before(() => {
    tree = mkdtempSync(join(tmpdir(), 'handclasp-smoke-'));
  });
  after(() => rmSync(tree, { recursive: true, force: true }));

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };

  it('kills planted faults, lets an equivalent change live, and says what no test reaches', async () => {
    const { files, mutants } = await instrument([{ room: 'room', file: 'src/room/borders.ts', content: source }]);
    for (const { file, code } of files) write(`dist/${file.replace(/\.ts$/, '.js')}`, code);
    write(testFile, tests);
    write('dist/scripts/mutants/run-tests.js', transpiled(readFileSync('scripts/mutants/run-tests.ts', 'utf8')));
    write('package.json', '{ "type": "module" }');
    symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));

    const { passing } = await measureTests(tree, [testFile], () => 'dist/src/room/borders.js');
    assert.equal(passing.length, 1, 'the tests pass without a mutant');
    const trials = new MutantTrials(tree, passing, { budgetMs: 60_000, quick: false });
    const fates: Record<string, string> = {};
    for (const mutant of mutants.filter(({ mutator }) => /^(Equality|Arithmetic)/.test(mutator))) {
      fates[`${mutant.original} -> ${mutant.replacement}`] = (await trials.try(mutant)).kind;
    }
    trials.end();
    assert.deepEqual(fates, {
      'age <= limit -> age < limit': 'killed',
      'age <= limit -> age > limit': 'killed',
      'value < least -> value <= least': 'survived',
      'value < least -> value >= least': 'killed',
      'value + 1 -> value - 1': 'uncovered',
    });
  });

  it('learns nothing from tests that fail without a mutant', async () => {
    write('dist/test/room/broken.test.js', `it('fails', () => { throw new Error('broken'); });`);
    const { passing, failing } = await measureTests(tree, ['dist/test/room/broken.test.js', testFile], () => undefined);
    assert.deepEqual([passing.map((one) => one.testFile), failing], [[testFile], ['dist/test/room/broken.test.js']]);
  });
});
