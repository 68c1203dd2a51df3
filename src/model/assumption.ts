/** What a likely cause takes for granted. Peers go by their labels. */
export type Assumption =
  | { readonly code: 'trusts-own-issuer'; readonly who: string }
  | { readonly code: 'checks-names'; readonly who: string }
  | { readonly code: 'rejected-for-its-issuer'; readonly who: string }
  /** Some of the connections would succeed. */
  | { readonly code: 'connects-elsewhere'; readonly who: string }
  | { readonly code: 'judged-as-java-does'; readonly who: string }
  | { readonly code: 'closes-for-its-versions'; readonly who: string }
  | { readonly code: 'same-network'; readonly who: string }
  | { readonly code: 'log-is-of-now' }
  /** An error that names no connection was the answer to a call of this kind. */
  | { readonly code: 'call-was'; readonly of: string }
  /** Names of the rules whose cause rests on something that files do not show. */
  | {
      readonly code:
        | 'no-other-seed-provider'
        | 'no-older-node-left'
        | 'service-reads-no-more'
        | 'unseen-issuer-is-root'
        | 'unseen-issuer-is-intermediate'
        | 'certificate-is-not-public'
        | 'files-are-those-in-use';
    };

/** As reports have it. */
export type AssumptionReport = {
  /** For programs: stable. */
  readonly code: Assumption['code'];
  /** The rest of "assumes …". */
  readonly text: string;
};
