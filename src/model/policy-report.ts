import type { Policy, PolicyRequirement } from './policy.ts';
import type { ReasonCode } from './reasons/reason.ts';
import type { WaivedMatter, Waiver } from './waiver.ts';

/** What became of one requirement. */
export type RequirementReport = Pick<PolicyRequirement, 'id' | 'level' | 'title'> & {
  readonly clause: string | null;
  /**
   * `broken` at one endpoint at least. `waived`: not met, and each place is waived. `undetermined`: not broken as far as was seen, and something was not seen. `by-hand`: somebody has to attest it. `not-applicable`: nothing
   * here is subject to it.
   */
  readonly verdict: 'met' | 'waived' | 'broken' | 'undetermined' | 'not-applicable' | 'by-hand';
  /** Where it is broken, and by what: cipher suites, versions, keys, rules. */
  readonly broken: readonly { readonly subject: string; readonly found: readonly string[] }[];
  /** Where it is not met, and somebody decided to live with that. */
  readonly waived: readonly ({ readonly subject: string; readonly found: readonly string[] } & Waiver)[];
  readonly undetermined: readonly { readonly subject: string; readonly code: ReasonCode; readonly because: string }[];
};

/** Whether a cluster holds to a policy. */
export type PolicyReport = Pick<Policy, 'name' | 'title' | 'edition' | 'source' | 'provenance'> & {
  readonly note: string | null;
  /** By what must be: what should be does not decide. */
  readonly verdict: 'ready' | 'not-ready' | 'undetermined';
  readonly requirements: readonly RequirementReport[];
  readonly waivers: readonly WaiverReport[];
};

/** What became of one waiver. */
export type WaiverReport = WaivedMatter & {
  /** `unused`: nothing that it is about was found. `expired`: its last day is over, so that it waives nothing. */
  readonly state: 'used' | 'unused' | 'expired';
  /** What it waives; of an expired one, what it would. */
  readonly matches: readonly string[];
  /** What its pattern takes in beyond that: the next problem there would be waived unseen. Empty where it names its subject. */
  readonly beyond: readonly string[];
};
