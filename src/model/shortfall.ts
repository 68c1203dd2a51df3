import type { ProtocolVersion } from './protocol-version.ts';
import type { Unreached } from './reachability.ts';

/** An address gets the time of so many timeouts for all questions. */
export const timeoutsPerAddress = 4;

/** Why a question has no whole answer. */
export type Shortfall =
  /** The time for all questions to the address ended; `afterMs` is how much that was. */
  | { readonly kind: 'deadline'; readonly afterMs: number }
  /** Nothing that was waited for came in the time for it. */
  | { readonly kind: 'silence'; readonly afterMs: number }
  | { readonly kind: 'closed'; readonly how: 'fin' | 'reset' }
  | { readonly kind: 'alert'; readonly description: number }
  /** This one connection did not come about. */
  | { readonly kind: 'not-connected'; readonly reachability: Unreached }
  | { readonly kind: 'not-tls' }
  /** What came breaks the protocol; `reason` is kebab-case, or names the field. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** It took what it was not offered. */
  | { readonly kind: 'not-offered'; readonly choice: string }
  /** The handshake ended well on our side, and nothing told what the server makes of us. */
  | { readonly kind: 'undecided' };

/** Why a list may lack something. `elsewhere`: on purpose, the rest was offered in that version, which goes by the same list. */
export type Gap = Shortfall | { readonly kind: 'elsewhere'; readonly version: ProtocolVersion };

/** What questions are about. */
export type Topic =
  | 'newest-version'
  | 'other-version'
  | 'older-versions'
  | 'in-clear'
  | 'application'
  | 'client-certificate'
  | 'stranger'
  | 'cipher-suites'
  | 'server-order'
  | 'signature-schemes'
  | 'groups'
  | 'features'
  | 'resumption'
  | 'application-protocols'
  | 'fallback'
  | 'server-name'
  | 'tolerance'
  | 'client-hellos';

/** What was to be asked, and has no whole answer. */
export type Unanswered = {
  readonly topic: Topic;
  /** Null where it is not about one version. */
  readonly version: ProtocolVersion | null;
  readonly because: Shortfall;
};

/** One list for all endpoints of which everything was told. */
export const allAnswered: readonly Unanswered[] = [];
