import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningNode, stopNode } from '../../../scripts/cluster/node-process.ts';

describe("a node's process", () => {
  let folder: string;
  let child: ChildProcess;
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-node-'));
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Lives until it is ended, with `argument` on its command line. */
  const live = async (argument: string) => {
    const script = "setInterval(() => {}, 1000); console.log('up')";
    child = spawn(process.execPath, ['-e', script, '--', argument], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no stdout');
    await once(child.stdout, 'data');
    writeFileSync(join(folder, 'pid'), `${child.pid}\n`);
  };

  it('is known by its pid and its folder', async () => {
    await live(`-Djava.io.tmpdir=${folder}/tmp`);
    assert.deepEqual(runningNode(folder), [child.pid]);
  });

  it('is ended', async () => {
    await live(`-Djava.io.tmpdir=${folder}/tmp`);
    const exit = once(child, 'exit');
    await stopNode(folder);
    assert.deepEqual(await exit, [null, 'SIGTERM']);
    assert.deepEqual(runningNode(folder), []);
  });

  it('is not taken for another one that has got its pid', async () => {
    await live('/somewhere/else/tmp');
    assert.deepEqual(runningNode(folder), []);
    await stopNode(folder);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });

  it('is none where nothing was started', async () => {
    await live('/somewhere/else/tmp');
    rmSync(join(folder, 'pid'));
    assert.deepEqual(runningNode(folder), []);
    await stopNode(folder);
  });
});
