/**
 * Whether two distinguished names, as RFC 4514 text, are the same to a verifier: string types, case and runs of spaces make no difference (RFC 5280 §7.1).
 */
export function sameName(a: string, b: string): boolean {
  return a === b || folded(a) === folded(b);
}

function folded(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim();
}
