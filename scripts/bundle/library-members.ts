import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const face = resolve('src/index.ts');

/**
 * Lets the command line, which imports the library's face, take each name from the file that has it: otherwise each of its chunks would reach all that the face lists,
 * and `--version` would load every room.
 */
export const libraryMembers: Plugin = {
  name: 'library-members',
  setup: (bundler) => {
    const homes = readFile(face, 'utf8').then(homesOf);
    bundler.onLoad({ filter: /[\\/]src[\\/]cli[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: withMembers(await readFile(path, 'utf8'), path, await homes),
      loader: 'ts',
    }));
  },
};

type Homes = ReadonlyMap<string, string>;

/** From each name of the face to the file that has it. @throws Error where the face is more than a list */
function homesOf(text: string): Homes {
  const homes = new Map<string, string>();
  const rest = text
    .replace(/\/\*\*.*?\*\/|^\/\/[^\n]*/gms, '')
    .replace(/export (type )?\{([^}]*)\} from '([^']+)';/g, (_all, onlyTypes, names, from) => {
      if (onlyTypes === undefined) for (const name of valuesIn(names)) homes.set(name, resolve(dirname(face), from));
      return '';
    });
  if (rest.trim() !== '') throw new Error(`src/index.ts is to be a list of names and files, but has: ${rest.trim().slice(0, 80)}`);
  return homes;
}

/** @throws Error where a name is not in the face */
function withMembers(text: string, path: string, homes: Homes): string {
  return text.replace(/^import (type )?\{([^}]*)\} from '([^']+)';/gm, (all, onlyTypes, names, from) => {
    if (resolve(dirname(path), from) !== face) return all;
    if (onlyTypes !== undefined) return '';
    return valuesIn(names)
      .map((name) => {
        const home = homes.get(name);
        if (home === undefined) throw new Error(`${path} imports ${name}, which src/index.ts does not export`);
        return `import { ${name} } from '${relativeTo(path, home)}';`;
      })
      .join(' ');
  });
}

/** `a, type B, c as d`: what is there at run time. */
function valuesIn(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

function relativeTo(path: string, home: string): string {
  const way = relative(dirname(path), home).replaceAll('\\', '/');
  return way.startsWith('.') ? way : `./${way}`;
}
