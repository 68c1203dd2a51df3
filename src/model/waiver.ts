/** Why a finding that stays is not acted on, who answers for that, and until when. */
export type Waiver = {
  readonly reason: string;
  readonly owner: string;
  /** The last day, `2027-03-31`. */
  readonly until: string;
};
