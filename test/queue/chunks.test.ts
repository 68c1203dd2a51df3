import assert from 'node:assert/strict';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { chunkId, chunkJob } from '../../src/queue/chunk-job.ts';
import { chunksByNetwork, mostInChunk } from '../../src/queue/chunks.ts';

const labels = (chunk: readonly { readonly label: string }[]) => chunk.map(({ label }) => label);

describe('chunks of targets', () => {
  it('are of one network each, with the ports of a host together', () => {
    const targets = parseTargets('10.0.0.1:9300 10.0.1.1:9300 10.0.0.2:9300 10.0.0.1:9200 es01.example.org:9200 es02.example.org:9200');
    assert.deepEqual(
      chunksByNetwork(targets).map((chunks) => chunks.map(labels)),
      [[['10.0.0.1:9300', '10.0.0.1:9200', '10.0.0.2:9300']], [['10.0.1.1:9300']], [['es01.example.org:9200', 'es02.example.org:9200']]],
    );
  });

  it('have no more than they may, and all targets once', () => {
    const targets = parseTargets('10.0.0.0/23');
    const networks = chunksByNetwork(targets);
    assert.deepEqual(
      networks.map((chunks) => chunks.map(({ length }) => length)),
      [
        [198, 198, 198, 174],
        [198, 198, 198, 174],
      ],
    );
    assert.deepEqual(labels(networks.flat(2)).toSorted(), labels(targets).toSorted());
  });

  it('part a host with more ports than that', () => {
    const ports = Array.from({ length: mostInChunk + 1 }, (_, at) => `es01:${at + 1}`);
    assert.deepEqual(
      chunksByNetwork(parseTargets(ports.join('\n')))[0]?.map(({ length }) => length),
      [mostInChunk, 1],
    );
  });

  it('have one name in a run, whoever queues them', () => {
    const [[chunk = []] = [], [other = []] = []] = chunksByNetwork(parseTargets('10.0.0.1:9300 10.0.1.1:9300'));
    assert.equal(chunkId('run-1', chunk), chunkId('run-1', [...chunk]));
    assert.notEqual(chunkId('run-1', chunk), chunkId('run-1', other));
    assert.notEqual(chunkId('run-1', chunk), chunkId('run-2', chunk));
    assert.doesNotMatch(chunkId('run-1', chunk), /:/);
  });

  it('leave at home where a target was listed', () => {
    const targets = parseTargets([{ text: '10.0.0.1:9300', origin: 'hosts.txt', file: '/home/me/hosts.txt' }]);
    const asking = { depth: 'quick', quietWire: false, vantage: null, timeoutMs: 5_000, trySelfSigned: false } as const;
    assert.doesNotMatch(JSON.stringify(chunkJob('run-1', targets, asking, () => ({}))), /hosts\.txt/);
  });
});
