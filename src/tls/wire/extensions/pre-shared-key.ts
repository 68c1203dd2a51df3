import type { Codec } from '../../bytes/codec.ts';

export type OfferedPsks = {
  readonly identities: readonly {
    /** A ticket, as the server gave it. */
    readonly identity: Uint8Array;
    /** Milliseconds since it came, plus its ageAdd, modulo 2^32. */
    readonly obfuscatedTicketAge: number;
  }[];
  /** One for each identity: a MAC over the hello up to this list. */
  readonly binders: readonly Uint8Array[];
};

/**
 * pre_shared_key in ClientHello (RFC 8446 §4.2.11), the last of its extensions:
 *
 *     PskIdentity identities<7..2^16-1>;   // opaque identity<1..2^16-1>; uint32 obfuscated_ticket_age;
 *     PskBinderEntry binders<33..2^16-1>;  // opaque PskBinderEntry<32..255>;
 */
export const offeredPsks: Codec<OfferedPsks> = {
  name: 'OfferedPsks',
  read: (from) => ({
    identities: from.list(2, 'identities', (item) => ({
      identity: item.opaque(2, 'identity'),
      obfuscatedTicketAge: item.uint(4, 'obfuscated_ticket_age'),
    })),
    binders: from.list(2, 'binders', (item) => item.opaque(1, 'binder')),
  }),
  write: (to, { identities, binders }) => {
    to.list(2, identities, (item, { identity, obfuscatedTicketAge }) => {
      item.opaque(2, identity);
      item.uint(4, obfuscatedTicketAge);
    });
    to.list(2, binders, (item, binder) => item.opaque(1, binder));
  },
};

/** pre_shared_key in ServerHello (RFC 8446 §4.2.11): `uint16 selected_identity`, counted from zero. */
export const selectedIdentity: Codec<number> = {
  name: 'PreSharedKeyServerHello',
  read: (from) => from.uint(2, 'selected_identity'),
  write: (to, index) => to.uint(2, index),
};
