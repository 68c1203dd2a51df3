/** Octets that Java's readers take from a file at a time. */
const readAtATime = 8192;

/** A file as `Files.newBufferedReader` reads it: UTF-8; null where it begins with something else. What is no text after a first key nobody reads, as long as it is far enough behind. */
export function javaText(bytes: Uint8Array): string | null {
  const whole = decoded(bytes);
  if (whole !== null) return whole;
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('-----END ');
  if (end < 0) return null;
  const lineEnd = bytes.findIndex((octet, at) => at > end && (octet === 0x0a || octet === 0x0d));
  const taken = Math.ceil((lineEnd < 0 ? bytes.length : lineEnd + 1) / readAtATime) * readAtATime;
  return taken >= bytes.length ? null : decoded(bytes.subarray(0, taken));
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
