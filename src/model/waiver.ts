/** Why a finding that stays is not acted on, who answers for that, and until when. */
export type Waiver = {
  readonly reason: string;
  readonly owner: string;
  /** The last day, `2027-03-31`. */
  readonly until: string;
};

/** What is waived: findings of a rule, or what breaks a requirement of a policy, at some subjects. */
export type WaivedMatter = Waiver & {
  /** The id of a rule, or `mozilla-intermediate/tls12-cipher-suites`. */
  readonly rule: string;
  /** The endpoint as reports call it, or what else a finding is about; `*` stands for any run of characters. */
  readonly subject: string;
};
