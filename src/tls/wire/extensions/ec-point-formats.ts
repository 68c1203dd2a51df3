import type { Codec } from '../../bytes/codec.ts';

/** ec_point_formats (RFC 8422 §5.1.2): `ECPointFormat ec_point_format_list<1..2^8-1>`; 0 is uncompressed. */
export const pointFormats: Codec<readonly number[]> = {
  name: 'ECPointFormatList',
  read: (from) => from.uints(1, 'ec_point_format_list', 1),
  write: (to, formats) => to.uints(1, formats, 1),
};
