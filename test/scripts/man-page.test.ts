import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../../src/cli/commands/index.ts';
import { environment } from '../../src/cli/help/environment.ts';

const compiled = fileURLToPath(new URL('../../scripts/man-page.js', import.meta.url));
const isCompiled = existsSync(compiled);
const root = fileURLToPath(new URL(isCompiled ? '../../../' : '../../', import.meta.url));
const command = isCompiled ? [compiled] : ['--import', 'tsx', join(root, 'scripts/man-page.ts')];
const run = (...args: string[]) => spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8', cwd: root });
const page = join(root, 'man/handclasp.1');

describe('the man page', () => {
  it('is what the table of options says today', () => {
    const { status, stderr } = run('--check');
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('out of date is told, and written anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    try {
      const file = join(folder, 'handclasp.1');
      const whole = readFileSync(page, 'utf8');
      writeFileSync(file, whole.replace('crl', 'clr'));
      assert.equal(run('--check', file).status, 1);
      assert.equal(run(file).status, 0);
      assert.equal(readFileSync(file, 'utf8'), whole);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('goes with the package, and npm installs it', () => {
    const { man, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.deepEqual(man, ['man/handclasp.1']);
    assert.ok(files.includes('man'));
  });

  it('is set by groff without a warning, with each option and each variable in it', function () {
    const set = (width: number) => spawnSync('groff', ['-man', '-Tascii', '-ww', `-rLL=${width}n`, '-P-cbou', page], { encoding: 'utf8' });
    if (set(78).error !== undefined) {
      process.stderr.write('      groff is not installed: the man page was not set\n');
      this.skip();
    }
    for (const width of [78, 200]) {
      const { stdout, stderr, status } = set(width);
      // What does not fit into a narrow line is said to be hard to break; that is no fault of the page.
      const faults = stderr.split('\n').filter((line) => line !== '' && !/cannot (adjust|break) line|cannot break/.test(line));
      assert.deepEqual([status, faults], [0, []]);
      const flat = stdout.replace(/\s+/g, ' ');
      for (const { name, options } of commands) {
        assert.ok(flat.includes(`handclasp ${name}`), name);
        for (const option of Object.values(options)) assert.ok(flat.includes(`--${option.name}`), option.name);
      }
      for (const [variable] of environment) assert.ok(flat.includes(variable), variable);
    }
  });

  it('knows each variable that handclasp reads', () => {
    const known = environment.flatMap(([name]) => name.split(', '));
    const read = ['read-passwords', 'read-credentials', 'identity-of-files', 'open-receiver'].flatMap((name) => {
      const source = readFileSync(join(root, `src/cli/${name}.ts`), 'utf8');
      return [...source.matchAll(/(?:env\.|: ')(HANDCLASP_\w+)/g)].map(([, variable]) => variable ?? '');
    });
    assert.equal(new Set(read).size, 7);
    for (const variable of read) assert.ok(known.includes(variable as never), variable);
  });
});
