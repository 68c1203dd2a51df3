/** JSON of objects that many reports have in common, once it was asked for. */
const texts = new WeakMap<object, string | null>();

/** Says that the same object will be in many reports, and will not change. */
export function share(value: unknown): void {
  if (typeof value === 'object' && value !== null && !texts.has(value)) texts.set(value, null);
}

/** What JSON.stringify makes of plain data, with the text of shared objects, within arrays as well, made once. Undefined for undefined. */
export function jsonText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = texts.get(value);
  if (typeof known === 'string') return known;
  const text = Array.isArray(value) ? `[${value.map((element) => jsonText(element) ?? 'null').join(',')}]` : JSON.stringify(value);
  if (known === null) texts.set(value, text);
  return text;
}
