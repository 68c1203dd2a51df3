import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instrument, type Source } from './instrument.ts';
import type { Mutant } from './mutant.ts';

/** What of the project's root is not copied to the tree. */
const notCopied = new Set(['dist', 'node_modules', '.git', 'coverage']);

/** Builds the project once more in `tree`, with the mutants of the rooms inside; `bundle` puts the command beside it, without any, for the tests that start it. */
export async function buildTree(
  tree: string,
  rooms: readonly string[],
  { bundle }: { readonly bundle: boolean },
): Promise<{ readonly mutants: readonly Mutant[]; readonly prose: number }> {
  rmSync(join(tree, 'dist'), { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  // Copies, not links: a test, or what a mutant makes of it, may write to them.
  for (const entry of readdirSync('.').filter((name) => !notCopied.has(name))) {
    rmSync(join(tree, entry), { recursive: true, force: true });
    cpSync(entry, join(tree, entry), { recursive: true });
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
