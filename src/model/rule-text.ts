import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { Severity } from './severity.ts';

/** What a rule says of itself, without the judging: for whoever reads about it. */
export type RuleText = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly channels: readonly Channel[];
  readonly holds: string;
  readonly why: string;
  readonly remedy: Readonly<Record<Deployment, string>>;
  readonly source: string;
  readonly logLines?: readonly string[];
};
