import { basename } from 'node:path';
import type { MeasuredTests } from './measure-tests.ts';
import type { Fate, Mutant } from './mutant.ts';
import type { TestFailure, TestOrder } from './run-tests.ts';
import { loadingLimitMs, runAlone, TestProcess } from './test-process.ts';

/** A test that takes longer may have failed because the machine was busy. */
const slowTestMs = 500;

/** A test that takes longer is asked when no quicker one has noticed the mutant. */
const longTestMs = 2000;

/** The tests of a file that reach a mutant's place, the quick ones or the long ones; null are all of them. */
type Reaching = {
  readonly testFile: string;
  readonly tests: readonly string[] | null;
  readonly ms: number;
  readonly hits: number;
  /** The place is evaluated while modules are loaded: a process that has loaded them already cannot try it. */
  readonly loading: boolean;
  /** The nearest are asked first. */
  readonly distance: number;
  readonly long: boolean;
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
  readonly #confirm: boolean;
  #warm: TestProcess | null = null;

  /** At most `budgetMs` of the tests' own time are spent on a mutant. `quick` leaves out tests that take long; without `confirm` the first process is believed about survivors,
   * though what it has in its caches may hide a mutant. */
  constructor(
    tree: string,
    measured: readonly MeasuredTests[],
    { budgetMs, quick, confirm }: { readonly budgetMs: number; readonly quick: boolean; readonly confirm: boolean },
  ) {
    this.#tree = tree;
    this.#measured = measured;
    this.#budgetMs = budgetMs;
    this.#quick = quick;
    this.#confirm = confirm;
  }

  async try(mutant: Mutant): Promise<Fate> {
    const all = this.#measured.flatMap((tests) => reachingOf(tests, mutant)).sort(byCost);
    // Whoever wants to know quickly does without the long ones, where there are others.
    const reaching = this.#quick && all.some(({ long }) => !long) ? all.filter(({ long }) => !long) : all;
    if (reaching.length === 0) return 'uncovered';
    let spent = 0;
    const affordable = reaching.filter(({ ms }) => {
      if (spent + ms > this.#budgetMs) return false;
      spent += ms;
      return true;
    });
    const inWarm = affordable.filter(({ loading }) => !loading);
    const warm = await this.#tryWarm(mutant, inWarm);
    const isSettled = warm !== null && (warm !== 'survived' || inWarm.length === affordable.length);
    return isSettled ? warm : this.#tryAlone(mutant, affordable);
  }

  end(): void {
    this.#warm?.end();
    this.#warm = null;
  }

  /** Null where one process more has to say. */
  async #tryWarm({ id }: Mutant, files: readonly Reaching[]): Promise<Fate | null> {
    if (files.length === 0) return null;
    for (const file of files) {
      if (this.#warm === null || this.#warm.ended) this.#warm = new TestProcess(this.#tree);
      const warm = this.#warm;
      await warm.load(file.testFile);
      const result = await warm.run(orderOf(id, file), limitMs(file));
      // The tests are quick without the mutant: to wait for them again would tell nothing new.
      if (result.kind === 'timed-out') return 'timed-out';
      if (result.kind === 'crashed') return null;
      const { failure } = result.answer;
      if (failure === null) continue;
      if (failure.timedOut) {
        this.end();
        return 'timed-out';
      }
      if (failure.ms > slowTestMs) return null;
      const again = await warm.run(orderOf(null, file), limitMs(file));
      if (again.kind === 'answered' && again.answer.failure === null) return 'killed';
      // Something was left behind.
      this.end();
      return null;
    }
    return this.#confirm ? null : 'survived';
  }

  async #tryAlone({ id }: Mutant, files: readonly Reaching[]): Promise<Fate> {
    let alone = new TestProcess(this.#tree, id);
    try {
      for (const file of files) {
        if (alone.ended) alone = new TestProcess(this.#tree, id);
        const result = await alone.run(orderOf(id, file), loadingLimitMs + limitMs(file));
        if (result.kind === 'timed-out') return 'timed-out';
        const failure = result.kind === 'crashed' ? crash : result.answer.failure;
        if (failure === null) continue;
        if (failure.timedOut) return 'timed-out';
        if (await this.#isConfirmed(file, id, failure)) return 'killed';
      }
    } finally {
      alone.end();
    }
    return 'survived';
  }

  /** It passes without the mutant; and where it may have been the machine, fails with it once more. */
  async #isConfirmed(file: Reaching, id: string, { ms }: TestFailure): Promise<boolean> {
    const limit = loadingLimitMs + limitMs(file);
    const without = await runAlone(this.#tree, orderOf(null, file), limit);
    if (without.kind !== 'answered' || without.answer.failure !== null) return false;
    if (ms <= slowTestMs) return true;
    const again = await runAlone(this.#tree, orderOf(id, file), limit);
    if (again.kind === 'answered') return again.answer.failure !== null && !again.answer.failure.timedOut;
    return again.kind === 'crashed';
  }
}

/** Long tests come last, whatever they are about; of the others, what is named after the changed file comes first. */
function byCost(a: Reaching, b: Reaching): number {
  return Number(a.long) - Number(b.long) || a.distance - b.distance || a.ms - b.ms;
}

function reachingOf({ testFile, tests, loading, hooks, byTest }: MeasuredTests, { id, file }: Mutant): readonly Reaching[] {
  // What is evaluated once for all changes every test of the file.
  const everywhere = id in loading || id in hooks;
  const wanted = everywhere ? tests : tests.filter(({ test }) => byTest[test]?.[id] !== undefined);
  const hits = (loading[id] ?? 0) + (hooks[id] ?? 0) + Object.values(byTest).reduce((sum, hit) => sum + (hit[id] ?? 0), 0);
  return [false, true].flatMap((long) => {
    const these = wanted.filter(({ ms }) => ms > longTestMs === long);
    if (these.length === 0) return [];
    return {
      testFile,
      // Titles may be made of what is changed, so where all are wanted none is named.
      tests: these.length === tests.length ? null : these.map(({ test }) => test),
      ms: these.reduce((sum, { ms }) => sum + ms, 0),
      hits,
      loading: id in loading,
      distance: isNamedAfter(testFile, file) ? 0 : 1,
      long,
    };
  });
}

/** What is named after the changed file is about it. */
function isNamedAfter(testFile: string, file: string): boolean {
  return basename(testFile, '.test.js') === basename(file, '.ts');
}

function orderOf(mutant: string | null, { testFile, tests, hits }: Reaching): TestOrder {
  return { mutant, testFile, tests, hitLimit: 10_000 + 100 * hits };
}

/** What runs so much longer than it does without the mutant has no end. */
function limitMs({ ms }: Reaching): number {
  return 5000 + 4 * ms;
}

/** The process ended. */
const crash: TestFailure = { ms: Number.POSITIVE_INFINITY, timedOut: false };
