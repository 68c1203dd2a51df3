import assert from 'node:assert/strict';
import { askHello, endedByServer, type HelloAnswer, refuses } from '../../src/probe/ask-hello.ts';
import { connectFailure, createConnector } from '../../src/probe/connector.ts';
import { Deadline } from '../../src/probe/deadline.ts';
import { EndpointConnections } from '../../src/probe/endpoint-connections.ts';
import { nextPause } from '../../src/probe/next-pause.ts';
import { NotConnected } from '../../src/probe/not-connected.ts';
import type { ReadUntil } from '../../src/tls/first-flight/first-flight.ts';
import { type ScriptStep, startScriptServer } from '../support/script-server.ts';

/** Connections to a server that plays a script, as long as `work` takes. */
async function withConnections<T>(
  script: readonly ScriptStep[],
  work: (connections: EndpointConnections, deadline: Deadline) => Promise<T>,
  deadlineMs = 5000,
): Promise<T> {
  const server = await startScriptServer(script);
  const deadline = new Deadline(deadlineMs, undefined);
  try {
    return await work(
      new EndpointConnections('127.0.0.1', server.port, { connector: createConnector(), connectTimeoutMs: 2000 }, deadline),
      deadline,
    );
  } finally {
    deadline.end();
    await server.close();
  }
}

describe('what becomes of a hello that nobody means to finish', () => {
  const offer = { legacyVersion: 0x0303, random: new Uint8Array(32), cipherSuites: [0xc02f] };
  const ask = (script: readonly ScriptStep[], { idleTimeoutMs = 2000, deadlineMs = 5000 } = {}, until: ReadUntil = 'server-hello') =>
    withConnections(
      script,
      async (connections, signal) => {
        const answer = await connections.use(
          (socket) => askHello(socket, { offer, until, idleTimeoutMs, signal }),
          () => undefined,
        );
        return answer instanceof NotConnected ? assert.fail('not connected') : answer;
      },
      deadlineMs,
    );
  const serverHello = Buffer.from(`160303002a020000260303${'5e'.repeat(32)}00c02f00`, 'hex');
  const alert = Buffer.from('15030300020228', 'hex');

  const ends: readonly (readonly [string, ScriptStep, HelloAnswer])[] = [
    ['an end', { kind: 'end' }, { kind: 'closed', how: 'fin' }],
    ['a reset', { kind: 'reset' }, { kind: 'closed', how: 'reset' }],
    ['an alert', { kind: 'send', bytes: alert }, { kind: 'alert', level: 2, description: 40 }],
    ['something else', { kind: 'send', bytes: 'SSH-2.0' }, { kind: 'not-tls' }],
  ];
  for (const [what, step, expected] of ends) {
    it(`${what} is told as it is`, async () => assert.deepEqual(await ask([{ kind: 'receive' }, step]), expected));
  }

  it('a choice is told, and nothing more is waited for', async () => {
    const answer = await ask([{ kind: 'receive' }, { kind: 'send', bytes: serverHello }]);
    assert.deepEqual(answer.kind === 'chosen' && [answer.flight.version, answer.flight.cipherSuite, answer.cut], ['TLSv1.2', 0xc02f, null]);
  });

  it('a choice stays one where the rest of the flight does not come', async () => {
    const answer = await ask([{ kind: 'receive' }, { kind: 'send', bytes: serverHello }, { kind: 'end' }], {}, 'server-hello-done');
    assert.deepEqual(answer.kind === 'chosen' && [answer.flight.cipherSuite, answer.cut], [0xc02f, { kind: 'closed', how: 'fin' }]);
  });

  it('silence is told with how long it was, and so is the end of the time for the address', async () => {
    for (const [times, by] of [
      [{ idleTimeoutMs: 40 }, 'silence'],
      [{ deadlineMs: 60 }, 'deadline'],
    ] as const) {
      const answer = await ask([{ kind: 'receive' }], times);
      assert.deepEqual([answer.kind, 'by' in answer && answer.by], ['timeout', by]);
      assert.ok('afterMs' in answer && answer.afterMs > 20 && answer.afterMs < 2000 && Number.isInteger(answer.afterMs));
    }
  });

  it('says no by an alert or an end alone', () => {
    const flight = {} as never;
    const cases: readonly (readonly [HelloAnswer, boolean])[] = [
      [{ kind: 'alert', level: 2, description: 40 }, true],
      [{ kind: 'closed', how: 'fin' }, true],
      [{ kind: 'timeout', afterMs: 1, by: 'silence' }, false],
      [{ kind: 'malformed', because: 'x' }, false],
      [{ kind: 'not-tls' }, false],
    ];
    for (const [answer, no] of cases) {
      assert.equal(refuses(answer), no, answer.kind);
      if (answer.kind !== 'not-tls') assert.equal(endedByServer({ kind: 'chosen', flight, cut: answer as never }), no, answer.kind);
    }
    assert.equal(endedByServer({ kind: 'chosen', flight, cut: null }), true);
  });
});

