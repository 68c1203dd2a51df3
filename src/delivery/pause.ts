import type { Clock } from '../model/clock.ts';

/** Milliseconds: the first pause, and the longest. */
const pauses = { first: 500, longest: 30_000 } as const;

/** No receiver is waited for longer, whatever it asks for. */
const longestAsked = 300_000;

/** How long to wait before the same is sent again: what the receiver asks for, otherwise twice as long each time, a little more or less so that many do not come at once. */
export function pauseAfter(attempts: number, retryAfter: string | null, { now, random }: Pick<Clock, 'now' | 'random'>): number {
  const asked = retryAfter === null ? null : askedPause(retryAfter, now());
  if (asked !== null) return Math.min(Math.max(asked, pauses.first), longestAsked);
  return Math.min(pauses.first * 2 ** Math.min(attempts - 1, 10), pauses.longest) * (0.8 + 0.4 * random());
}

/** Retry-After (RFC 9110 §10.2.3): seconds, or a date. Null where it is neither. */
function askedPause(text: string, now: number): number | null {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date - now;
}
