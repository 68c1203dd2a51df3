import assert from 'node:assert/strict';
import { RepeatedTargets } from '../../src/cli/repeated-targets.ts';
import { parseTargets, type Target } from '../../src/index.ts';

describe('targets that stand twice in a stream', () => {
  it('are counted, wherever they stand, and go through as they came', async () => {
    async function* source(): AsyncGenerator<Iterable<readonly Target[]>> {
      yield [parseTargets('es01:9300'), parseTargets('es02:9300')];
      yield [parseTargets('es01:9300')];
    }
    const repeats = new RepeatedTargets();
    const seen: string[] = [];
    for await (const lists of repeats.counting(source())) for (const targets of lists) seen.push(...targets.map(({ label }) => label));
    assert.deepEqual(seen, ['es01:9300', 'es02:9300', 'es01:9300']);
    assert.equal(repeats.count, 1);
  });
});
