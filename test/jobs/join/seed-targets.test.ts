import assert from 'node:assert/strict';
import { seedTargets } from '../../../src/jobs/join/seed-targets.ts';

const seeds = (seedHosts: readonly string[], transportPort = '9300') => {
  const { targets, unreadable } = seedTargets({ facts: { seedHosts, transportPort } } as never);
  return { dialled: targets.map(({ host, port, scheme }) => `${scheme} ${host} ${port}`), unreadable: unreadable.length };
};

describe('the seed hosts of a node', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['es01', ['es01 9300']],
    ['es01:9301', ['es01 9301']],
    ['10.0.0.1', ['10.0.0.1 9300']],
    ['es01:9300-9302', ['es01 9300', 'es01 9301', 'es01 9302']],
    ['es01:9300-9300', ['es01 9300']],
    // Six of a long range; a range upside down is its first port.
    ['es01:9300-9399', [0, 1, 2, 3, 4, 5].map((add) => `es01 ${9300 + add}`)],
    ['es01:9300-9305', [0, 1, 2, 3, 4, 5].map((add) => `es01 ${9300 + add}`)],
    ['es01:9305-9300', ['es01 9305']],
    ['::1', ['::1 9300']],
    ['[::1]:9301', ['::1 9301']],
    ['[::1]', ['::1 9300']],
    [' es01 , es02:9301,, ', ['es01 9300', 'es02 9301']],
    ['es01, es01:9300', ['es01 9300']],
    ['', []],
  ];
  for (const [entry, expected] of cases) {
    it(`${JSON.stringify(entry)} is ${expected.length === 0 ? 'nobody' : expected.join(' and ')}`, () => {
      assert.deepEqual(seeds([entry]), { dialled: expected.map((one) => `transport ${one}`), unreadable: 0 });
    });
  }

  it('are sought at the port of the node itself, the lower end where that is a range, 9300 where it is none', () => {
    assert.deepEqual(seeds(['es01'], '9400-9500').dialled, ['transport es01 9400']);
    assert.deepEqual(seeds(['::1'], '9400').dialled, ['transport ::1 9400']);
    assert.deepEqual(seeds(['es01'], 'none').dialled, ['transport es01 9300']);
  });

  it('that name no address are said', () => {
    assert.deepEqual(seeds(['es01:99999', 'es02']), { dialled: ['transport es02 9300'], unreadable: 1 });
  });
});
