export type UsageErrorOptions = { readonly cause?: unknown; readonly others?: readonly string[] };

/** What the operator has to fix: a flag, a file, a target. Shown as one line, or as one for each fault, and a hint; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Stable, for programs: `target-invalid`, `file-unreadable`, … */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string;
  /** What else is wrong, a line each. */
  readonly others: readonly string[];

  constructor(code: string, message: string, hint: string, { others = [], ...options }: UsageErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.hint = hint;
    this.others = others;
  }
}
