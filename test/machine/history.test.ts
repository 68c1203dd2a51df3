import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeKeptRun } from '../../src/history/kept-run-codec.ts';
import { scanOf } from '../support/past-runs.ts';
import { skipUnless } from '../support/required.ts';
import { root } from '../support/sources.ts';

const bundle = fileURLToPath(new URL('../../bin/', import.meta.url));

describe('a history on this machine', function () {
  this.timeout(120_000);
  let folder: string;
  before(function () {
    // From the sources there is no command to start.
    if (!existsSync(join(bundle, 'scan-worker.js'))) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  const started = (node: string, command: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(node, [command, ...args], { encoding: 'utf8', cwd: folder });
    return { status, out: stdout, err: stderr };
  };
  const runs = (from: number, count: number) => {
    const lines = Array.from({ length: count }, (_, index) =>
      encodeKeptRun({ uuid: crypto.randomUUID(), ...scanOf(20, from + index).run }),
    );
    const file = join(folder, `runs-${from}.ndjson`);
    writeFileSync(file, lines.join(''));
    return file;
  };

  it('on a full disk says so, and what was in it before is whole', function () {
    const [first, more] = [runs(0, 2), runs(10, 200)];
    const command = join(bundle, 'handclasp.js');
    const mounts = spawnSync('unshare', ['--mount', 'sh', '-c', `mount -t tmpfs tmpfs '${folder}'`], { stdio: 'ignore' }).status === 0;
    skipUnless(this, mounts, 'unshare and root');
    const disk = join(folder, 'disk');
    const script = `
      mkdir '${disk}' && mount -t tmpfs -o size=400k tmpfs '${disk}' && cd '${disk}' || exit 9
      run() { '${process.execPath}' '${command}' "$@" 2>&1; echo "status $?"; }
      run history import '${first}' --history tls.db
      run history import '${more}' --history tls.db
      run history --history tls.db --last 1000 --json >'${join(folder, 'list.txt')}'
      run history show 1 --history tls.db --json >'${join(folder, 'run.txt')}'
      run history prune --keep 1d --history tls.db`;
    const { stdout } = spawnSync('unshare', ['--mount', 'sh', '-c', script], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    assert.match(stdout, /^2 runs imported\.\nstatus 0\n/);
    const [, before = ''] = /^handclasp: (\d+) runs? before line \d+ imported\n/m.exec(stdout) ?? [];
    assert.match(
      stdout,
      /^handclasp: cannot use the history tls\.db: the disk is full; what was in it before is whole\n {2}make room, or keep fewer runs: handclasp history prune --keep 90d\nstatus 2\n/m,
    );
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8').replace(/\nstatus 0\n$/, ''));
    const list = read('list.txt');
    assert.equal(read('run.txt').endpoints.length, 20);
    assert.equal(list.runs.length, 2 + Number(before));
    assert.ok(Number(before) > 3 && Number(before) < 200, before);
  });

  it('is written and read by SQLite of Node.js and of the package alike, and neither says that it is an experiment', function () {
    const other = process.env.HANDCLASP_ML_KEM_NODE ?? '';
    skipUnless(this, existsSync(other), 'a second Node.js (HANDCLASP_ML_KEM_NODE)');
    const command = join(bundle, 'handclasp.js');
    for (const [writer, reader, name] of [
      [process.execPath, other, 'a.db'],
      [other, process.execPath, 'b.db'],
    ] as const) {
      assert.deepEqual(started(writer, command, 'history', 'import', runs(20, 3), '--history', name), {
        status: 0,
        out: '3 runs imported.\n',
        err: '',
      });
      const both = [writer, reader].map((node) => started(node, command, 'history', 'export', '--history', name));
      assert.deepEqual(
        both.map(({ status, err }) => [status, err]),
        [
          [0, ''],
          [0, ''],
        ],
      );
      assert.ok(both[0]?.out === both[1]?.out && (both[0]?.out.length ?? 0) > 10_000);
      assert.match(started(reader, command, 'diff', '--history', name).out, /^OK {4}Nothing changed since run 2 /);
    }
  });

  it('says what to install where there is no SQLite', function () {
    // Node.js 22.13 and later bring it.
    if (process.getBuiltinModule('node:sqlite') !== undefined) this.skip();
    // Beside no package at all.
    const alone = join(folder, 'alone');
    cpSync(bundle, join(alone, 'bin'), { recursive: true });
    cpSync(join(root, 'package.json'), join(alone, 'package.json'));
    const { status, err } = started(process.execPath, join(alone, 'bin/handclasp.js'), 'scan', '127.0.0.1:1', '--history', 'new.db');
    assert.equal(status, 2);
    assert.equal(
      err,
      `handclasp: Node.js ${process.versions.node} has no SQLite, which a history needs\n  use Node.js 22.13 or later, or install the package beside handclasp: npm install @photostructure/sqlite@1.2.1\n`,
    );
    assert.equal(started(process.execPath, join(alone, 'bin/handclasp.js'), 'scan', '127.0.0.1:1', '--timeout', '1').status, 3);
  });
});
