import type { Codec } from '../bytes/codec.ts';
import { type Extension, extension } from './extension.ts';
import { readSessionId, writeSessionId } from './session-id.ts';

/** The server's choice; a HelloRetryRequest has the same form. */
export type ServerHello = {
  /** The version up to TLS 1.2; TLS 1.3 says so in supported_versions. */
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  /** At most 32 bytes. In TLS 1.3 the client's, echoed. */
  readonly sessionId: Uint8Array;
  readonly cipherSuite: number;
  readonly compressionMethod: number;
  /** In wire order, repeated ones included; null where the message ends without a block of them. */
  readonly extensions: readonly Extension[] | null;
};

/**
 * SSL 3.0 to TLS 1.3 (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3), without the handshake header:
 *
 *     ProtocolVersion legacy_version;
 *     Random random;
 *     opaque legacy_session_id_echo<0..32>;
 *     CipherSuite cipher_suite;
 *     uint8 legacy_compression_method;
 *     Extension extensions<6..2^16-1>;     // absent in SSL 3.0, and allowed to be in TLS 1.2
 */
export const serverHello: Codec<ServerHello> = {
  name: 'ServerHello',
  read: (from) => ({
    version: from.uint(2, 'legacy_version'),
    random: from.bytes(32, 'random'),
    sessionId: readSessionId(from, 'legacy_session_id_echo'),
    cipherSuite: from.uint(2, 'cipher_suite'),
    compressionMethod: from.uint(1, 'legacy_compression_method'),
    extensions: from.left === 0 ? null : from.list(2, 'extensions', extension.read),
  }),
  write: (to, { version, random, sessionId, cipherSuite, compressionMethod, extensions }) => {
    to.uint(2, version);
    to.fixed(32, random);
    writeSessionId(to, sessionId);
    to.uint(2, cipherSuite);
    to.uint(1, compressionMethod);
    if (extensions) to.list(2, extensions, extension.write);
  },
};

/** The random by which a HelloRetryRequest is known: SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3). */
export const helloRetryRequestRandom: Uint8Array = Uint8Array.from([
  0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c,
  0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
]);

export function isHelloRetryRequest(hello: ServerHello): boolean {
  return endsWith(hello.random, helloRetryRequestRandom);
}

/**
 * What a server that could speak more writes at the end of its random (RFC 8446 §4.1.3): `TLSv1.2` where it could speak TLS 1.3
 * and was led to TLS 1.2, `TLSv1.1` where it could speak TLS 1.2 or later and was led to TLS 1.1 or earlier.
 */
export function downgradeSentinel(random: Uint8Array): 'TLSv1.2' | 'TLSv1.1' | null {
  if (endsWith(random, downgradedToTls12)) return 'TLSv1.2';
  if (endsWith(random, downgradedToTls11)) return 'TLSv1.1';
  return null;
}

// "DOWNGRD" and a byte.
const downgradedToTls12 = Uint8Array.from([0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01]);
const downgradedToTls11 = Uint8Array.from([0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x00]);

function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  const from = bytes.length - end.length;
  return end.every((byte, i) => bytes[from + i] === byte);
}
