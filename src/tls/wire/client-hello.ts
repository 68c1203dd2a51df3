import type { Codec } from '../bytes/codec.ts';
import { type Extension, extension } from './extension.ts';
import { readSessionId, writeSessionId } from './session-id.ts';

/** The client's first message: what it offers, in its order of preference. */
export type ClientHello = {
  /** The highest version up to TLS 1.2; what is above is in supported_versions. */
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  /** At most 32 bytes. */
  readonly sessionId: Uint8Array;
  readonly cipherSuites: readonly number[];
  readonly compressionMethods: readonly number[];
  /** In wire order, repeated ones included; null where the message ends without a block of them. */
  readonly extensions: readonly Extension[] | null;
};

/**
 * SSL 3.0 to TLS 1.3 (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2), without the handshake header:
 *
 *     ProtocolVersion legacy_version;
 *     Random random;
 *     opaque legacy_session_id<0..32>;
 *     CipherSuite cipher_suites<2..2^16-2>;
 *     opaque legacy_compression_methods<1..2^8-1>;
 *     Extension extensions<8..2^16-1>;     // absent before RFC 3546, and allowed to be in TLS 1.2
 */
export const clientHello: Codec<ClientHello> = {
  name: 'ClientHello',
  read: (from) => ({
    version: from.uint(2, 'legacy_version'),
    random: from.bytes(32, 'random'),
    sessionId: readSessionId(from, 'legacy_session_id'),
    cipherSuites: from.uints(2, 'cipher_suites', 2),
    compressionMethods: from.uints(1, 'legacy_compression_methods', 1),
    extensions: from.left === 0 ? null : from.list(2, 'extensions', extension.read),
  }),
  write: (to, { version, random, sessionId, cipherSuites, compressionMethods, extensions }) => {
    to.uint(2, version);
    to.fixed(32, random);
    writeSessionId(to, sessionId);
    to.uints(2, cipherSuites, 2);
    to.uints(1, compressionMethods, 1);
    if (extensions) to.list(2, extensions, extension.write);
  },
};
