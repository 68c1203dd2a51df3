import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { instrument, transpiled } from '../../scripts/mutants/instrument.ts';
import { measureTests } from '../../scripts/mutants/measure-tests.ts';
import { MutantTrials } from '../../scripts/mutants/mutant-trials.ts';

/** Each change to the first function is a fault; one change to the second is none; some changes to the third have no end. */
const source = `
export const mayPass = (age: number, limit: number): boolean => age <= limit;
export function atLeast(value: number, least: number): number {
  return value < least ? least : value;
}
export function halvings(value: number, step = value > 0 ? 2 : 1): number {
  let count = 0;
  for (let rest = value; rest >= 1 || rest < 0; rest /= step) count++;
  return count;
}
export function untested(value: number): number {
  return value + 1;
}
`;
const testFile = 'dist/test/room/borders.test.js';
const tests = `
import assert from 'node:assert/strict';
import { atLeast, halvings, mayPass } from '../../src/room/borders.js';
describe('borders', () => {
  it('pass on both sides', () => assert.deepEqual([1, 2, 3].map((age) => mayPass(age, 2)), [true, true, false]));
  it('hold a value up', () => assert.deepEqual([1, 2, 3].map((value) => atLeast(value, 2)), [2, 2, 3]));
  it('come near by halves', () => assert.equal(halvings(4), 3));
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
    const trials = new MutantTrials(tree, passing, { budgetMs: 60_000, quick: false, confirm: true });
    const fates: Record<string, string> = {};
    for (const mutant of mutants.filter(({ mutator }) => /^(Equality|Arithmetic)/.test(mutator))) {
      fates[`${mutant.original} -> ${mutant.replacement}`] = await trials.try(mutant);
    }
    trials.end();
    assert.deepEqual(fates, {
      'age <= limit -> age < limit': 'killed',
      'age <= limit -> age > limit': 'killed',
      'value < least -> value <= least': 'survived',
      'value < least -> value >= least': 'killed',
      'value > 0 -> value >= 0': 'survived',
      'value > 0 -> value <= 0': 'timed-out',
      'rest >= 1 -> rest > 1': 'killed',
      'rest >= 1 -> rest < 1': 'killed',
      'rest < 0 -> rest <= 0': 'survived',
      'rest < 0 -> rest >= 0': 'timed-out',
      'value + 1 -> value - 1': 'uncovered',
    });
  });

  it('leaves no process behind when it is killed itself, though a mutant keeps one busy', async () => {
    write('dist/test/room/busy.test.js', `it('never ends', () => { for (;;); });`);
    const script = `
      import { TestProcess } from ${JSON.stringify(pathToFileURL(resolve('scripts/mutants/test-process.ts')).href)};
      const child = new TestProcess(${JSON.stringify(tree)});
      process.stdout.write(String(child.pid));
      await child.run({ mutant: null, testFile: 'dist/test/room/busy.test.js', tests: null, hitLimit: 1 }, 60_000);`;
    const runner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(runner.stdout, 'data');
    await sleep(1500);
    runner.kill('SIGKILL');
    for (const end = performance.now() + 15_000; isRunning(Number(pid)); await sleep(100))
      assert.ok(performance.now() < end, 'it still runs');
  });

  it('counts what a module evaluates when it is loaded for each file that imports it, whoever loaded it first', async () => {
    const { files, mutants } = await instrument([{ room: 'room', file: 'src/room/sum.ts', content: 'export const sum = 3 + 4;' }]);
    for (const { file, code } of files) write(`dist/${file.replace(/\.ts$/, '.js')}`, code);
    const [late, early] = ['dist/test/room/a-late.test.js', 'dist/test/room/b-early.test.js'];
    write(late, `it('loads it', async () => void (await import(new URL('../../src/room/sum.js', import.meta.url).href)));`);
    write(early, `import { sum } from '../../src/room/sum.js'; it('adds', () => { if (sum !== 7) throw new Error(sum); });`);
    const { passing } = await measureTests(tree, [late, early], () => 'dist/src/room/sum.js');
    const trials = new MutantTrials(tree, passing.slice(1), { budgetMs: 60_000, quick: false, confirm: true });
    const [mutant] = mutants;
    assert.ok(mutant !== undefined);
    assert.equal(await trials.try(mutant), 'killed');
    trials.end();
  });

  it('learns nothing from tests that fail without a mutant', async () => {
    write('dist/test/room/broken.test.js', `it('fails', () => { throw new Error('broken'); });`);
    const { passing, failing } = await measureTests(tree, ['dist/test/room/broken.test.js', testFile], () => undefined);
    assert.deepEqual([passing.map((one) => one.testFile), failing], [[testFile], ['dist/test/room/broken.test.js']]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
