import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Hits, TestAnswer } from './run-tests.ts';
import { runAlone, TestProcess } from './test-process.ts';

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
 * Runs test files without a mutant, and tells of those that pass; one that fails three times can tell nothing of mutants. They share a process: what was loaded for one
 * is loaded for the next as well, so what modules evaluate then counts for each file that imports them. A file whose tests import has a process of its own: what it loads would
 * count for the test that was running, and for no other file. Remembered in the tree as long as neither a file nor what it imports changes.
 *
 * @param placeOf the compiled file of a mutant
 */
export async function measureTests(
  tree: string,
  testFiles: readonly string[],
  placeOf: (mutant: string) => string | undefined,
): Promise<{ readonly passing: readonly MeasuredTests[]; readonly failing: readonly string[] }> {
  let shared = new TestProcess(tree);
  const loading: Record<string, number> = {};
  const passing: MeasuredTests[] = [];
  const failing: string[] = [];
  for (const testFile of testFiles) {
    const memory = memoryOf(tree, testFile);
    if (existsSync(memory)) {
      const known: MeasuredTests = JSON.parse(readFileSync(memory, 'utf8'));
      Object.assign(loading, known.loading);
      passing.push(known);
      continue;
    }
    const order = { mutant: null, testFile, tests: null, hitLimit: Number.MAX_SAFE_INTEGER };
    const isAlone = importsInTests(join(tree, testFile));
    let answer: TestAnswer | null = null;
    for (let attempt = 1; attempt <= 3 && answer === null; attempt++) {
      if (shared.ended) shared = new TestProcess(tree);
      const result = isAlone ? await runAlone(tree, order, 300_000) : await shared.run(order, 300_000);
      if (result.kind === 'answered' && result.answer.failure === null) answer = result.answer;
      else if (!isAlone) shared.end();
    }
    if (answer === null) failing.push(testFile);
    else {
      Object.assign(loading, answer.loading);
      passing.push({ testFile, tests: answer.tests, loading: answer.loading, hooks: answer.hooks, byTest: answer.byTest });
    }
  }
  shared.end();
  const measured = passing.map((one): MeasuredTests => {
    const imported = importsOf(tree, one.testFile);
    const own = Object.entries(loading).filter(([mutant]) => imported.has(placeOf(mutant) ?? ''));
    return { ...one, loading: Object.fromEntries(own) };
  });
  for (const one of measured) writeFileSync(memoryOf(tree, one.testFile), JSON.stringify(one));
  return { passing: measured, failing };
}

/** An import of what is not named in the source is made while a test runs. */
function importsInTests(path: string): boolean {
  return /\bimport\(\s*[^'"\s]/.test(readFileSync(path, 'utf8'));
}

function memoryOf(tree: string, testFile: string): string {
  const hash = createHash('sha256').update(testFile);
  for (const file of [...importsOf(tree, testFile)].sort()) hash.update(readFileSync(join(tree, file)));
  return join(tree, `measured-${hash.digest('hex').slice(0, 32)}.json`);
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
