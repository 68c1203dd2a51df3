import { type HashName, hashLength } from './hashes.ts';
import { hmac } from './hmac.ts';

/** HKDF-Extract (RFC 5869 §2.2). */
export function hkdfExtract(hash: HashName, salt: Uint8Array, ikm: Uint8Array): Uint8Array {
  return hmac(hash, salt, ikm);
}

/**
 * HKDF-Expand-Label (RFC 8446 §7.1); `label` without its "tls13 ". Built on HMAC, as one block costs a third of what `hkdfSync` takes.
 * Throws RangeError where `length`, `label` or `context` does not fit its field.
 */
export function hkdfExpandLabel(hash: HashName, secret: Uint8Array, label: string, context: Uint8Array, length: number): Uint8Array {
  const block = hashLength(hash);
  const name = `tls13 ${label}`;
  if (name.length > 255 || context.length > 255 || !(length > 0 && length <= 255 * block)) {
    throw new RangeError(`cannot expand ${length} bytes for a label of ${name.length} and a context of ${context.length}`);
  }
  const info = Buffer.allocUnsafe(4 + name.length + context.length + 1);
  info.writeUInt16BE(length, 0);
  info[2] = name.length;
  info.write(name, 3, 'latin1');
  info[3 + name.length] = context.length;
  info.set(context, 4 + name.length);
  const counter = info.length - 1;

  info[counter] = 1;
  let output = hmac(hash, secret, info);
  let last = output;
  for (let i = 2; output.length < length; i++) {
    info[counter] = i;
    last = hmac(hash, secret, Buffer.concat([last, info]));
    output = Buffer.concat([output, last]);
  }
  return output.subarray(0, length);
}
