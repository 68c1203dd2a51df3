import type { Codec } from '../../bytes/codec.ts';

export type ServerName = {
  /** 0 is host_name, the one type there is. */
  readonly type: number;
  /** A DNS name in ASCII, without the final dot. */
  readonly name: Uint8Array;
};

/**
 * The client's server_name (RFC 6066 §3); the server's is empty.
 *
 *     ServerName server_name_list<1..2^16-1>;     // NameType name_type; opaque HostName<1..2^16-1>
 */
export const serverNameList: Codec<readonly ServerName[]> = {
  name: 'ServerNameList',
  read: (from) =>
    from.list(2, 'server_name_list', (item) => ({
      type: item.uint(1, 'name_type'),
      name: item.opaque(2, 'HostName'),
    })),
  write: (to, names) => {
    to.list(2, names, (item, { type, name }) => {
      item.uint(1, type);
      item.opaque(2, name);
    });
  },
};
