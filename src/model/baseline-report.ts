import type { Severity } from './severity.ts';

/** A finding of one of two reports that are compared, with the endpoint, or the subjects, that it is on. */
export type ComparedFinding = {
  /** As in `target` of its endpoint; of a finding on several, their names with commas between. */
  readonly target: string;
  /** Null where the endpoint had none, and of a finding on several. */
  readonly address: string | null;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
};

/** What changed since an earlier report. */
export type BaselineReport = {
  /** When the earlier run began: the first of its endpoints, where its report does not say. Null where nothing says. */
  readonly startedAt: string | null;
  /** What was not there, or was less severe. */
  readonly new: readonly ComparedFinding[];
  /** What was there, and is no more: at endpoints that were seen again, by rules that could be judged. */
  readonly gone: readonly ComparedFinding[];
  /** How many findings were there already. */
  readonly known: number;
  /** Endpoints of the earlier report that were not asked now, or did not answer: how many findings they had. */
  readonly notSeen: readonly { readonly target: string; readonly address: string | null; readonly findings: number }[];
};
