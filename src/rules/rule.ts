import type { Encounter } from '../model/encounter.ts';
import type { Evidence } from '../model/evidence.ts';
import type { RuleText } from '../model/rule-text.ts';
import type { Severity } from '../model/severity.ts';

/** What a rule makes of the evidence. */
export type Outcome =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'finding';
      /** What was seen, as a sentence. */
      readonly message: string;
      /** Where this case is worse or milder than the rule's own severity. */
      readonly severity?: Severity;
      /** The facts behind it, as plain JSON. */
      readonly facts?: Readonly<Record<string, unknown>>;
    }
  /** It could not be told; `because` says what was missing. */
  | { readonly kind: 'unknown'; readonly because: string }
  /** The rule has nothing to say of this endpoint: no certificate where TLS is off, say. */
  | { readonly kind: 'not-applicable' };

/** One misconfiguration of one endpoint: what must hold, how it is seen, what mends it, who says so. */
export type Rule = RuleText & { readonly judge: (evidence: Evidence) => Outcome };

/** What a rule makes of one node dialling another. */
export type PairOutcome = Exclude<Outcome, { readonly kind: 'finding' }> | (Extract<Outcome, { readonly kind: 'finding' }> & PairBlame);

/** Whose certificate or settings are at fault; absent where two that do not fit are each right in themselves. */
type PairBlame = { readonly blames?: 'from' | 'to' };

/** Why one node would not be let in by another. A finding says that the connection fails. */
export type PairRule = RuleText & {
  /** `full`: only where the dialling node has `verification_mode: full`. */
  readonly under: 'any' | 'full';
  readonly judge: (encounter: Encounter) => PairOutcome;
};

/** An endpoint, and what tells it from the others: its target, with the address where a name has several. */
export type Member = { readonly label: string; readonly evidence: Evidence };

/** Everything that was seen of endpoints that belong together. */
export type Cluster = {
  /** All channels. */
  readonly endpoints: readonly Member[];
  /** Every ordered pair of transport endpoints. */
  readonly encounters: readonly Encounter[];
};

/** `subjects` are the labels of those that it concerns: the minority, where one differs from the others. */
export type ClusterOutcome =
  | Exclude<Outcome, { readonly kind: 'finding' }>
  | (Extract<Outcome, { readonly kind: 'finding' }> & { readonly subjects: readonly string[] });

/** What shows only in comparison. */
export type ClusterRule = RuleText & { readonly judge: (cluster: Cluster) => ClusterOutcome };
