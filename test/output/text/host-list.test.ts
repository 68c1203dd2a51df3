import assert from 'node:assert/strict';
import { hostList, shortenedRuns, someHosts } from '../../../src/output/text/host-list.ts';

const warm = (from: number, to: number, tail = '') =>
  Array.from({ length: to - from + 1 }, (_, nth) => `es-warm-${String(from + nth).padStart(3, '0')}${tail}`);

describe('a list of hosts', () => {
  for (const [what, hosts, text] of [
    ['names that follow each other', warm(1, 4), 'es-warm-001 … es-warm-004'],
    ['the same with a port, and with a domain', warm(9, 12, '.acme.org:9300'), 'es-warm-009.acme.org:9300 … es-warm-012.acme.org:9300'],
    ['addresses', ['10.0.0.9:9300', '10.0.0.10:9300', '10.0.0.11:9300'], '10.0.0.9:9300 … 10.0.0.11:9300'],
    ['two, which are no shorter so', warm(1, 2), 'es-warm-001 es-warm-002'],
    ['a gap', [...warm(1, 3), ...warm(5, 7)], 'es-warm-001 … es-warm-003 es-warm-005 … es-warm-007'],
    ['ports of one host, which are no run', ['es01:9200', 'es01:9201', 'es01:9202'], 'es01:9200 es01:9201 es01:9202'],
    ['names of which the width changes with zeros', ['es09', 'es10', 'es11'], 'es09 … es11'],
    ['names without a number', ['a', 'b', 'c'], 'a b c'],
  ] as const) {
    it(`shortens ${what} and nothing else`, () => assert.equal(shortenedRuns(hosts).join(' '), text));
  }

  it('is whole where it fits, shortened where that fits, and else none', () => {
    assert.equal(hostList(warm(1, 4), 47), warm(1, 4).join(' '));
    assert.equal(hostList(warm(1, 4), 46), 'es-warm-001 … es-warm-004');
    assert.equal(hostList(warm(1, 4), 24), null);
  });

  it('says how many more there are, and counts each of a run', () => {
    const hosts = [...warm(1, 4), 'kibana', ...warm(20, 40)];
    assert.equal(someHosts(hosts, 50), 'es-warm-001 … es-warm-004 kibana … and 21 more');
    assert.equal(someHosts(hosts, 40), 'es-warm-001 … es-warm-004 … and 22 more');
    assert.equal(someHosts(hosts, 10), 'es-warm-001 … and 25 more');
  });
});
