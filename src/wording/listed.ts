import { someNamed } from '../model/name-list.ts';

/** `es01, es02 and 3 more`; never `and 1 more`. */
export function listed(labels: readonly string[]): string {
  return someNamed(labels, labels.length > 6 ? 5 : 6);
}
