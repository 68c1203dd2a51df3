/** A misconfiguration that is known and has no rule of its own. */
export type RuleLeftOut = {
  readonly id: string;
  /** A short noun phrase. */
  readonly title: string;
  /** Why not, as sentences. */
  readonly reason: string;
  /** Rules that report what comes of it, or stand nearest to it; the likeliest first. */
  readonly see: readonly string[];
};
