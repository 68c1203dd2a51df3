import type { Ending } from '../ending.ts';

/** Why one handshake does not tell what a server does with a client that has no certificate. */
export type ClientAuthReason =
  | { readonly code: 'handshake-not-completed' | 'first-flight-broke-off'; readonly ending: Ending }
  /** It asked for a certificate; from here on it did so in each. `ending` is how it went on. */
  | { readonly code: 'asked-and-broke-off' | 'asked-and-refused-unclearly' | 'asked-and-not-finished'; readonly ending: Ending }
  /** Whether it insists was not tried, since that leaves a line in its log. */
  | { readonly code: 'asked-and-not-tried' }
  /** After an empty certificate neither a ticket, nor data, nor an alert came. */
  | { readonly code: 'asked-and-undecided' }
  | { readonly code: 'asked-and-left-tls' }
  /** Of a saved run of an earlier release, which has the sentence alone. */
  | { readonly code: 'as-saved'; readonly text: string };
