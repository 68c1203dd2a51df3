import assert from 'node:assert/strict';
import { eventsIn, nodeHostsIn } from '../../src/logs/log-events.ts';

const node = (name: string, host: string) =>
  `{${name}}{id-${name}}{eph}{${name}}{${host}}{${host.includes(':') ? `[${host}]` : host}:9300}{cdfhilmrstw}`;
const said = (message: string, logger = 'o.e.c.s.ClusterApplierService', by: string | null = 'es02') =>
  eventsIn({
    line: 7,
    at: null,
    zoned: false,
    level: 'INFO',
    logger,
    node: by,
    product: 'elasticsearch',
    message,
    trace: '',
    frames: [],
  }).map(({ kind, other }) => `${kind}${other === null ? '' : ` ${other.name} ${other.host}:${other.port}`}`);

describe('what an entry says of membership', () => {
  const [es01, es02, es03] = [node('es01', '10.0.0.11'), node('es02', '10.0.0.12'), node('es03', 'fd00:0:0:0:0:0:0:3')];
  for (const [what, message, events] of [
    ['another is master', `master node changed {previous [], current [${es01}]}, term: 3`, ['joined es01 10.0.0.11:9300']],
    [
      'another is master, in OpenSearch',
      `cluster-manager node changed {previous [], current [${es01}]}, term: 3`,
      ['joined es01 10.0.0.11:9300'],
    ],
    ['it is master itself', `master node changed {previous [], current [${es02}]}, term: 3`, ['became-master']],
    ['the master is gone', `master node changed {previous [${es01}], current []}, term: 3`, ['lost-master']],
    ['it finds no master', 'master not discovered or elected yet, an election requires a node with id', ['searches']],
    ['one was let in', `node-join[${es01} join existing leader], term: 3, version: 9`, ['let-in es01 10.0.0.11:9300']],
    ['one left', `node-left[${es01} reason: disconnected], term: 3, version: 9`, ['let-out es01 10.0.0.11:9300']],
    [
      'two were let in',
      `added {${es01}, ${es03}}, term: 3, version: 9`,
      ['let-in es01 10.0.0.11:9300', 'let-in es03 fd00:0:0:0:0:0:0:3:9300'],
    ],
    ['one was let in and itself', `added {${es02}, ${es01}}, term: 3, version: 9`, ['let-in es01 10.0.0.11:9300']],
    ['one was taken out', `removed {${es01}}, term: 3, version: 9`, ['let-out es01 10.0.0.11:9300']],
    ['something else', 'loaded module [x-pack-security]', []],
  ] as const)
    it(`is told: ${what}`, () => assert.deepEqual(said(message), events));

  it('is that it started, where the node itself says so', () => {
    assert.deepEqual(said('started {es02}{id}', 'o.e.n.Node'), ['started']);
    assert.deepEqual(said('started', 'o.e.x.SomethingElse'), []);
  });

  it('has the hosts of nodes and of those that are looked at to find some', () => {
    assert.deepEqual(nodeHostsIn(`discovery will continue using [10.0.0.1:9300, [::1]:9300] from hosts providers`), ['10.0.0.1', '::1']);
    assert.deepEqual(nodeHostsIn(`added {${es01}}`), ['10.0.0.11']);
    assert.deepEqual(nodeHostsIn('nothing of the kind'), []);
  });
});
