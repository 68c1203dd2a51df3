import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resumeFrom } from '../../src/fleet/resume-file.ts';

const line = (target: string, nth = 1, of = 1) => `${JSON.stringify({ schema: 'handclasp.endpoint/1', part: { nth, of }, target })}\n`;

describe('a resumed run', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handclasp-resume-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function resumed(text: string) {
    const file = join(folder, 'run.ndjson');
    await writeFile(file, text);
    const done = [...(await resumeFrom(file))];
    return { done, left: await readFile(file, 'utf8') };
  }

  it('begins anew where there is no file', async () => {
    assert.deepEqual([...(await resumeFrom(join(folder, 'none')))], []);
  });

  it('knows what was done', async () => {
    const text = line('a:1') + line('b:1', 1, 2) + line('b:1', 2, 2);
    assert.deepEqual(await resumed(text), { done: ['a:1', 'b:1'], left: text });
  });

  it('cuts off a torn line', async () => {
    assert.deepEqual(await resumed(`${line('a:1')}{"schema":"handcl`), { done: ['a:1'], left: line('a:1') });
  });

  it('cuts off a target of which not every address was written', async () => {
    assert.deepEqual(await resumed(line('a:1') + line('b:1', 1, 2)), { done: ['a:1'], left: line('a:1') });
  });

  it('leaves a file of another kind alone', async () => {
    await assert.rejects(resumed('es01\nes02\n'), /is no report/);
    assert.equal(await readFile(join(folder, 'run.ndjson'), 'utf8'), 'es01\nes02\n');
  });

  it('reads lines longer than a chunk', async () => {
    const long = line(`${'x'.repeat(200_000)}:1`);
    assert.equal((await resumed(line('a:1') + long + line('c:1'))).done.length, 3);
  });
});
