/** Whether the one node would be let in by the other, and accept it. */
export type PairVerdict = 'accepted' | 'refused' | 'unknown';
