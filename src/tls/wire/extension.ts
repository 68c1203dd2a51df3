import type { Codec } from '../bytes/codec.ts';

/** An extension as received, known or not. */
export type Extension = {
  readonly type: number;
  readonly data: Uint8Array;
};

/**
 * RFC 8446 §4.2, RFC 6066 §1:
 *
 *     ExtensionType extension_type;
 *     opaque extension_data<0..2^16-1>;
 */
export const extension: Codec<Extension> = {
  name: 'Extension',
  read: (from) => ({
    type: from.uint(2, 'extension_type'),
    data: from.opaque(2, 'extension_data'),
  }),
  write: (to, { type, data }) => {
    to.uint(2, type);
    to.opaque(2, data);
  },
};

/** The data of the first extension of a type; undefined where there is none, or no extensions block at all. */
export function findExtension(extensions: readonly Extension[] | null, type: number): Uint8Array | undefined {
  return extensions?.find((one) => one.type === type)?.data;
}
