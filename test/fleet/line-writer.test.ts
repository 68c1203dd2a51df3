import assert from 'node:assert/strict';
import { createLineWriter } from '../../src/fleet/line-writer.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a line writer', () => {
  it('hands over one piece at a time, in order, and says how many targets wait', async () => {
    const written: string[] = [];
    const waits: number[] = [];
    let busy = false;
    const writer = createLineWriter(
      async (lines) => {
        assert.equal(busy, false);
        busy = true;
        await new Promise((done) => setImmediate(done));
        written.push(Buffer.from(lines).toString());
        busy = false;
      },
      () => void waits.push(writer.waiting),
    );
    const reported: number[] = [];
    writer.put(bytes('a\n'), 1, () => void reported.push(written.length));
    writer.put(bytes('b\nc\n'), 2, () => void reported.push(written.length));
    assert.equal(writer.waiting, 3);
    await writer.flushed();
    assert.deepEqual({ written, waits, told: reported }, { written: ['a\n', 'b\nc\n'], waits: [2, 0], told: [1, 2] });
  });

  it('writes nothing for targets that have no lines', async () => {
    const written: string[] = [];
    const writer = createLineWriter(
      async (lines) => void written.push(Buffer.from(lines).toString()),
      () => {},
    );
    writer.put(bytes(''), 4);
    assert.equal(writer.waiting, 0);
    writer.put(bytes('a\n'), 1);
    await writer.flushed();
    assert.deepEqual(written, ['a\n']);
  });

  it('fails with its reader, and hands over nothing after that', async () => {
    let calls = 0;
    const writer = createLineWriter(
      async () => {
        calls += 1;
        throw new Error('disk full');
      },
      () => {},
    );
    writer.put(bytes('a\n'), 1);
    writer.put(bytes('b\n'), 1);
    await assert.rejects(writer.flushed(), /disk full/);
    writer.put(bytes('c\n'), 1);
    await assert.rejects(writer.flushed(), /disk full/);
    assert.equal(calls, 1);
  });
});
