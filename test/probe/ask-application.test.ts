import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import {
  elasticsearch7Node,
  elasticsearch8Node,
  type TransportNode,
  transportApplication,
} from '../../src/lab/servers/transport-application.ts';
import { askHttp, askTransport, heardUntil } from '../../src/probe/ask-application.ts';
import type { Stream, StreamEvent } from '../../src/probe/stream.ts';

const patience = { firstMs: 1000, restMs: 1000 };
const data = (text: string | Uint8Array): StreamEvent => ({ kind: 'data', bytes: Buffer.from(text) });
const end: StreamEvent = { kind: 'end', failure: null };
const silence: StreamEvent = { kind: 'silence' };
const pong = data(Uint8Array.of(0x45, 0x53, 0xff, 0xff, 0xff, 0xff));

/** Plays what comes of a peer, whatever is said to it; then it is silent. */
function playing(...events: readonly StreamEvent[]): Stream & { readonly waits: readonly number[] } {
  const queue = [...events];
  const waits: number[] = [];
  return {
    waits,
    write: () => undefined,
    take: async (ms) => {
      waits.push(ms);
      return queue.shift() ?? silence;
    },
  };
}

/** A node of the lab, without sockets; `asked` counts what was said to it. */
function nodeStream(node: TransportNode): Stream & { readonly asked: () => number } {
  const queue: StreamEvent[] = [];
  let asked = 0;
  const connection = Object.assign(new EventEmitter(), {
    writableEnded: false,
    write: (bytes: Uint8Array) => void queue.push(data(bytes)),
    end: (bytes?: string) => {
      if (bytes !== undefined) queue.push(data(bytes));
      queue.push(end);
      connection.writableEnded = true;
    },
  });
  transportApplication(node)(connection as never);
  return {
    asked: () => asked,
    write: (bytes) => {
      asked += 1;
      connection.emit('data', Buffer.from(bytes));
    },
    take: async () => queue.shift() ?? silence,
  };
}

const names = { nodeName: 'es01', clusterName: 'acme', publishAddress: { host: '10.0.0.11', port: 9300 } };
const openSearch: TransportNode = { ...elasticsearch7Node, versionId: 0x08000000 ^ 2190099, names };

describe('a transport port that is asked who it is', () => {
  it('tells its release from 8.18 on, and its version before', async () => {
    const eight = await askTransport(nodeStream(elasticsearch8Node), patience, 'nobody');
    assert.deepEqual(eight.application, { kind: 'transport', pong: true, versionId: 8841096, notHttp: false });
    assert.equal(eight.release, '8.19.21');
    const seven = nodeStream(elasticsearch7Node);
    assert.deepEqual((await askTransport(seven, patience, 'nobody')).application, {
      kind: 'transport',
      pong: true,
      versionId: 7172999,
      notHttp: false,
    });
    // A ping and one handshake: it has no release to ask for.
    assert.equal(seven.asked(), 2);
  });

  for (const [versionId, asked] of [
    [8839999, 2],
    [8840000, 3],
  ] as const) {
    it(`is asked for a release from the first version on that has it: ${versionId}`, async () => {
      const node = nodeStream({ ...elasticsearch8Node, versionId });
      await askTransport(node, patience, 'nobody');
      assert.equal(node.asked(), asked);
    });
  }

  it('is asked for names where they are wanted, of Elasticsearch alone or of all', async () => {
    const seven = { ...elasticsearch7Node, names };
    const reported = async (node: TransportNode, whom: 'all' | 'elasticsearch' | 'nobody') =>
      (await askTransport(nodeStream(node), patience, whom)).names;
    assert.equal((await reported(seven, 'all'))?.clusterName, 'acme');
    assert.equal((await reported(seven, 'elasticsearch'))?.nodeName, 'es01');
    assert.equal(await reported(seven, 'nobody'), null);
    assert.notEqual(await reported(openSearch, 'all'), null);
    assert.equal(await reported(openSearch, 'elasticsearch'), null);
    // It ends the connection in place of them.
    assert.equal(await reported(elasticsearch7Node, 'all'), null);
  });

  it('is no more than a transport port where it reads no header of ours', async () => {
    const deaf = await askTransport(nodeStream({ ...elasticsearch7Node, headerVersions: [] }), patience, 'all');
    assert.deepEqual(deaf.application, { kind: 'transport', pong: true, versionId: null, notHttp: false });
    assert.deepEqual([deaf.cut, deaf.ended], [null, null]);
  });

  it('may send a ping at any time', async () => {
    const said = await askTransport(playing(pong, pong, pong), patience, 'nobody');
    assert.deepEqual(said.application, { kind: 'transport', pong: true, versionId: null, notHttp: false });
  });

  it('may say that it is no HTTP port in place of a pong', async () => {
    const said = await askTransport(playing(data('This is not an HTTP port'), end), patience, 'nobody');
    assert.deepEqual(said.application, { kind: 'transport', pong: false, versionId: null, notHttp: true });
  });

  it('is none where no pong comes, and says whether one had begun', async () => {
    for (const [events, cut, ended] of [
      [[], null, 'silence'],
      [[end], null, 'end'],
      [[data('ES'), end], 'begun', 'end'],
      [[data('ES')], 'begun', 'silence'],
      [[data('SSH-2.0-OpenSSH')], null, undefined],
    ] as const) {
      const said = await askTransport(playing(...events), patience, 'all');
      assert.deepEqual(said.application, { kind: 'none', asked: ['ping'] });
      assert.deepEqual([said.cut, said.ended?.kind], [cut, ended]);
    }
  });
});

