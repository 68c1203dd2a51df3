import { resolve } from 'node:path';
import { type FilePlace, isInside, isOfAnotherMachine, isSurelyOfThis, placeOfFile } from './path-of-copy.ts';

/** Where the files are that settings name. */
export type FilePlaces = {
  /** Of a path as it is written. */
  readonly of: (written: string) => FilePlace;
  /** A file that cannot be here, whatever is at its path: it is within a container. */
  readonly isAway: (path: string) => boolean;
  /** Where nothing is at the path: it is one of another machine. */
  readonly isOfAnother: (path: string) => boolean;
  /** Where nothing is at the path: the product would find nothing either. */
  readonly isSure: (path: string) => boolean;
  /** Whether the product has it below its configuration directory. */
  readonly isInConfiguration: (path: string) => boolean;
};

/**
 * Those of a configuration directory on this machine, or of a copy of one.
 *
 * @param base where relative paths begin
 */
export function placesOfDirectory(directory: string, base: string): FilePlaces {
  return {
    of: (written) => placeOfFile(written, { base, directory }),
    isAway: () => false,
    isOfAnother: (path) => isOfAnotherMachine(path, directory),
    isSure: (path) => isSurelyOfThis(path, directory),
    isInConfiguration: (path) => isInside(directory, path),
  };
}

/** What a path within a container is on this machine. */
export type Mounted = {
  /** A path within the container. */
  readonly target: string;
  /** Absolute; null for a volume that is not at hand. */
  readonly source: string | null;
};

/**
 * Those of a container: below a mount of a path of this machine, there; else not at hand.
 *
 * @param configuration the configuration directory within the container
 * @param base where relative paths begin, within the container
 */
export function placesOfContainer(mounts: readonly Mounted[], configuration: string, base: string): FilePlaces {
  // As they were asked for: the path that is read, and what it is within the container.
  const within = new Map<string, string>();
  const deepestFirst = mounts.toSorted((a, b) => b.target.length - a.target.length);
  return {
    of: (written) => {
      const inside = resolve(base, written);
      const mount = deepestFirst.find(({ target }) => inside === target || isInside(target, inside));
      if (mount?.source === undefined || mount.source === null) return { path: inside, inCopy: false };
      const path = inside === mount.target ? mount.source : resolve(mount.source, inside.slice(mount.target.length + 1));
      within.set(path, inside);
      return { path, inCopy: true };
    },
    isAway: (path) => !within.has(path),
    isOfAnother: () => false,
    isSure: () => true,
    isInConfiguration: (path) => isInside(configuration, within.get(path) ?? path),
  };
}
