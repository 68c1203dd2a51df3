/** Names one registry's numbers. A peer may send any number, so those without a name are spelled in hexadecimal. */
export function codePoints<N extends string>(names: Readonly<Record<number, N>>, digits: 2 | 4): (code: number) => N | `0x${string}` {
  return (code) => names[code] ?? `0x${code.toString(16).padStart(digits, '0')}`;
}

/** A registry by number, from the same registry by name. Where two names share a number, the later one stands. */
export function byNumber<N extends string>(codes: Readonly<Record<N, number>>): Readonly<Record<number, N>> {
  const names: Record<number, N> = {};
  for (const name of Object.keys(codes) as N[]) names[codes[name]] = name;
  return names;
}
