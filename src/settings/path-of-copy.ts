import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where a file is looked for that a setting names. */
export type FilePlace = {
  readonly path: string;
  /** The setting names a path of another machine, and this is the file of that name in a copy of its directory: who may read it there does not show here. */
  readonly inCopy: boolean;
};

/**
 * The file that a setting names. A directory that was copied from another machine still names the paths of that machine: where there is nothing at such a path, the longest end of it that is
 * there below `directory` is taken.
 *
 * @param base where relative paths begin
 */
export function placeOfFile(written: string, { base, directory }: { readonly base: string; readonly directory: string }): FilePlace {
  const path = isOfWindows(written) ? written : resolve(base, written);
  const named = { path, inCopy: false };
  if ((isAbsolute(written) ? isInside(directory, path) : !written.includes('\\')) || (!isOfWindows(written) && existsSync(path)))
    return named;
  const parts = written.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part));
  for (let from = 0; from < parts.length; from += 1) {
    const candidate = join(directory, ...parts.slice(from));
    if (existsSync(candidate)) return { path: candidate, inCopy: true };
  }
  return named;
}

/**
 * Whether a path without a file is one of another machine, as far as this one shows: it lies outside the configuration directory, the directory that it names is not here either, and the
 * configuration directory is not that of an installation.
 */
export function isOfAnotherMachine(path: string, directory: string): boolean {
  if (isOfWindows(path)) return true;
  return !isInside(directory, path) && !existsSync(dirname(path)) && !isInstalled(directory);
}

/** Whether a path without a file is surely one of this machine: of a directory that may be a copy, those outside it may be of another. */
export function isSurelyOfThis(path: string, directory: string): boolean {
  return !isAbsolute(path) || isInside(directory, path) || isInstalled(directory);
}

/** Whether a path lies below a directory. */
export function isInside(directory: string, path: string): boolean {
  const from = relative(directory, path);
  return from !== '' && !from.startsWith('..') && !isAbsolute(from);
}

/** Of a drive or a share, read on a machine that has neither. */
function isOfWindows(path: string): boolean {
  return sep === '/' && /^(?:[a-z]:[\\/]|\\\\)/i.test(path);
}

/** Where packages and images put the configuration, and where an archive has the program beside it. */
function isInstalled(directory: string): boolean {
  if (/^\/(?:etc|usr\/share)\/(?:elasticsearch|kibana|opensearch|opensearch-dashboards)(?:\/config)?$/.test(directory)) return true;
  return ['elasticsearch', 'kibana', 'opensearch', 'opensearch-dashboards'].some((name) =>
    ['', '.bat'].some((end) => existsSync(join(directory, '..', 'bin', `${name}${end}`))),
  );
}
