import type { Codec } from '../../bytes/codec.ts';

/** psk_key_exchange_modes (RFC 8446 §4.2.9): `PskKeyExchangeMode ke_modes<1..255>`; 0 is psk_ke, 1 psk_dhe_ke. */
export const pskKeyExchangeModes: Codec<readonly number[]> = {
  name: 'PskKeyExchangeModes',
  read: (from) => from.uints(1, 'ke_modes', 1),
  write: (to, modes) => to.uints(1, modes, 1),
};
