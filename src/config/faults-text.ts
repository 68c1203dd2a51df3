import { andMore } from '../model/name-list.ts';
import type { DescribedFault } from './read-described.ts';

/** The first fault with its line, and how many more there are: `policy.yml:3: rules[0]: … (and 2 more)`. */
export function faultsText(file: string, [first, ...more]: readonly [DescribedFault, ...DescribedFault[]]): string {
  return `${faultText(file, first)}${more.length === 0 ? '' : ` (${andMore(more.length, '')})`}`;
}

/** A fault with its line: `policy.yml:3: rules[0]: …`. */
export function faultText(file: string, { line, at, message }: DescribedFault): string {
  return `${file}:${line}: ${at === '' ? '' : `${at}: `}${message}`;
}
