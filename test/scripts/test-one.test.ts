import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL(import.meta.url.endsWith('.js') ? '../../../' : '../../', import.meta.url));

describe('npm run test:one', () => {
  it('takes every file for TypeScript, also one that JavaScript would understand otherwise', () => {
    // Inside the project, whose package says that files are modules, and where a loader finds its packages.
    const folder = mkdtempSync(join(root, 'node_modules/.handclasp-test-'));
    try {
      // To JavaScript these are comparisons with `number`.
      for (const name of ['first', 'second'])
        writeFileSync(join(folder, `${name}.test.ts`), "it('runs', () => void new Array<number>(2));\n");
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      const { status, stdout } = spawnSync('npm', ['run', '--silent', 'test:one', '--', `${folder}/*.test.ts`], {
        encoding: 'utf8',
        cwd: root,
      });
      assert.match(stdout, /2 passing/);
      assert.equal(status, 0, stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
