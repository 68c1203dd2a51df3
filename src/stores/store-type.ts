/** By the name alone, as Elasticsearch does. A JVM that is told `jks` also opens PKCS#12, and the other way round. */
export function inferredType(path: string): string {
  return /\.(?:p12|pfx|pkcs12)$/i.test(path) ? 'PKCS12' : 'jks';
}

/** What the JVM says of bytes that are no store; null where it says nothing. */
export function javaComplaint(bytes: Uint8Array, type: string): string | null {
  if (/^jks$/i.test(type)) return bytes.length < 4 ? null : 'Invalid keystore format';
  const [tag] = bytes;
  if (tag === undefined) return 'Tag number over 30 is not supported';
  return tag === 0x30 ? null : `toDerInputStream rejects tag type ${tag}`;
}