describe('the connections to an endpoint', () => {
  const nobodyTold = () => undefined;

  it('are counted, with what went over them and where from', async () => {
    await withConnections(
      [
        { kind: 'receive', bytes: 3 },
        { kind: 'send', bytes: 'hello' },
      ],
      async (connections) => {
        assert.equal(connections.localAddress, null);
        assert.deepEqual(connections.cost, { connections: 0, bytesSent: 0, bytesReceived: 0 });
        for (let times = 1; times <= 2; times++) {
          const reported: string[] = [];
          const [heard, connectMs] = (await connections.use<readonly [string, number]>(
            (socket, ms) => new Promise((done) => void socket.once('data', (bytes) => done([bytes.toString(), ms])).write('abc')),
            ({ kind }) => void reported.push(kind),
          )) as readonly [string, number];
          assert.deepEqual([heard, ...reported], ['hello', 'open']);
          assert.ok(connectMs > 0 && connectMs < 2000);
          assert.deepEqual(connections.cost, { connections: times, bytesSent: 3 * times, bytesReceived: 5 * times });
        }
        assert.equal(connections.localAddress, '127.0.0.1');
      },
    );
  });

  it('are closed when what was to be said is said, and when saying it fails', async () => {
    await withConnections([], async (connections) => {
      const sockets: { readonly destroyed: boolean }[] = [];
      await connections.use(async (socket) => void sockets.push(socket), nobodyTold);
      const failing = connections.use(async (socket) => {
        sockets.push(socket);
        throw new Error('x');
      }, nobodyTold);
      await assert.rejects(failing, /^Error: x$/);
      assert.deepEqual(
        sockets.map(({ destroyed }) => destroyed),
        [true, true],
      );
      assert.equal(connections.cost.connections, 2);
    });
  });

  it('are four at once, and one once it was noticed that more are not served', async () => {
    await withConnections([], async (connections) => {
      let [open, most] = [0, 0];
      const one = () =>
        connections.use(async () => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((done) => setTimeout(done, 10));
          open -= 1;
        }, nobodyTold);
      await Promise.all(Array.from({ length: 6 }, one));
      assert.equal(most, 4);
      assert.equal(connections.oneAtATime, false);

      // Doubtful, and asked while others were: it is asked again.
      let asked = 0;
      const doubtful = () =>
        connections.believe(
          async () => ++asked,
          (answer) => answer === 1,
        );
      assert.equal(await doubtful(), 1, 'nobody else was there');
      asked = 0;
      const [, answer] = await Promise.all([one(), new Promise<void>((done) => setTimeout(done, 3)).then(doubtful)]);
      assert.deepEqual([answer, connections.oneAtATime], [2, true]);

      [open, most] = [0, 0];
      await Promise.all(Array.from({ length: 3 }, one));
      assert.equal(most, 1);
      // From now on each doubtful answer may mean that the last connection was not gone yet.
      asked = 0;
      assert.equal(await doubtful(), 2);
      assert.equal(
        await connections.believe(
          async () => 'x',
          () => false,
        ),
        'x',
      );
    });
  });

  it('do not come about where the time is up, or the port is closed', async () => {
    await withConnections([], async (_, deadline) => {
      const server = await startScriptServer([]);
      await server.close();
      const closed = new EndpointConnections('127.0.0.1', server.port, { connector: createConnector(), connectTimeoutMs: 2000 }, deadline);
      const reported: string[] = [];
      const answer = await closed.use(
        async () => 'talked',
        ({ kind }) => void reported.push(kind),
      );
      assert.ok(answer instanceof NotConnected);
      assert.deepEqual([answer.reachability, reported, closed.cost.connections], [{ kind: 'refused' }, ['refused'], 0]);
      assert.deepEqual(answer.shortfall(7), { kind: 'not-connected', reachability: { kind: 'refused' } });
      assert.deepEqual(new NotConnected(null).shortfall(7), { kind: 'deadline', afterMs: 7 });
    });
  });
});

describe('the pause before another attempt', () => {
  it('doubles from 25 milliseconds to half a second', () => {
    const pauses: number[] = [];
    for (let pause = nextPause(0); pauses.length < 7; pause = nextPause(pause)) pauses.push(pause);
    assert.deepEqual(pauses, [25, 50, 100, 200, 400, 500, 500]);
  });
});

describe('why no connection was made', () => {
  const failure = (code: string, address = '127.0.0.1') => connectFailure(Object.assign(new Error('said'), { code }), 5, address);
  /** What the system says, and what is told of it. */
  const cases: readonly (readonly [string, unknown])[] = [
    ['ECONNREFUSED', { kind: 'refused' }],
    ['ETIMEDOUT', { kind: 'timeout', afterMs: 5 }],
    ['EHOSTUNREACH', { kind: 'unreachable', detail: 'no route to the host' }],
    ['ENETUNREACH', { kind: 'unreachable', detail: 'no route to the network' }],
    ['ECONNRESET', { kind: 'unreachable', detail: 'the connection was reset as soon as it came about' }],
    ['EPIPE', { kind: 'unreachable', detail: 'EPIPE' }],
  ];
  for (const [code, expected] of cases) it(`${code}`, () => assert.deepEqual(failure(code), expected));

  it('is a limit of this machine where an address of its own was there to send from', () => {
    assert.equal(failure('EADDRNOTAVAIL').kind, 'not-attempted');
    assert.equal(failure('EMFILE').kind, 'not-attempted');
    assert.deepEqual(connectFailure(new Error('said'), 5, '127.0.0.1'), { kind: 'unreachable', detail: 'said' });
  });

  it('is the time that it took where it was called off, in whole milliseconds', async () => {
    const connected = await createConnector().connect('127.0.0.1', 9, 1000, AbortSignal.abort());
    assert.equal(connected.kind, 'timeout');
    assert.ok(connected.kind === 'timeout' && Number.isInteger(connected.afterMs) && connected.afterMs < 1000);
  });
});
