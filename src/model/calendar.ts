import type { CalendarUnknown, RefusingClients, Renewer } from './reasons/calendar-fact.ts';

/** What comes to pass on a day. */
export type CalendarKind =
  /** An endpoint's own certificate expires. */
  | 'certificate-expires'
  /** A CA above it expires. */
  | 'ca-expires'
  /** A certificate in the files of a node, which it does not show, expires. */
  | 'file-expires'
  /** A revocation list that was given is due to be replaced. */
  | 'revocation-list-due'
  /** The last day of a waiver. */
  | 'waiver-ends'
  /** From then on public CAs issue for a shorter time. */
  | 'public-limit-changes';

/** A connection that fails from then on. */
export type CalendarBreak = {
  /** Who refuses: a node as reports call it, or the clients that connect to such a port, in words. */
  readonly by: string;
  /** Which clients they are; null for a node. */
  readonly clients: RefusingClients | null;
  /** The endpoint whose certificate is refused. */
  readonly refuses: string;
  /** `likely`: it rests on trust that did not show, or on a certificate that ends before that day and is taken to be renewed. */
  readonly certainty: 'proven' | 'likely';
};

export type CalendarEvent = {
  /** The same from run to run: `certificate:SHA-256`, `waiver-ends:RULE at SUBJECT`. */
  readonly id: string;
  readonly kind: CalendarKind;
  /** ISO 8601. */
  readonly at: string;
  /** Whole days from when the calendar was made, rounded down; negative where it is past. */
  readonly daysLeft: number;
  /** What it is and who breaks, as a sentence. */
  readonly summary: string;
  readonly certificate: { readonly subject: string; readonly issuer: string; readonly sha256: string } | null;
  /** Endpoints that it is about, as reports call them; the first 50. */
  readonly places: readonly string[];
  /** How many there are. */
  readonly count: number;
  /** The first 100. */
  readonly breaks: readonly CalendarBreak[];
  readonly breakCount: number;
  /** Why it is not known of somebody whether he goes on accepting it. Empty where it is known of all. */
  readonly unknown: readonly string[];
  /** The codes of `unknown`, in the same order. */
  readonly unknownCodes: readonly CalendarUnknown['code'][];
  /** `operator`: whoever runs the stack himself. */
  readonly renewedBy: Renewer;
  /** Days that a certificate of a public CA which is issued on that day may be valid; null where the issuer is not public, or not known to be. */
  readonly longestRenewalDays: number | null;
};

/** A step of the renewals that are due. */
export type RenewalStep = {
  readonly step: 'make-ca' | 'trust-both' | 'issue' | 'renew' | 'drop-ca';
  readonly text: string;
  /** The certificate that is to be replaced, or the CA. */
  readonly subject: string;
  /** Where it is carried out; the first 50. Empty where that is wherever the CA is kept. */
  readonly places: readonly string[];
  /** ISO 8601: the step comes too late after it. Null of one that is in no hurry. */
  readonly before: string | null;
};

/** What ends when, and in which order to renew it. */
export type CalendarReport = {
  /** The instant that days are counted from, ISO 8601. */
  readonly at: string;
  /** The earliest first. */
  readonly events: readonly CalendarEvent[];
  /** For what expires within 90 days: in the order in which it is to be done. */
  readonly renewals: readonly RenewalStep[];
};
