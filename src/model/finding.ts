import type { FindingFacts } from './facts.ts';
import type { Fix } from './fix.ts';
import type { ReasonCode } from './reasons/reason.ts';
import type { Severity } from './severity.ts';
import type { Waiver } from './waiver.ts';

/** A misconfiguration that was seen. */
export type Finding = {
  /** The id in the catalogue of rules. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** What was seen, here and now. */
  readonly detail: string;
  /** The facts behind it, as plain JSON. */
  readonly evidence: FindingFacts;
  /** What to do about it here, as text: the steps of `fix`, with their lines. */
  readonly remedy: string;
  readonly fix: Fix;
  readonly source: string;
  /** `likely`: something was taken for granted. Absent where what was seen is all there is to it. */
  readonly certainty?: 'proven' | 'likely';
  /** The product, or the tool that makes its certificates, does so where nobody changed anything. */
  readonly asShipped?: true;
  /** Somebody decided to live with it for a time. */
  readonly waived?: Waiver;
};

/** What could not be judged, and what was missing. */
export type Unknown = {
  readonly rule: string;
  /** Why, for programs: stable. */
  readonly code: ReasonCode;
  /** The same as the end of a sentence. */
  readonly because: string;
};
