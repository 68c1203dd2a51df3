import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../src/cli/replace-file.ts';
import { runCli } from './run-cli.ts';

describe('a file that is replaced as a whole', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-replace-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const metrics = () => join(folder, 'handclasp.prom');

  it('is at each moment the old one or the new one', async () => {
    writeFileSync(metrics(), 'old\n');
    const seen: string[] = [];
    const seenBeside: (readonly string[])[] = [];
    await replaceFile(
      metrics(),
      (function* () {
        for (const piece of ['new 1\n', 'new 2\n', '']) {
          seen.push(readFileSync(metrics(), 'utf8'));
          seenBeside.push(readdirSync(folder).filter((name) => name.endsWith('.prom')));
          yield piece;
        }
      })(),
    );
    assert.deepEqual(seen, ['old\n', 'old\n', 'old\n']);
    // The collector reads whatever ends in .prom.
    assert.deepEqual(seenBeside, [['handclasp.prom'], ['handclasp.prom'], ['handclasp.prom']]);
    assert.equal(readFileSync(metrics(), 'utf8'), 'new 1\nnew 2\n');
    assert.deepEqual(readdirSync(folder), ['handclasp.prom']);
  });

  it('stays as it was where writing fails, with nothing beside it', async () => {
    writeFileSync(metrics(), 'old\n');
    const failing = (function* () {
      yield 'new\n';
      throw new Error('no more');
    })();
    await assert.rejects(replaceFile(metrics(), failing), /no more/);
    assert.equal(readFileSync(metrics(), 'utf8'), 'old\n');
    assert.deepEqual(readdirSync(folder), ['handclasp.prom']);
  });

  it('keeps its permissions, and a link to it', async () => {
    writeFileSync(join(folder, 'real'), 'old\n');
    chmodSync(join(folder, 'real'), 0o604);
    symlinkSync('real', metrics());
    await replaceFile(metrics(), ['new\n']);
    assert.ok(lstatSync(metrics()).isSymbolicLink());
    assert.equal(readFileSync(join(folder, 'real'), 'utf8'), 'new\n');
    assert.equal(statSync(join(folder, 'real')).mode & 0o777, 0o604);
  });

  it('is what metrics of a scan are written into', async () => {
    writeFileSync(metrics(), 'old\n');
    const before = statSync(metrics()).ino;
    const { status, err } = await runCli(['scan', 'transport://127.0.0.1:1', '--exit-zero', '-q', '-o', metrics()]);
    assert.equal(status, 0, err);
    assert.match(readFileSync(metrics(), 'utf8'), /^probe_success\{instance="127\.0\.0\.1:1",.*\} 0$/m);
    // Another file, not the old one with another content.
    assert.notEqual(statSync(metrics()).ino, before);
    assert.deepEqual(readdirSync(folder), ['handclasp.prom']);
  });
});
