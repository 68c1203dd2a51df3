import type { Codec } from '../../bytes/codec.ts';

/** supported_groups (RFC 8446 §4.2.7), once elliptic_curves, best first: `NamedGroup named_group_list<2..2^16-1>`. */
export const namedGroupList: Codec<readonly number[]> = {
  name: 'NamedGroupList',
  read: (from) => from.uints(2, 'named_group_list', 2),
  write: (to, groups) => to.uints(2, groups, 2),
};