describe('a port that is asked in HTTP', () => {
  const whole = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

  it('has answered once its answer is whole, in however many pieces', async () => {
    for (const pieces of [[whole], whole.split(''), [whole.slice(0, 20), whole.slice(20)]]) {
      const said = await askHttp(playing(...pieces.map(data)), 'es01:9200', patience);
      assert.equal(said.application.kind === 'http' && said.application.answer.status, 200);
      assert.deepEqual([said.cut, said.ended], [null, null]);
    }
  });

  it('answers halfway between question and first byte, give or take half of that', async () => {
    const before = Date.now();
    const stream = playing(data(whole.slice(0, 9)), data(whole.slice(9)));
    const slow: Stream = {
      ...stream,
      take: async (ms) => {
        const event = await stream.take(ms);
        await new Promise((done) => setTimeout(done, 30));
        return event;
      },
    };
    const { heardAt } = await askHttp(slow, 'es01:9200', patience);
    assert.ok(heardAt);
    // A timer may be a millisecond early.
    assert.ok(heardAt.boundMs >= 14 && heardAt.at.getTime() - before >= 14, `${heardAt.boundMs}`);
    // The second piece came as long after the first again: it does not count.
    assert.ok(heardAt.at.getTime() + heardAt.boundMs <= Date.now() - 14);
  });

  it('is a transport port where it says that it is no HTTP port', async () => {
    const said = await askHttp(playing(data('This is not an'), data(' HTTP port'), end), 'es01:9300', patience);
    assert.deepEqual(said.application, { kind: 'transport', pong: false, versionId: null, notHttp: true });
  });

  it('is nobody where nothing comes, or something else, and says whether an answer had begun', async () => {
    for (const [events, cut, ended] of [
      [[], null, 'silence'],
      [[end], null, 'end'],
      [[data('HTTP/1.1 200 OK\r\nconte')], 'begun', 'silence'],
      [[data('HTTP/1.1 200 OK\r\nconte'), end], 'begun', 'end'],
      [[data('SSH-2.0-OpenSSH\r\n')], null, undefined],
    ] as const) {
      const said = await askHttp(playing(...events), 'es01:9200', patience);
      assert.deepEqual(said.application, { kind: 'none', asked: ['http'] });
      assert.deepEqual([said.cut, said.ended?.kind, said.heardAt], [cut, ended, null]);
    }
  });
});

describe('what was heard by the time that the address had', () => {
  const http = { kind: 'http', answer: { status: 200, headers: {}, body: '' } } as const;
  const node = { kind: 'transport', pong: true, versionId: null, notHttp: false } as const;
  const rest = { release: null, names: null, heardAt: null, ended: null, cut: null } as const;
  const cases = [
    ['an answer in HTTP', http, null],
    ['a pong alone', node, 'deadline'],
    ['a version', { ...node, versionId: 7172999 }, null],
    ['that it is no HTTP port', { ...node, pong: false, notHttp: true }, null],
    ['nothing', { kind: 'none', asked: ['ping'] }, 'deadline'],
  ] as const;
  for (const [what, application, cut] of cases) {
    it(`${what}: ${cut === null ? 'whole' : 'cut'}`, () => {
      assert.equal(heardUntil(AbortSignal.abort(), { application, ...rest }).cut, cut);
      assert.equal(heardUntil(new AbortController().signal, { application, ...rest }).cut, null);
    });
  }
});
