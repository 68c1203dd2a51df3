import type { Codec } from '../../bytes/codec.ts';

export type KeyShareEntry = {
  readonly group: number;
  /** A public key, in the form that the group has (RFC 8446 §4.2.8.1, §4.2.8.2). */
  readonly keyExchange: Uint8Array;
};

/**
 * key_share in ServerHello (RFC 8446 §4.2.8), one entry:
 *
 *     NamedGroup group;
 *     opaque key_exchange<1..2^16-1>;
 */
export const serverKeyShare: Codec<KeyShareEntry> = {
  name: 'KeyShareEntry',
  read: (from) => ({
    group: from.uint(2, 'group'),
    keyExchange: from.opaque(2, 'key_exchange'),
  }),
  write: (to, { group, keyExchange }) => {
    to.uint(2, group);
    to.opaque(2, keyExchange);
  },
};

/** key_share in ClientHello (RFC 8446 §4.2.8), best first: `KeyShareEntry client_shares<0..2^16-1>`. */
export const clientKeyShares: Codec<readonly KeyShareEntry[]> = {
  name: 'KeyShareClientHello',
  read: (from) => from.list(2, 'client_shares', serverKeyShare.read),
  write: (to, shares) => to.list(2, shares, serverKeyShare.write),
};

/** key_share in HelloRetryRequest (RFC 8446 §4.2.8): `NamedGroup selected_group`. */
export const selectedGroup: Codec<number> = {
  name: 'KeyShareHelloRetryRequest',
  read: (from) => from.uint(2, 'selected_group'),
  write: (to, group) => to.uint(2, group),
};
