/** Whether two byte strings are equal: the comparison of names that RFC 5280 §7.1 lets a verifier make without normalising. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
