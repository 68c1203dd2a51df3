import type { Codec } from '../bytes/codec.ts';
import { type Extension, extension } from './extension.ts';

/** Extensions of the server that need no key agreement to be read, in wire order. */
export type EncryptedExtensions = {
  readonly extensions: readonly Extension[];
};

/**
 * TLS 1.3 (RFC 8446 §4.3.1), without the handshake header:
 *
 *     Extension extensions<0..2^16-1>;
 */
export const encryptedExtensions: Codec<EncryptedExtensions> = {
  name: 'EncryptedExtensions',
  read: (from) => ({ extensions: from.list(2, 'extensions', extension.read) }),
  write: (to, { extensions }) => {
    to.list(2, extensions, extension.write);
  },
};
