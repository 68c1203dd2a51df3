import type { Channel } from './channel.ts';
import type { Deployment } from './deployment.ts';
import type { Severity } from './severity.ts';

/** What to change, by deployment. */
export type Remedy = Readonly<Record<Deployment, string>> & {
  /** In place of all of them where OpenSearch answers, whose settings and tools have other names. Absent where `self` holds for it as well. */
  readonly openSearch?: string;
};

/** What a rule says of itself, without the judging. Texts are prose for an operator. */
export type RuleText = {
  /** The catalogue's id, and the file's name. */
  readonly id: string;
  /** A short noun phrase for the table. */
  readonly title: string;
  readonly severity: Severity;
  /** Where it can be judged. A port that does not tell what it speaks (`unknown`) is judged by no rule that names channels, save those that list it. */
  readonly channels: readonly Channel[];
  /** What must hold. */
  readonly holds: string;
  /** What follows where it does not hold. */
  readonly why: string;
  readonly remedy: Remedy;
  /** The document or source that says so. */
  readonly source: string;
  /** Lines that users find in a log when this is the cause. */
  readonly logLines?: readonly string[];
};
