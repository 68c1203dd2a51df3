import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

  it('takes what a limit of the machine kept from being tried for not done, and takes its lines out', async () => {
    const untried = (target: string, nth = 1, of = 1) =>
      `${JSON.stringify({ schema: 'handclasp.endpoint/1', part: { nth, of }, target, reachability: 'not-attempted' })}\n`;
    const text = untried('a:1') + line('b:1') + line('c:1', 1, 2) + untried('c:1', 2, 2) + line('d:1') + line('e:1') + untried('f:1');
    assert.deepEqual(await resumed(text), { done: ['b:1', 'd:1', 'e:1'], left: line('b:1') + line('d:1') + line('e:1') });
    assert.deepEqual(await resumed(line('a:1') + untried('b:1')), { done: ['a:1'], left: line('a:1') });
    assert.deepEqual(await resumed(untried('a:1')), { done: [], left: '' });
    // Whichever of its addresses it was.
    const halfTried = line('a:1') + untried('c:1', 1, 2) + line('c:1', 2, 2) + line('d:1');
    assert.deepEqual(await resumed(halfTried), { done: ['a:1', 'd:1'], left: line('a:1') + line('d:1') });
    assert.deepEqual(await readdir(folder), ['run.ndjson']);
  });

  it('leaves a file of another kind alone', async () => {
    const other = (change: object) =>
      `${JSON.stringify({ schema: 'handclasp.endpoint/1', part: { nth: 1, of: 1 }, target: 'a:1', ...change })}\n`;
    for (const text of [
      'es01\nes02\n',
      line('a:1') + other({ schema: 'handclasp.endpoint/2' }),
      other({ schema: 'handclasp.report/1' }),
      other({ schema: undefined }),
      other({ target: undefined }),
      other({ part: { nth: 1 } }),
      other({ part: { of: 1 } }),
      '[]\n',
      'null\n',
    ]) {
      await assert.rejects(resumed(text), { code: 'resume-unreadable' }, text);
      assert.equal(await readFile(join(folder, 'run.ndjson'), 'utf8'), text);
    }
  });

  it('reads lines longer than a chunk', async () => {
    const long = line(`${'x'.repeat(200_000)}:1`);
    assert.equal((await resumed(line('a:1') + long + line('c:1'))).done.length, 3);
  });
});
