import type { Severity } from './severity.ts';

/** A misconfiguration that was seen. */
export type Finding = {
  /** The id in the catalogue of rules. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** What was seen, here and now. */
  readonly detail: string;
  /** The facts behind it, as plain JSON. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** What to change, for the deployment at hand. */
  readonly remedy: string;
  readonly source: string;
};

/** What could not be judged, and what was missing. */
export type Unknown = { readonly rule: string; readonly because: string };
