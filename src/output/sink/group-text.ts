import type { ProblemGroup } from './problem-groups.ts';

/** Places that a text names. */
const mostNamed = 5;

/** What a group says, in a paragraph: what it is, what was seen, where, and how many more there are. Not yet printable. */
export function groupText({ rule, title, detail, places, count }: ProblemGroup): string {
  const [first = ''] = places;
  const others = Math.max(count, places.length) - 1;
  const named = places.slice(1, mostNamed);
  const left = others - named.length;
  const also = others === 0 ? [] : [`Also at ${[...named, ...(left > 0 ? [`${left} more`] : [])].join(', ')}.`];
  return [`${title ?? rule}.`, `At ${first}: ${detail}`, ...also].join(' ');
}
