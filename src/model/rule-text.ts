import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { Severity } from './severity.ts';

/** What to change, by deployment. */
export type Remedy = Readonly<Record<Deployment, string>> & {
  /** In place of all of them where OpenSearch answers, whose settings and tools have other names. Absent where `self` holds for it as well. */
  readonly openSearch?: string;
};

/** What a rule says of itself, without the judging: for whoever reads about it. */
export type RuleText = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly channels: readonly Channel[];
  readonly holds: string;
  readonly why: string;
  readonly remedy: Remedy;
  readonly source: string;
  readonly logLines?: readonly string[];
};
