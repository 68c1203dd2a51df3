import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiled = fileURLToPath(new URL('../../scripts/readme-rules.js', import.meta.url));
const isCompiled = existsSync(compiled);
const root = fileURLToPath(new URL(isCompiled ? '../../../' : '../../', import.meta.url));
const command = isCompiled ? [compiled] : ['--import', 'tsx', join(root, 'scripts/readme-rules.ts')];
const run = (...args: string[]) => spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8', cwd: root });

describe("README's table of rules", () => {
  it('is what the rules say today', () => {
    const { status, stderr } = run('--check');
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('is written between its marks, and nothing else is touched', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    try {
      const file = join(folder, 'README.md');
      copyFileSync(join(root, 'README.md'), file);
      const whole = readFileSync(file, 'utf8');
      writeFileSync(file, whole.replace(/\| `leaf-expired` .*\n/, ''));
      assert.equal(run('--check', file).status, 1);
      assert.equal(run(file).status, 0);
      assert.equal(readFileSync(file, 'utf8'), whole);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
