import type { Policy, PolicyRequirement } from './policy.ts';
import type { ReasonCode } from './reasons/reason.ts';

/** What became of one requirement. */
export type RequirementReport = Pick<PolicyRequirement, 'id' | 'level' | 'title'> & {
  readonly clause: string | null;
  /**
   * `broken` at one endpoint at least. `undetermined`: not broken as far as was seen, and something was not seen. `by-hand`: somebody has to attest it. `not-applicable`: nothing
   * here is subject to it.
   */
  readonly verdict: 'met' | 'broken' | 'undetermined' | 'not-applicable' | 'by-hand';
  /** Where it is broken, and by what: cipher suites, versions, keys, rules. */
  readonly broken: readonly { readonly subject: string; readonly found: readonly string[] }[];
  readonly undetermined: readonly { readonly subject: string; readonly code: ReasonCode; readonly because: string }[];
};

/** Whether a cluster holds to a policy. */
export type PolicyReport = Pick<Policy, 'name' | 'title' | 'edition' | 'source' | 'provenance'> & {
  readonly note: string | null;
  /** By what must be: what should be does not decide. */
  readonly verdict: 'ready' | 'not-ready' | 'undetermined';
  readonly requirements: readonly RequirementReport[];
};
