import type { Codec } from '../../bytes/codec.ts';

/** application_layer_protocol_negotiation (RFC 7301 §3.1): `ProtocolName protocol_name_list<2..2^16-1>`, each `opaque<1..2^8-1>`. */
export const protocolNameList: Codec<readonly Uint8Array[]> = {
  name: 'ProtocolNameList',
  read: (from) => from.list(2, 'protocol_name_list', (item) => item.opaque(1, 'ProtocolName')),
  write: (to, names) => to.list(2, names, (item, name) => item.opaque(1, name)),
};
