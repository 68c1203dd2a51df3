import type { Target } from '../model/target.ts';

/** As they are read, some lists at a time: the default ports of a host that was named alone stand in one list. */
export type Targets = AsyncIterable<Iterable<readonly Target[]>> | Iterable<Iterable<readonly Target[]>>;

/** Targets that are asked for as one. */
export type Group = readonly [Target, ...Target[]];

/** Each target for itself, and the default ports of a host together. */
export function askedAsOne(list: readonly Target[]): readonly Group[] {
  const [first, ...others] = list;
  if (first !== undefined && others.length === 0) return [[first]];
  const groups: Group[] = [];
  let group: [Target, ...Target[]] | null = null;
  for (const target of list) {
    if (group !== null && target.implied && group[0].implied && group[0].host === target.host) {
      group.push(target);
      continue;
    }
    group = [target];
    groups.push(group);
  }
  return groups;
}
