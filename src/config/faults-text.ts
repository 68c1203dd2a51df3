import { andMore } from '../model/name-list.ts';
import type { DescribedFault } from './read-described.ts';

/** The first fault with its line, and how many more there are: `policy.yml:3: rules[0]: … (and 2 more)`. */
export function faultsText(file: string, [{ line, at, message }, ...more]: readonly [DescribedFault, ...DescribedFault[]]): string {
  return `${file}:${line}: ${at === '' ? '' : `${at}: `}${message}${more.length === 0 ? '' : ` (${andMore(more.length, '')})`}`;
}
