import { basename } from 'node:path';
import type { MeasuredTests } from './measure-tests.ts';
import type { Fate, Mutant } from './mutant.ts';
import type { TestFailure, TestOrder } from './run-tests.ts';
import { type ProcessAnswer, runAlone, TestProcess } from './test-process.ts';

/** A test that takes longer may have failed because the machine was busy. */
const slowTestMs = 500;

/** The tests of a file that reach a mutant's place; null are all of them. */
type Reaching = {
  readonly testFile: string;
  readonly tests: readonly string[] | null;
  readonly ms: number;
  readonly hits: number;
  /** The place is evaluated while modules are loaded: a process that has loaded them already cannot try it. */
  readonly loading: boolean;
  /** The nearest are asked first. */
  readonly distance: number;
};

/**
 * Wakes one mutant after the other and runs the tests that reach it, the quick ones first. A process that has the modules loaded is used again and again, as long as what
 * failed in it with a mutant passes in it without; what no test noticed is tried once more in a new process.
 */
export class MutantTrials {
  readonly #tree: string;
  readonly #measured: readonly MeasuredTests[];
  readonly #budgetMs: number;
  readonly #quick: boolean;
  #warm: TestProcess | null = null;

  /** At most `budgetMs` of the tests' own time are spent on a mutant. `quick` believes the first process about survivors, too. */
  constructor(
    tree: string,
    measured: readonly MeasuredTests[],
    { budgetMs, quick }: { readonly budgetMs: number; readonly quick: boolean },
  ) {
    this.#tree = tree;
    this.#measured = measured;
    this.#budgetMs = budgetMs;
    this.#quick = quick;
  }

  async try(mutant: Mutant): Promise<Fate> {
    const reaching = this.#measured.flatMap((tests) => reachingOf(tests, mutant)).sort((a, b) => a.distance - b.distance || a.ms - b.ms);
    if (reaching.length === 0) return { kind: 'uncovered' };
    let spent = 0;
    const affordable = reaching.filter(({ ms }) => {
      if (spent + ms > this.#budgetMs) return false;
      spent += ms;
      return true;
    });
    const leftOut = reaching.length - affordable.length;
    const inWarm = affordable.filter(({ loading }) => !loading);
    const warm = await this.#tryWarm(mutant, inWarm);
    if (warm?.kind === 'survived' && inWarm.length < affordable.length) return this.#tryAlone(mutant, affordable, leftOut);
    return warm ?? (await this.#tryAlone(mutant, affordable, leftOut));
  }

  end(): void {
    this.#warm?.end();
    this.#warm = null;
  }

  /** Null where it was not killed for certain. */
  async #tryWarm({ id }: Mutant, files: readonly Reaching[]): Promise<Fate | null> {
    if (files.length === 0) return null;
    if (this.#warm === null || this.#warm.ended) this.#warm = new TestProcess(this.#tree);
    const warm = this.#warm;
    const failure = failureOf(await warm.run(orderOf(id, files), limitMs(files)));
    if (failure === null) return this.#quick && !warm.ended ? { kind: 'survived', testFiles: files.length, leftOut: 0 } : null;
    if (failure.timedOut || failure.ms > slowTestMs) return null;
    const file = files.filter(({ testFile }) => testFile === failure.testFile);
    const again = await warm.run(orderOf(null, file), limitMs(file));
    if (again.kind === 'answered' && again.answer.failure === null)
      return { kind: 'killed', testFile: failure.testFile, test: failure.test };
    // Something was left behind.
    this.end();
    return null;
  }

  async #tryAlone({ id }: Mutant, files: readonly Reaching[], leftOut: number): Promise<Fate> {
    let late: string | null = null;
    for (let queue = files; queue.length > 0; ) {
      const result = await runAlone(this.#tree, orderOf(id, queue), limitMs(queue));
      if (result.kind === 'timed-out') {
        late ??= queue[0]?.testFile ?? null;
        break;
      }
      if (result.kind === 'crashed' && queue.length > 1) {
        // Which file ended the process is found by running them one by one.
        for (const file of queue) {
          const fate = await this.#tryAlone({ id } as Mutant, [file], leftOut);
          if (fate.kind === 'killed') return fate;
        }
        break;
      }
      const failure = result.kind === 'crashed' ? crashOf(queue) : result.answer.failure;
      if (failure === null) break;
      const index = queue.findIndex(({ testFile }) => testFile === failure.testFile);
      const file = queue[index];
      if (file === undefined) throw new Error(`${failure.testFile} was not asked for`);
      if (failure.timedOut) late ??= file.testFile;
      else if (await this.#isConfirmed(file, id, failure)) return { kind: 'killed', testFile: file.testFile, test: failure.test };
      queue = queue.slice(index + 1);
    }
    if (late !== null) return { kind: 'timed-out', testFile: late };
    return { kind: 'survived', testFiles: files.length, leftOut };
  }

  /** It passes without the mutant; and where it may have been the machine, fails with it once more. */
  async #isConfirmed(file: Reaching, id: string, { ms }: TestFailure): Promise<boolean> {
    const without = await runAlone(this.#tree, orderOf(null, [file]), limitMs([file]));
    if (without.kind !== 'answered' || without.answer.failure !== null) return false;
    if (ms <= slowTestMs) return true;
    const again = await runAlone(this.#tree, orderOf(id, [file]), limitMs([file]));
    if (again.kind === 'answered') return again.answer.failure !== null && !again.answer.failure.timedOut;
    return again.kind === 'crashed';
  }
}

function reachingOf({ testFile, tests, loading, hooks, byTest }: MeasuredTests, { id, file }: Mutant): readonly Reaching[] {
  // What is evaluated once for all changes every test of the file.
  const everywhere = id in loading || id in hooks;
  const wanted = everywhere ? tests : tests.filter(({ test }) => byTest[test]?.[id] !== undefined);
  if (wanted.length === 0) return [];
  const hits = (loading[id] ?? 0) + (hooks[id] ?? 0) + Object.values(byTest).reduce((sum, hit) => sum + (hit[id] ?? 0), 0);
  const ms = wanted.reduce((sum, test) => sum + test.ms, 0);
  return [
    {
      testFile,
      tests: everywhere ? null : wanted.map(({ test }) => test),
      ms,
      hits,
      loading: id in loading,
      distance: isNamedAfter(testFile, file) ? 0 : 1,
    },
  ];
}

/** What is named after the changed file is about it. */
function isNamedAfter(testFile: string, file: string): boolean {
  return basename(testFile, '.test.js') === basename(file, '.ts');
}

function orderOf(mutant: string | null, files: readonly Reaching[]): TestOrder {
  const hits = files.reduce((sum, file) => sum + file.hits, 0);
  return { mutant, files: files.map(({ testFile, tests }) => ({ testFile, tests })), hitLimit: 10_000 + 100 * hits };
}

function limitMs(files: readonly Reaching[]): number {
  return 45_000 + 10 * files.reduce((sum, { ms }) => sum + ms, 0);
}

function failureOf(result: ProcessAnswer): TestFailure | null {
  return result.kind === 'answered' ? result.answer.failure : null;
}

function crashOf(queue: readonly Reaching[]): TestFailure {
  const [file] = queue;
  return { testFile: file?.testFile ?? '', test: '(the process ended)', ms: Number.POSITIVE_INFINITY, timedOut: false, message: '' };
}
