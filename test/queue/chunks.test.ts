import assert from 'node:assert/strict';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { chunkId, chunkJob, chunkKey } from '../../src/queue/chunk-job.ts';
import { chunksByNetwork, mostInChunk } from '../../src/queue/chunks.ts';
import { ChunkList, packedChunks } from '../../src/queue/packed-chunks.ts';

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

  it('are the same where a list is read target by target', () => {
    const list = new ChunkList();
    const targets = parseTargets('10.0.0.0/23 es01:9300 es02.example.org 10.0.0.7:9200');
    for (const target of targets) list.put(target);
    const told = (networks: Iterable<ReturnType<typeof packedChunks>[number]>) =>
      [...networks].map((chunks) => chunks.map(({ key, targets: own }) => [key, own()]));
    assert.deepEqual(told(list.take()), told(packedChunks(targets)));
    assert.deepEqual(told(list.take()), []);
  });

  it('have one name in a run, whoever queues them', () => {
    const [[chunk = []] = [], [other = []] = []] = chunksByNetwork(parseTargets('10.0.0.1:9300 10.0.1.1:9300'));
    assert.equal(chunkId('run-1', chunkKey(chunk)), chunkId('run-1', chunkKey([...chunk])));
    assert.notEqual(chunkKey(chunk), chunkKey(other));
    assert.notEqual(chunkId('run-1', chunkKey(chunk)), chunkId('run-2', chunkKey(chunk)));
    assert.doesNotMatch(chunkId('run-1', chunkKey(chunk)), /:/);
  });

  it('leave at home where a target was listed', () => {
    const targets = parseTargets([{ text: '10.0.0.1:9300', origin: 'hosts.txt', file: '/home/me/hosts.txt' }]);
    const asking = { depth: 'quick', quietWire: false, vantage: null, timeoutMs: 5_000, trySelfSigned: false } as const;
    const terms = { run: 'run-1', asking, nameOf: () => ({}) };
    assert.doesNotMatch(JSON.stringify(chunkJob(targets, { ...terms, judging: null })), /hosts\.txt/);
    // Where lines are made of it, they name that place.
    const judging = { anchors: [], trustPublicRoots: false, crls: [], deployment: null, expiresInMs: null };
    assert.match(JSON.stringify(chunkJob(targets, { ...terms, judging })), /hosts\.txt/);
  });
});
