import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, whether a test runs from the sources or compiled. */
export const root = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** TypeScript files of a folder and those below it, as paths from the root. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

export function sourceText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The files of the project that a file imports or exports from, as paths from the root. */
export function importsOf(file: string): readonly string[] {
  return [...sourceText(file).matchAll(/(?:\bfrom|^import|\bimport\()\s*'(\.[^']+)'/gm)].map(([, path = '']) =>
    relative(root, resolve(root, dirname(file), path)).replaceAll('\\', '/'),
  );
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'tsconfig.json')) ? folder : rootAbove(resolve(folder, '..'));
}
