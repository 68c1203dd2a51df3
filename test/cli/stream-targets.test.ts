import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamTargets } from '../../src/cli/stream-targets.ts';

async function labels(words: readonly string[], stdin = '', reported: string[] = []): Promise<readonly string[]> {
  const terminal = {
    stdin: async function* () {
      for (const byte of Buffer.from(stdin)) yield Uint8Array.of(byte);
    },
    stdinIsTerminal: false,
    err: () => {},
    interrupted: new AbortController().signal,
    onHangUp: () => {},
  };
  const found: string[] = [];
  for await (const lists of streamTargets(words, terminal, null, ({ message }) => void reported.push(message))) {
    for (const targets of lists) found.push(...targets.map(({ label }) => label));
  }
  return found;
}

describe('streamed targets', () => {
  it('come from arguments and from standard input, in their order', async () => {
    assert.deepEqual(await labels(['a:1', '-', 'd:4'], '# list\nb:2\r\n\nc:3'), ['a:1', 'b:2', 'c:3', 'd:4']);
  });

  it('go on after a line that is no target, which is named', async () => {
    const reported: string[] = [];
    assert.deepEqual(await labels(['-'], 'a:1\nb:x\nc:3\n', reported), ['a:1', 'c:3']);
    assert.match(reported.join('\n'), /^standard input:2: [^\n]+$/);
  });

  it('end at an argument that is no target', async () => {
    await assert.rejects(labels(['a:1', 'b:x']), /"x" is not a port/);
  });

  it('come from lines with any ends, cut anywhere', async () => {
    assert.deepEqual(await labels(['-'], 'a:1\r\nb:2\rc:3\n\rd:4'), ['a:1', 'b:2', 'c:3', 'd:4']);
  });

  it('come from files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'handclasp-targets-'));
    await writeFile(join(folder, 'hosts'), 'a:1\nb:2\n');
    assert.deepEqual(await labels([`@${join(folder, 'hosts')}`]), ['a:1', 'b:2']);
    await assert.rejects(labels([`@${join(folder, 'none')}`]), /there is no such file/);
    await rm(folder, { recursive: true });
  });
});
