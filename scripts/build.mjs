import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Compiles and bundles. With --if-stale, only where that is needed: the last build that came to its end was of other sources, or what it wrote is no longer there as it was.
 * Plain JavaScript, since it runs before anything is compiled. Contents are compared, not times: a checkout gives old files new times, or new files old ones.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const mark = join(dist, 'built-from.json');
/** What a build is made of. Tests are compiled with it, and nothing that runs depends on them. */
const sources = ['bin', 'src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];
/** What `npm start` runs, and the last that a build writes. */
const outputs = ['scripts/start.js', 'bin/handclasp.js', 'bundle.json'];

if (!(process.argv.includes('--if-stale') && isFresh())) build();

function build() {
  // Before: what changes meanwhile may be in it, or not.
  const hash = hashOfSources();
  rmSync(dist, { recursive: true, force: true });
  run('tsc', []);
  run(process.execPath, [join(dist, 'scripts', 'bundle.js')]);
  // Last: a build that was interrupted has none.
  writeFileSync(mark, JSON.stringify({ hash, outputs: timesOfOutputs() }));
}

/** @param {string} program @param {readonly string[]} args */
function run(program, args) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`;
  const shell = process.platform === 'win32' && program === 'tsc';
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell, env: { ...process.env, PATH: path } });
  if (error !== undefined) process.stderr.write(`${program}: ${error.message}\n  npm ci\n`);
  if (status !== 0) process.exit(status ?? 1);
}

function isFresh() {
  try {
    const { hash, outputs: times } = JSON.parse(readFileSync(mark, 'utf8'));
    return hash === hashOfSources() && JSON.stringify(times) === JSON.stringify(timesOfOutputs());
  } catch {
    // There is no mark, or an output is missing.
    return false;
  }
}

/** A compiler that was run by hand since then shows in them. */
function timesOfOutputs() {
  return outputs.map((file) => statSync(join(dist, file)).mtimeMs);
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, source);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function addTo(hash, path) {
  const whole = join(root, path);
  if (statSync(whole).isDirectory()) {
    for (const name of readdirSync(whole).sort()) addTo(hash, `${path}/${name}`);
    return;
  }
  const content = readFileSync(whole);
  hash.update(`${path}\0${content.length}\0`).update(content);
}
