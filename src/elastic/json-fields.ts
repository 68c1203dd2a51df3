import { showable } from '../model/showable.ts';

/** A JSON object of a peer's: any key may be absent, and any value of any kind. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text as it may be shown, without what could steer a terminal or turn the direction of writing, at most so long; null where it is none, or nothing is left of it. */
export function textOf(value: unknown, longest = 255): string | null {
  if (typeof value !== 'string') return null;
  const text = showable(value)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .trim()
    .slice(0, longest);
  return text === '' ? null : text;
}

/** `8.19.21`, `9.1.0-SNAPSHOT`. */
export function releaseOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d{1,3}\.\d{1,3}\.\d{1,4}(?:-[A-Za-z0-9.-]{1,20})?$/.test(value) ? value : null;
}
