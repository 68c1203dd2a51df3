import { type ChildProcess, spawn } from 'node:child_process';
import type { TestAnswer, TestOrder } from './run-tests.ts';

export type ProcessAnswer =
  | { readonly kind: 'answered'; readonly answer: TestAnswer }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'timed-out' };

/** How long modules may take to load on a busy machine. */
export const loadingLimitMs = 20_000;

const running = new Set<TestProcess>();
process.once('exit', () => {
  for (const one of running) one.end();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/** A process that runs tests of the tree, one order after the other. It ends with the first order that it does not answer. */
export class TestProcess {
  readonly #child: ChildProcess;
  readonly #loaded = new Set<string>();
  #ended = false;

  constructor(tree: string, mutant: string | null = null) {
    const { __STRYKER_ACTIVE_MUTANT__: _, ...environment } = process.env;
    this.#child = spawn(process.execPath, ['dist/scripts/mutants/run-tests.js'], {
      cwd: tree,
      env: { ...environment, ...(mutant === null ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }) },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A process group, since what the tests start must not outlive them.
      detached: true,
    });
    running.add(this);
    this.#child.once('exit', () => {
      this.#ended = true;
      running.delete(this);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Loads a test file and what it imports, so that a limit for its tests need not allow for that. */
  async load(testFile: string): Promise<void> {
    if (this.#loaded.has(testFile)) return;
    const nothing: TestOrder = { mutant: null, testFile, tests: [], hitLimit: Number.MAX_SAFE_INTEGER };
    await this.run(nothing, 3 * loadingLimitMs);
    this.#loaded.add(testFile);
  }

  async run(order: TestOrder, limitMs: number): Promise<ProcessAnswer> {
    const child = this.#child;
    const answer = await new Promise<ProcessAnswer>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'timed-out' }), limitMs);
      const onExit = () => resolve({ kind: 'crashed' });
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        clearTimeout(timer);
        resolve({ kind: 'answered', answer: message as TestAnswer });
      });
      if (this.#ended) resolve({ kind: 'crashed' });
      else child.send(order);
    });
    if (answer.kind !== 'answered') this.end();
    return answer;
  }

  end(): void {
    this.#ended = true;
    running.delete(this);
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // All of them have ended.
    }
  }
}

/** A process of its own for one order; where a mutant is awake, it is so while modules are loaded, too. */
export async function runAlone(tree: string, order: TestOrder, limitMs: number): Promise<ProcessAnswer> {
  const process = new TestProcess(tree, order.mutant);
  const answer = await process.run(order, limitMs);
  process.end();
  return answer;
}
