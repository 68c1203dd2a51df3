import type { Channel } from './channel.ts';
import type { FixOf } from './fix.ts';
import type { Severity } from './severity.ts';

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
  readonly requirement: string;
  /** What follows where it does not hold. */
  readonly impact: string;
  /** What to do about it. */
  readonly fix: FixOf;
  /** The document or source that says so. */
  readonly source: string;
};

/** What a rule says of itself, without what another form of it brings along. */
export function ruleText({ id, title, severity, channels, requirement, impact, fix, source }: RuleText): RuleText {
  return { id, title, severity, channels, requirement, impact, fix, source };
}
