/** A change to the source, as Stryker makes it. */
export type Mutant = {
  /** By which the instrumented code knows it; the environment variable of the same run names it. */
  readonly id: string;
  readonly room: string;
  /** From the root of the project, with slashes. */
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The kind of change, in Stryker's words: `ConditionalExpression`. */
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** The whole line where the change begins, trimmed: it finds the place again when lines above it change. */
  readonly within: string;
};

/** What the tests made of it. A time-out is not a kill: a busy machine looks the same. */
export type Fate = 'killed' | 'timed-out' | 'survived' | 'uncovered';

/** Names a mutant across commits: file, line and change, without a line number. */
export function keyOf({ file, within, original, replacement, mutator }: Omit<Mutant, 'id' | 'room' | 'line' | 'column'>): string {
  return [file, within, mutator, original, replacement].join('\n');
}
