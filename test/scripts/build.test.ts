import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isCompiled = import.meta.url.includes('/dist/');
const root = fileURLToPath(new URL(isCompiled ? '../../../' : '../../', import.meta.url));

/** Stands for the compiler: what it writes is of the sources, and it fails where a file says so. */
const compiler = `#!/bin/sh
echo tsc >> builds.log
test -e broken && exit 2
mkdir -p dist/scripts dist/bin
cp src/index.ts dist/bin/handclasp.js
echo 'console.log(process.argv.slice(2).join(" "))' > dist/scripts/start.js
echo 'require("node:fs").writeFileSync("dist/bundle.json", "{}")' > dist/scripts/bundle.js
`;

describe('npm start builds what is stale, and nothing else', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const builds = () => (existsSync(at('builds.log')) ? readFileSync(at('builds.log'), 'utf8').split('\n').length - 1 : 0);
  const start = (...args: string[]) => spawnSync(process.execPath, [at('scripts/build.mjs'), ...args], { encoding: 'utf8' });
  const built = (...args: string[]) => {
    const before = builds();
    assert.equal(start('--if-stale', ...args).status, 0);
    return builds() - before;
  };

  before(function () {
    // The compiler's stand-in is a shell script.
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-build-'));
    for (const name of ['bin', 'src', 'scripts', 'node_modules/.bin']) mkdirSync(at(name), { recursive: true });
    copyFileSync(join(root, 'scripts/build.mjs'), at('scripts/build.mjs'));
    for (const name of ['bin/handclasp.ts', 'src/index.ts', 'tsconfig.json', 'package-lock.json']) writeFileSync(at(name), 'one');
    writeFileSync(at('package.json'), '{}');
    writeFileSync(at('node_modules/.bin/tsc'), compiler);
    chmodSync(at('node_modules/.bin/tsc'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('builds in a fresh clone, and then no more', () => {
    assert.equal(built(), 1);
    assert.equal(built(), 0);
  });

  it('builds after a change of any source, an added and a removed one, and of what it depends on', () => {
    built();
    for (const name of ['src/index.ts', 'bin/handclasp.ts', 'package-lock.json', 'tsconfig.json', 'scripts/new.ts']) {
      writeFileSync(at(name), 'two');
      assert.equal(built(), 1, name);
      assert.equal(built(), 0, name);
    }
    rmSync(at('scripts/new.ts'));
    assert.equal(built(), 1);
  });

  it('builds after a checkout of other sources, whatever their times, and not after one of the same', () => {
    built();
    const { mtimeMs } = { mtimeMs: Date.now() / 1000 - 86_400 };
    writeFileSync(at('src/index.ts'), 'of another branch');
    utimesSync(at('src/index.ts'), mtimeMs, mtimeMs);
    assert.equal(built(), 1);
    utimesSync(at('src/index.ts'), mtimeMs + 90_000, mtimeMs + 90_000);
    assert.equal(built(), 0);
  });

  it('builds again after a build that failed or was interrupted', () => {
    built();
    writeFileSync(at('src/index.ts'), 'two');
    writeFileSync(at('broken'), '');
    assert.equal(start('--if-stale').status, 2);
    rmSync(at('broken'));
    writeFileSync(at('src/index.ts'), 'one');
    assert.equal(built(), 1);
  });

  it('builds where an output is gone, or was written by somebody else', () => {
    built();
    rmSync(at('dist/bin/handclasp.js'));
    assert.equal(built(), 1);
    writeFileSync(at('dist/scripts/start.js'), 'of a compiler that was run by hand');
    utimesSync(at('dist/scripts/start.js'), 1, 1);
    assert.equal(built(), 1);
  });

  it('builds always where nobody says --if-stale', () => {
    built();
    const before = builds();
    assert.equal(start().status, 0);
    assert.equal(builds() - before, 1);
  });

  it('is what npm start does first', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.equal(scripts.prestart, 'node scripts/build.mjs --if-stale');
    assert.equal(scripts.start, 'node dist/scripts/start.js');
  });
});
