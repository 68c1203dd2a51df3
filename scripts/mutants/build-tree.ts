import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { instrument, type Source } from './instrument.ts';
import type { Mutant } from './mutant.ts';

/** What of the project's root the tree has not. */
const notLinked = new Set(['dist', 'node_modules', '.git', 'coverage']);

/** Builds the project once more in `tree`, with the mutants of the rooms inside; `bundle` puts the command beside it, without any, for the tests that start it. */
export async function buildTree(
  tree: string,
  rooms: readonly string[],
  { bundle }: { readonly bundle: boolean },
): Promise<{ readonly mutants: readonly Mutant[]; readonly prose: number }> {
  rmSync(join(tree, 'dist'), { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  for (const entry of readdirSync('.').filter((name) => !notLinked.has(name))) {
    rmSync(join(tree, entry), { force: true });
    symlinkSync(resolve(entry), join(tree, entry));
  }
  // Types are the compiler's business: a program that fails them would not be here.
  execFileSync(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '--noCheck',
    '--declaration',
    'false',
    '--outDir',
    join(tree, 'dist'),
  ]);
  if (bundle) execFileSync(process.execPath, ['dist/scripts/bundle.js'], { cwd: tree });
  const { files, mutants, prose } = await instrument(rooms.flatMap(sourcesOf));
  for (const { file, code } of files) writeFileSync(join(tree, 'dist', file.replace(/\.ts$/, '.js')), code);
  return { mutants, prose };
}

function sourcesOf(room: string): readonly Source[] {
  return readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `src/${room}/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((file) => ({ room, file, content: readFileSync(file, 'utf8') }));
}
