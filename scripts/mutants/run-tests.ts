import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import Mocha from 'mocha';

/** A test file of an instrumented build to run until the first failure. */
export type TestOrder = {
  /** The one that is awake. */
  readonly mutant: string | null;
  readonly testFile: string;
  /** Full titles; null runs the whole file. */
  readonly tests: readonly string[] | null;
  /** How many evaluations of the mutated place are an endless loop. */
  readonly hitLimit: number;
};

export type TestFailure = { readonly ms: number; readonly timedOut: boolean };

export type TestAnswer = {
  /** Null where all tests pass. */
  readonly failure: TestFailure | null;
  readonly tests: readonly { readonly test: string; readonly ms: number }[];
  /** How often each mutant's place was evaluated while modules were loaded. */
  readonly loading: Hits;
  /** The same while hooks ran. */
  readonly hooks: Hits;
  /** The same by a test's full title. */
  readonly byTest: Readonly<Record<string, Hits>>;
};

export type Hits = Readonly<Record<string, number>>;

/** What the instrumented code reads and writes. */
type Stryker = {
  activeMutant?: string;
  hitCount: number;
  hitLimit: number;
  currentTestId?: string;
  mutantCoverage: { readonly static: Record<string, number>; readonly perTest: Record<string, Hits> };
};

/** Of a test that hooks are; no test has an empty title. */
const hooksId = '(hooks)';

// Started by `test-process.ts`, which sends one order after the other.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stryker: Stryker = { hitCount: 0, hitLimit: 0, mutantCoverage: { static: {}, perTest: {} } };
  Object.assign(globalThis, { __stryker__: stryker });
  endWithParent();
  process.on('message', async (order: TestOrder) => process.send?.(await runTests(stryker, order)));
}

/** Ends this process, and what the tests started, as soon as whoever started it is gone. A thread of its own looks, since a mutant may keep this one in a loop. */
function endWithParent(): void {
  const watch = `const { ppid, pid } = process; setInterval(() => { if (process.ppid !== ppid) process.kill(-pid, 'SIGKILL'); }, 500);`;
  new Worker(watch, { eval: true, stdout: true, stderr: true }).unref();
}

type LoadedFile = { readonly mocha: Mocha; readonly tests: ReadonlyMap<Mocha.Suite, readonly Mocha.Test[]> };

const loaded = new Map<string, LoadedFile>();

async function runTests(stryker: Stryker, order: TestOrder): Promise<TestAnswer> {
  const { mutant, hitLimit } = order;
  if (mutant === null) delete stryker.activeMutant;
  else stryker.activeMutant = mutant;
  Object.assign(stryker, { hitCount: 0, hitLimit });
  // What the tests start reads it from the environment.
  if (mutant === null) delete process.env.__STRYKER_ACTIVE_MUTANT__;
  else process.env.__STRYKER_ACTIVE_MUTANT__ = mutant;
  const { static: loading, perTest } = stryker.mutantCoverage;
  for (const test of Object.keys(perTest)) delete perTest[test];
  const result = await runFile(stryker, order);
  const { [hooksId]: hooks = {}, ...byTest } = perTest;
  return { ...result, loading, hooks, byTest };
}

async function runFile(stryker: Stryker, { testFile, tests: wanted }: TestOrder): Promise<Pick<TestAnswer, 'failure' | 'tests'>> {
  const started = performance.now();
  delete stryker.currentTestId;
  let file: LoadedFile;
  try {
    file = loaded.get(testFile) ?? (await load(testFile));
  } catch (error) {
    return { failure: { ms: performance.now() - started, timedOut: isHitLimit(String(error)) }, tests: [] };
  }
  loaded.set(testFile, file);
  const titles = new Set(wanted);
  for (const [suite, all] of file.tests) suite.tests = all.filter((test) => wanted === null || titles.has(test.fullTitle()));
  const tests: { test: string; ms: number }[] = [];
  let failure: TestFailure | null = null;
  stryker.currentTestId = hooksId;
  await new Promise<void>((done) => {
    file.mocha
      .run(() => done())
      .on('test', (test) => {
        stryker.currentTestId = test.fullTitle();
      })
      .on('test end', () => {
        stryker.currentTestId = hooksId;
      })
      .on('pass', (test) => tests.push({ test: test.fullTitle(), ms: test.duration ?? 0 }))
      .on('fail', (test, error) => {
        const timedOut = error?.code === 'ERR_MOCHA_TIMEOUT' || isHitLimit(String(error?.message ?? error));
        failure ??= { ms: test.duration ?? performance.now() - started, timedOut };
      });
  });
  return { failure, tests };
}

async function load(testFile: string): Promise<LoadedFile> {
  const mocha = new Mocha({ timeout: 20_000, bail: true, reporter: class {} as never });
  mocha.cleanReferencesAfterRun(false);
  mocha.addFile(testFile);
  await mocha.loadFilesAsync();
  const tests = new Map<Mocha.Suite, readonly Mocha.Test[]>();
  const visit = (suite: Mocha.Suite): void => {
    tests.set(suite, suite.tests);
    suite.suites.forEach(visit);
  };
  visit(mocha.suite);
  return { mocha, tests };
}

/** Stryker's own end to an endless loop. */
function isHitLimit(message: string): boolean {
  return message.includes('Hit count limit reached');
}
