import assert from 'node:assert/strict';
import { isOfShard, shardOf } from '../../src/model/shard.ts';

describe('the shard of a host', () => {
  it('is the same for ever: parts of one list are scanned on many machines', () => {
    const known = { es01: 5, es02: 7, 'es03.example.org': 3, '10.0.0.1': 6, '10.0.0.2': 5, '2001:db8::1': 2 };
    assert.deepEqual(Object.fromEntries(Object.keys(known).map((host) => [host, shardOf(host, 8)])), known);
  });

  it('does not depend on how a name is written', () => {
    assert.equal(shardOf('ES01.Example.org', 97), shardOf('es01.example.org', 97));
  });

  it('is one of as many as there are, and each has about as many hosts', () => {
    for (const hosts of [
      Array.from({ length: 4_000 }, (_, at) => `10.1.${at >> 8}.${at & 255}`),
      Array.from({ length: 4_000 }, (_, at) => `es-hot-${String(at).padStart(4, '0')}.prod.example.org`),
    ]) {
      for (const of of [1, 2, 3, 8, 16]) {
        const counts = Array.from({ length: of }, (_, index) => hosts.filter((host) => isOfShard({ host }, { index, of })).length);
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          hosts.length,
        );
        for (const count of counts) assert.ok(Math.abs(count - hosts.length / of) < (hosts.length / of) * 0.25, `${of}: ${counts}`);
      }
    }
  });
});
