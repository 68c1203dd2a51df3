import { type Codec, decode } from '../bytes/codec.ts';
import type { Extension } from '../wire/extension.ts';
import { type AlertName, refuse } from './refusal.ts';

/**
 * Holds a message's extensions to what the hello asked for (RFC 8446 §4.2, RFC 5246 §7.4.1.4): none twice, none that was not offered,
 * none that belongs in another message.
 */
export function checkExtensions(
  extensions: readonly Extension[],
  offered: ReadonlySet<number>,
  allowed: ReadonlySet<number> | 'all',
): void {
  refuseDuplicates(extensions);
  for (const { type } of extensions) {
    if (!offered.has(type)) refuse('unsupported_extension', 'extension-not-offered');
    if (allowed !== 'all' && !allowed.has(type)) refuse('illegal_parameter', 'extension-in-wrong-message');
  }
}

/** No RFC names the alert for a repeated extension: what clients send differs by the message, and we do as BoringSSL does. */
export function refuseDuplicates(extensions: readonly Extension[], alert: AlertName = 'illegal_parameter'): void {
  // A block has room for 16,384 extensions; the handful that servers send needs no set.
  const twice =
    extensions.length > 16
      ? new Set(extensions.map(({ type }) => type)).size !== extensions.length
      : extensions.some(({ type }, index) => extensions.findIndex((other) => other.type === type) !== index);
  if (twice) refuse(alert, 'duplicate-extension');
}

/** Decodes a message or an extension; bytes of another shape are refused with decode_error. */
export function decodeOrRefuse<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const decoded = decode(codec, bytes);
  if (!decoded.ok) refuse('decode_error', 'malformed-message');
  return decoded.value;
}
