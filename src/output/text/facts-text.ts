/** Facts behind a finding in a line; lists of hundreds of names, and fingerprints in full, are for the JSON. */
export function factsText(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${wordsOf(key)} ${factText(value)}`)
    .join(' · ');
}

/** `not after` of `notAfter`: keys of the JSON are no words. */
function wordsOf(key: string): string {
  return key.replace(/[a-z0-9](?=[A-Z])/g, '$& ').toLowerCase();
}

function factText(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? listText(value)
        : typeof value === 'object'
          ? `(${factsText(value as Readonly<Record<string, unknown>>)})`
          : typeof value === 'boolean'
            ? value
              ? 'yes'
              : 'no'
            : String(value);
  const short = text.replace(/\b([0-9a-f]{16})[0-9a-f]{24,}\b/g, '$1…');
  return short.length > 300 ? `${short.slice(0, 299)}…` : short;
}

function listText(values: readonly unknown[]): string {
  return values.length === 0 ? 'none' : values.map(factText).join(', ');
}
