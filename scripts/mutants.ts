/**
 * Mutation testing: `npm run mutants -- ROOM [ROOM …] [--sample N] [--seed N] [--jobs N] [--again] [--json]`, where ROOM is a folder of src. Stryker's changes are
 * made to a sample of each room, and a change that no test notices is a missing test or code that is not needed. The results go to docs/mutants/ROOM.json, from which
 * `npm run mutants:page` makes docs/mutants.md. `--again` tries only what survived by the results, and corrects them; `--only TEXT`, what is in files with TEXT in their name; `--near` asks
 * only the tests of the room itself, those that take long left out, and tries survivors in a process of their own with `--again` alone; `--minutes N` tries for so long, and tells what was tried by then.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildTree } from './mutants/build-tree.ts';
import { importsOf, measureTests, testFilesOf } from './mutants/measure-tests.ts';
import type { Fate } from './mutants/mutant.ts';
import { MutantTrials } from './mutants/mutant-trials.ts';
import { afterAnotherTrial, type RoomResult, roomResult, roomText, survivorsNow, type TriedMutant } from './mutants/room-result.ts';
import { sampleOf } from './mutants/sample.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    'budget-ms': { type: 'string', default: '30000' },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: 'Infinity' },
    near: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-results': { type: 'boolean', default: false },
  },
});
const rooms = positionals.map((room) => room.replace(/^src\/|\/$/g, ''));
if (rooms.length === 0 || rooms.some((room) => !existsSync(`src/${room}`))) {
  process.stderr.write('which room? npm run mutants -- ROOM, a folder of src such as tls/handshake\n');
  process.exit(2);
}
const before = new Map(values.again ? rooms.map((room) => [room, resultBefore(room)]) : []);
const seed = Number(values.seed);
const jobs = Number(values.jobs);
let until: number | null = null;
const tree = resolve('node_modules/.cache/handclasp-mutants', rooms.join('+').replaceAll('/', '-'));
const say = (line: string) => process.stderr.write(`${line}\n`);

const { mutants, prose } = await buildTree(tree, rooms, { bundle: !values.near });
say(`${mutants.length} mutants, and ${prose} that only empty a text and are left out`);
const named = mutants.filter(({ file }) => file.includes(values.only));
// The results have drawn their sample already.
const sample = values.again
  ? [...before.values()].flatMap((result) => survivorsNow(result, named))
  : sampleOf(named, Number(values.sample), seed);

// The tests of the room itself kill most; the others are measured, and asked, only for what is left.
const testFiles = testFilesOf(tree);
const own = testFiles.filter((testFile) => rooms.some((room) => testFile.startsWith(`dist/test/${room}/`)));
const compiledFile = new Map(mutants.map(({ id, file }) => [id, `dist/${file.replace(/\.ts$/, '.js')}`]));
const fates = new Map<string, Fate>();
const leftOut: string[] = [];
await tryAll(own, Number.POSITIVE_INFINITY);
if (!values.near) {
  const others = testFiles.filter((testFile) => !own.includes(testFile));
  await tryAll(others, Number(values['budget-ms']));
}

async function tryAll(files: readonly string[], budgetMs: number): Promise<void> {
  const left = sample.filter(({ id }) => fates.get(id) !== 'killed');
  const compiled = new Set(left.map(({ id }) => compiledFile.get(id) ?? ''));
  const reaching = files.filter((testFile) => [...importsOf(tree, testFile)].some((file) => compiled.has(file)));
  const { passing: tests, failing } = await measureTests(tree, reaching, (id) => compiledFile.get(id));
  for (const testFile of failing) say(`${testFile} fails without a mutant and is left out`);
  leftOut.push(...failing);
  const seconds = tests.flatMap((file) => file.tests).reduce((sum, { ms }) => sum + ms, 0) / 1000;
  say(`${left.length} mutants, ${tests.length} test files, ${Math.round(seconds)} s without a mutant`);
  until ??= performance.now() + Number(values.minutes) * 60_000;
  const end = until;
  let done = 0;
  const queue = [...left];
  const trials = async () => {
    const processes = new MutantTrials(tree, tests, { budgetMs, quick: values.near, confirm: values.again || !values.near });
    for (let mutant = queue.shift(); mutant !== undefined && performance.now() < end; mutant = queue.shift()) {
      const fate = better(fates.get(mutant.id), await processes.try(mutant));
      fates.set(mutant.id, fate);
      say(`${++done}/${left.length} ${fate} ${mutant.file}:${mutant.line}:${mutant.column} ${mutant.mutator}`);
    }
    processes.end();
  };
  await Promise.all(Array.from({ length: jobs }, trials));
}

/** Of what two groups of tests made of a mutant, what says more. */
function better(before: Fate | undefined, now: Fate): Fate {
  const order: readonly Fate[] = ['uncovered', 'survived', 'timed-out', 'killed'];
  return before !== undefined && order.indexOf(before) > order.indexOf(now) ? before : now;
}

const tried: readonly TriedMutant[] = sample.flatMap((mutant) => {
  const fate = fates.get(mutant.id);
  return fate === undefined ? [] : [{ mutant, fate }];
});
const results = rooms.map((room) => {
  const fresh = tried.filter(({ mutant }) => mutant.room === room).sort((a, b) => Number(a.mutant.id) - Number(b.mutant.id));
  const all = mutants.filter((mutant) => mutant.room === room);
  const result = before.get(room);
  if (result === undefined) return roomResult({ room, seed, mutants: all.length, asked: values.near ? 'own tests' : 'all tests' }, fresh);
  return { ...afterAnotherTrial(result, all, fresh), ...(values.near || values.only !== '' ? {} : { asked: 'all tests' as const }) };
});
if (values['no-results'] === false && (values.again || values.only === '')) {
  mkdirSync('docs/mutants', { recursive: true });
  for (const result of results) writeFileSync(resultFile(result.room), `${JSON.stringify(result, null, 2)}\n`);
}
process.stdout.write(`${values.json ? JSON.stringify(results, null, 2) : results.map(roomText).join('\n\n')}\n`);
// Hours may lie between this and where it was said first, and what these would kill counts as survived.
if (leftOut.length > 0) say(`left out, since they fail without a mutant: ${leftOut.join(', ')}`);

function resultFile(room: string): string {
  return `docs/mutants/${room.replaceAll('/', '-')}.json`;
}

function resultBefore(room: string): RoomResult {
  if (existsSync(resultFile(room))) return JSON.parse(readFileSync(resultFile(room), 'utf8'));
  process.stderr.write(`${resultFile(room)} is not there: --again needs the results of a run without it\n`);
  process.exit(2);
}
