/** `a`, `a and b`, `a, b and c`. */
export function allNamed(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** `a, b and 3 more`: so many of them at most, since there may be thousands. */
export function someNamed(names: readonly string[], most: number, separator = ', '): string {
  const more = names.length - most;
  return names.slice(0, most).join(separator) + (more > 0 ? ` and ${more} more` : '');
}
