/** What the operator has to fix: a flag, a file, a target. Shown as one line and a hint; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Stable, for programs: `target-invalid`, `file-unreadable`, … */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
