import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { FixStep } from './fix.ts';
import type { RuleText } from './rule-text.ts';

/** What to do about a finding of a rule, for some deployments and ports. */
export type RuleFix = {
  /** Empty where OpenSearch answers, whatever it runs on. */
  readonly deployments: readonly Deployment[];
  readonly product: 'elastic' | 'opensearch';
  readonly channels: readonly Channel[];
  readonly steps: readonly FixStep[];
};

/** A rule with what to do, before anything is known of a place. */
export type ExplainedRule = Omit<RuleText, 'fix' | 'requirement' | 'impact'> & {
  /** The requirement, under its name in JSON. */
  readonly holds: string;
  /** The impact, under its name in JSON. */
  readonly why: string;
  /** The steps as text, by deployment. */
  readonly remedy: Readonly<Record<Deployment, string>> & { readonly openSearch?: string };
  readonly fixes: readonly RuleFix[];
  /** Lines that users find in a log when this is the cause; absent where none is known. */
  readonly logLines?: readonly string[];
};
