import * as z from 'zod';
import { protocolVersions } from '../model/protocol-version.ts';

/** Octets, as base64 in a file. */
export const octets = z.codec(
  z.base64(),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  {
    decode: (text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')),
    encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  },
);

/** An instant, as ISO 8601 in UTC in a file. */
export const instant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

export const protocolVersion = z.enum(protocolVersions);

/** One value for each protocol version that has one. */
export function byVersion<T extends z.ZodType>(value: T) {
  return z.partialRecord(protocolVersion, value);
}

/** What a codec decodes, as the model has it. */
export type ReadonlyDeep<T> = T extends Date | Uint8Array ? T : T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;
