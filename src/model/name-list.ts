/** `a`, `a and b`, `a, b and c`. */
export function allNamed(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** `a, b and 3 more`: so many of them at most, since there may be thousands. */
export function someNamed(names: readonly string[], most: number, separator = ', '): string {
  return names.slice(0, most).join(separator) + andMore(names.length - most);
}

/** ` and 3 more`, behind those that are named; nothing where none is left. */
export function andMore(left: number, before = ' '): string {
  return left > 0 ? `${before}and ${left} more` : '';
}
