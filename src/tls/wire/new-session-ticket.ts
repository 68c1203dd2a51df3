import type { Codec } from '../bytes/codec.ts';
import { type Extension, extension } from './extension.ts';

export type NewSessionTicket12 = {
  /** Seconds; 0 says nothing. */
  readonly lifetimeHint: number;
  readonly ticket: Uint8Array;
};

/**
 * TLS 1.2 and earlier (RFC 5077 §3.3), without the handshake header:
 *
 *     uint32 ticket_lifetime_hint;
 *     opaque ticket<0..2^16-1>;
 */
export const newSessionTicket12: Codec<NewSessionTicket12> = {
  name: 'NewSessionTicket',
  read: (from) => ({
    lifetimeHint: from.uint(4, 'ticket_lifetime_hint'),
    ticket: from.opaque(2, 'ticket'),
  }),
  write: (to, { lifetimeHint, ticket }) => {
    to.uint(4, lifetimeHint);
    to.opaque(2, ticket);
  },
};

export type NewSessionTicket13 = {
  /** Seconds. */
  readonly lifetime: number;
  /** Milliseconds, added to the ticket's age to hide it. */
  readonly ageAdd: number;
  readonly nonce: Uint8Array;
  readonly ticket: Uint8Array;
  readonly extensions: readonly Extension[];
};

/**
 * TLS 1.3 (RFC 8446 §4.6.1), without the handshake header:
 *
 *     uint32 ticket_lifetime;
 *     uint32 ticket_age_add;
 *     opaque ticket_nonce<0..255>;
 *     opaque ticket<1..2^16-1>;
 *     Extension extensions<0..2^16-2>;
 */
export const newSessionTicket13: Codec<NewSessionTicket13> = {
  name: 'NewSessionTicket',
  read: (from) => ({
    lifetime: from.uint(4, 'ticket_lifetime'),
    ageAdd: from.uint(4, 'ticket_age_add'),
    nonce: from.opaque(1, 'ticket_nonce'),
    ticket: from.opaque(2, 'ticket'),
    extensions: from.list(2, 'extensions', extension.read),
  }),
  write: (to, { lifetime, ageAdd, nonce, ticket, extensions }) => {
    to.uint(4, lifetime);
    to.uint(4, ageAdd);
    to.opaque(1, nonce);
    to.opaque(2, ticket);
    to.list(2, extensions, extension.write);
  },
};
