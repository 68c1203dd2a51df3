import type { AlertedEndpoints } from '../model/alert.ts';

/** So many are named: there may be ten thousand. */
const mostNamed = 5;

export function alertedEndpoints(names: readonly string[]): AlertedEndpoints {
  return { count: names.length, examples: names.toSorted().slice(0, mostNamed) };
}
