import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../support/sources.ts';

const compiled = fileURLToPath(new URL('../../scripts/docs.js', import.meta.url));
const command = existsSync(compiled) ? [compiled] : ['--import', 'tsx', join(root, 'scripts/docs.ts')];
const run = (...args: string[]) => spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8', cwd: root });

describe('tables of docs and screens of README', () => {
  it('are what rules, exit codes and transcripts say today', () => {
    const { status, stderr } = run('--check');
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('are written between their marks, and nothing else is touched', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    try {
      for (const page of ['README.md', 'docs']) cpSync(join(root, page), join(folder, page), { recursive: true, dereference: true });
      for (const [page, part] of [
        ['docs/rules.md', /\| `leaf-expired`.*\n/],
        ['README.md', /^CRITICAL .*\n/m],
      ] as const) {
        const file = join(folder, page);
        const whole = readFileSync(file, 'utf8');
        const damaged = whole.replace(part, '');
        assert.notEqual(damaged, whole);
        writeFileSync(file, damaged);
        const { status, stderr } = run('--check', folder);
        assert.equal(stderr, `${page} is out of date\n  npm run docs\n`);
        assert.equal(status, 1);
        assert.equal(run(folder).status, 0);
        assert.equal(readFileSync(file, 'utf8'), whole);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
