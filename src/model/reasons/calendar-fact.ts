import type { Channel } from '../channel.ts';

/** Whoever connects to a port, or those of them who refuse a certificate. */
export type RefusingClients =
  | 'other-nodes'
  | 'nodes-of-other-clusters'
  | 'kibana-and-clients'
  | 'browsers-and-clients'
  | 'clients'
  | 'java-clients'
  | 'kibana-and-openssl-clients'
  | 'openssl-clients';

/** Who sees to the renewal. */
export type Renewer = 'operator' | 'eck-operator' | 'platform' | 'elastic';

/** Who refuses a certificate. */
export type Refuser =
  /** A node, by its label. */
  | { readonly code: 'node'; readonly label: string }
  /** Whoever connects to such a port. */
  | { readonly code: RefusingClients };

/** Of whom it is not known whether they go on accepting a certificate. Endpoints go by their labels. */
export type CalendarUnknown =
  | { readonly code: 'acceptance-not-shown'; readonly judge: string; readonly holder: string }
  | { readonly code: 'no-ca-given' | 'trusted-directly'; readonly holder: string }
  | { readonly code: 'use-not-shown' };

/** Who refuses a certificate once it has ended. */
export type EffectOfEnd = {
  readonly refusing: readonly Refuser[];
  /** Names of those whose certificate is refused; null for all who have it. */
  readonly refused: readonly string[] | null;
  /** Each of them only if it accepts the certificate until then. */
  readonly isAssumed: boolean;
  /** Somebody who was looked at goes on accepting it. */
  readonly isAcceptedBySome: boolean;
  readonly unknown: readonly CalendarUnknown[];
};

/** The end of a certificate that endpoints show. */
type EndInUse = {
  readonly names: readonly string[];
  readonly end: Date;
  readonly at: Date;
  readonly effect: EffectOfEnd;
  readonly renewedBy: Renewer;
};

/** What comes to pass on a day, by the kinds of the calendar; `at` is now. `names`: the endpoints that it is about, as short as they can be. */
export type CalendarFact =
  /** `channel`: null where it is the certificate of several. */
  | ({ readonly code: 'certificate-expires'; readonly channel: Channel | null } & EndInUse)
  | ({ readonly code: 'ca-expires'; readonly subject: string; readonly selfSigned: boolean } & EndInUse)
  /** `place`: the file, with the alias in it. */
  | {
      readonly code: 'file-expires';
      readonly subject: string;
      readonly place: string;
      readonly name: string;
      readonly end: Date;
      readonly at: Date;
    }
  | { readonly code: 'revocation-list-due'; readonly issuer: string; readonly end: Date; readonly at: Date }
  /** `until`: its last day, which counts as a whole. */
  | {
      readonly code: 'waiver-ends';
      readonly owner: string;
      readonly rule: string;
      readonly subject: string;
      readonly until: string;
      readonly hasEnded: boolean;
    }
  | { readonly code: 'public-limit-changes'; readonly from: Date; readonly days: number; readonly names: readonly string[] };

/** What is done in a step of the renewals. `names`: of the endpoints that have the certificate, or one of the CA. */
export type RenewalFact =
  | { readonly code: 'make-ca' | 'drop-ca'; readonly subject: string }
  | { readonly code: 'trust-both' | 'issue'; readonly names: readonly string[] }
  /** `bound`: the CA that ends before a certificate of the same length would. */
  | {
      readonly code: 'renew';
      readonly names: readonly string[];
      readonly bound: { readonly subject: string; readonly until: Date } | null;
    };
