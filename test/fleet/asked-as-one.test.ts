import assert from 'node:assert/strict';
import { askedAsOne } from '../../src/fleet/asked-as-one.ts';
import type { Target } from '../../src/model/target.ts';

/** `es01:9200` was named so, `es01:9200?` is a default port of a host that was named alone. */
function targetOf(text: string): Target {
  const [, host = '', port = '', implied] = /^(\w+):(\d+)(\?)?$/.exec(text) ?? [];
  return { label: `${host}:${port}`, host, port: Number(port), scheme: null, ...(implied === undefined ? {} : { implied: true }) };
}

describe('targets that are asked for as one', () => {
  for (const [list, groups] of [
    ['', []],
    ['a:9200', ['a:9200']],
    ['a:9200? a:9300?', ['a:9200 a:9300']],
    ['a:9200 a:9300', ['a:9200', 'a:9300']],
    ['a:9200? a:9300', ['a:9200', 'a:9300']],
    ['a:9200 a:9300?', ['a:9200', 'a:9300']],
    ['a:9200? b:9300?', ['a:9200', 'b:9300']],
    ['a:9200? a:9300? a:5601? b:9200? b:9300?', ['a:9200 a:9300 a:5601', 'b:9200 b:9300']],
    ['a:9200? b:9200? a:9300?', ['a:9200', 'b:9200', 'a:9300']],
  ] as const)
    it(`${list || 'none'}: ${groups.join(' | ') || 'none'}`, () => {
      const targets = list === '' ? [] : list.split(' ').map(targetOf);
      assert.deepEqual(
        askedAsOne(targets).map((group) => group.map(({ label }) => label).join(' ')),
        groups,
      );
    });
});
