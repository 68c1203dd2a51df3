import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Hits } from './run-tests.ts';
import { runAlone } from './test-process.ts';

/** A test file that passes on the unmutated build. */
export type MeasuredTests = {
  readonly testFile: string;
  readonly tests: readonly { readonly test: string; readonly ms: number }[];
  /** How often each mutant's place was evaluated while modules were loaded. */
  readonly loading: Hits;
  /** The same while hooks ran. */
  readonly hooks: Hits;
  /** The same by a test's full title. */
  readonly byTest: Readonly<Record<string, Hits>>;
};

/** Test files of the tree as `npm test` would run them, from its root. */
export function testFilesOf(tree: string): readonly string[] {
  return readdirSync(join(tree, 'dist/test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `dist/test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.js') && !/^dist\/test\/(cluster|mutants|peers)\//.test(name))
    .sort();
}

/**
 * Runs a test file without a mutant. Null where it fails three times: it can tell nothing of mutants. Remembered in the tree as long as neither the file nor what it
 * imports changes.
 */
export async function measureTests(tree: string, testFile: string): Promise<MeasuredTests | null> {
  const hash = createHash('sha256');
  for (const file of [...importsOf(tree, testFile)].sort()) hash.update(readFileSync(join(tree, file)));
  const memory = join(tree, `measured-${hash.update(testFile).digest('hex').slice(0, 32)}.json`);
  if (existsSync(memory)) return JSON.parse(readFileSync(memory, 'utf8'));
  for (let attempt = 1; attempt <= 3; attempt++) {
    const order = { mutant: null, files: [{ testFile, tests: null }], hitLimit: Number.MAX_SAFE_INTEGER };
    const result = await runAlone(tree, order, 300_000);
    if (result.kind !== 'answered' || result.answer.failure !== null) continue;
    const { tests, loading, hooks, byTest } = result.answer;
    const measured: MeasuredTests = { testFile, tests, loading, hooks, byTest };
    writeFileSync(memory, JSON.stringify(measured));
    return measured;
  }
  return null;
}

/** The file, and all of the tree that it imports, and what those import. */
export function importsOf(tree: string, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(join(tree, file))) return;
    found.add(file);
    for (const imported of importedBy(join(tree, file))) visit(normalize(join(dirname(file), imported)).replaceAll('\\', '/'));
  };
  visit(start);
  return found;
}

const remembered = new Map<string, readonly string[]>();

function importedBy(path: string): readonly string[] {
  const known = remembered.get(path);
  if (known !== undefined) return known;
  const source = readFileSync(path, 'utf8');
  const names = [...source.matchAll(/(?:\bfrom|\bimport\(?|new URL\()\s*(['"])(\.{1,2}\/[^'"]+\.js)\1/g)].flatMap(
    ([, , name]) => name ?? [],
  );
  remembered.set(path, names);
  return names;
}
