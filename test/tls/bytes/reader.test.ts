import assert from 'node:assert/strict';
import { DecodeError } from '../../../src/tls/bytes/decode-error.ts';
import { Reader } from '../../../src/tls/bytes/reader.ts';
import { hex } from '../../support/hex.ts';

describe('Reader', () => {
  it('reads numbers of one to four bytes, most significant byte first', () => {
    const from = new Reader(hex('01 0203 040506 fffefdfc'));
    assert.deepEqual([from.uint(1, 'a'), from.uint(2, 'b'), from.uint(3, 'c'), from.uint(4, 'd')], [1, 0x0203, 0x040506, 0xfffefdfc]);
    assert.equal(from.left, 0);
  });

  it('counts what is left, and the offset from where its bytes were cut', () => {
    const from = new Reader(hex('010203'), 10);
    from.uint(2, 'a');
    assert.equal(from.left, 1);
    assert.equal(from.offset, 12);
  });

  it('hands out views, not copies', () => {
    const data = hex('01 02 aabb cc');
    const from = new Reader(data);
    const views = [from.bytes(1, 'a'), from.opaque(1, 'b'), from.rest()];
    assert.deepEqual(views, [hex('01'), hex('aabb'), hex('cc')]);
    for (const view of views) assert.equal(view.buffer, data.buffer);
  });

  it('reads a vector whose length takes one, two or three bytes', () => {
    const from = new Reader(hex('01aa 0001bb 000001cc'));
    assert.deepEqual([from.opaque(1, 'a'), from.opaque(2, 'b'), from.opaque(3, 'c')], [hex('aa'), hex('bb'), hex('cc')]);
  });

  it('reads a list until its bytes are used up, and no further', () => {
    const from = new Reader(hex('06 0001 0002 0003 ff'));
    assert.deepEqual(from.uints(1, 'list', 2), [1, 2, 3]);
    assert.deepEqual(from.rest(), hex('ff'));
  });

  it('reads an empty list', () => {
    assert.deepEqual(
      new Reader(hex('0000')).list(2, 'list', (item) => item.opaque(1, 'item')),
      [],
    );
  });

  it('gives back what was read since an offset, as it came', () => {
    const data = hex('00 03 0017 02 aabb 99');
    const outer = new Reader(data, 100);
    outer.uint(1, 'skipped');
    const start = outer.offset;
    outer.uint(3, 'a');
    outer.opaque(1, 'b');
    assert.deepEqual(outer.since(start), hex('03 0017 02 aabb'));
    assert.equal(outer.since(start).buffer, data.buffer);
  });

  const faults: readonly [what: string, data: string, read: (from: Reader) => unknown, message: string][] = [
    ['a number that the bytes do not hold', '0102', (from) => from.uint(3, 'number'), 'number: truncated at byte 2'],
    ['a vector that is longer than what is left', '05 0102', (from) => from.opaque(1, 'vector'), 'vector: truncated at byte 3'],
    [
      'an item cut by the end of its list',
      '02 0201 00',
      (from) => from.list(1, 'list', (i) => i.opaque(1, 'item')),
      'item: truncated at byte 3',
    ],
    ['half a number at the end of a list', '03 0001 00', (from) => from.uints(1, 'list', 2), 'list: truncated at byte 4'],
    [
      'bytes that a vector leaves over',
      '02 0102',
      (from) => from.vector(1, 'vector', (i) => i.uint(1, 'one')),
      'vector: left-over at byte 2',
    ],
    ['bytes left over at the end', '0102', (from) => [from.uint(1, 'one'), from.end('message')], 'message: left-over at byte 1'],
  ];
  for (const [what, data, read, message] of faults) {
    it(`says where it met ${what}`, () => {
      assert.throws(
        () => read(new Reader(hex(data))),
        (error) => error instanceof DecodeError && error.message === message,
      );
    });
  }

  it('counts offsets of nested vectors from the start of the message', () => {
    const from = new Reader(hex('aabb 0005 0003 01 02 03'));
    from.bytes(2, 'before');
    assert.throws(
      () => from.vector(2, 'outer', (outer) => outer.vector(2, 'inner', (inner) => inner.uint(2, 'number'))),
      (error) => error instanceof DecodeError && error.fault === 'left-over' && error.field === 'inner' && error.offset === 8,
    );
  });
});
