import { connect, createServer, type Socket } from 'node:net';
import { listening } from './listening.ts';

export type DelayProxy = {
  readonly port: number;
  /** What has passed so far. Bytes are counted when they enter the proxy. */
  readonly counts: () => {
    readonly connections: number;
    readonly bytesToServer: number;
    readonly bytesToClient: number;
    /** Over all connections: how often the server answered what the client had said. Those of connections side by side take no longer than one. */
    readonly roundTrips: number;
  };
  readonly close: () => Promise<void>;
};

/**
 * A TCP proxy on loopback that holds everything back for `oneWayMs` in each direction, so that the round trip is twice that. The
 * connection itself is opened at once; its cost shows with the first bytes.
 */
export async function startDelayProxy(options: {
  readonly port: number;
  readonly host?: string;
  readonly oneWayMs: number;
}): Promise<DelayProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let bytesToServer = 0;
  let bytesToClient = 0;
  let roundTrips = 0;

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    connections += 1;
    let asked = false;
    const upstream = connect({ port: options.port, host: options.host ?? '127.0.0.1', allowHalfOpen: true, noDelay: true });
    pump(client, upstream, options.oneWayMs, (bytes) => {
      bytesToServer += bytes;
      asked = true;
    });
    pump(upstream, client, options.oneWayMs, (bytes) => {
      bytesToClient += bytes;
      if (asked) roundTrips += 1;
      asked = false;
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });

  return {
    port: await listening(server),
    counts: () => ({ connections, bytesToServer, bytesToClient, roundTrips }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Bytes, the end and a reset alike arrive `delayMs` later, in their order. */
function pump(from: Socket, to: Socket, delayMs: number, count: (bytes: number) => void): void {
  const later = (act: () => void): void => {
    setTimeout(act, delayMs);
  };
  from.on('data', (bytes: Buffer) => {
    count(bytes.length);
    later(() => {
      if (to.writable) to.write(bytes);
    });
  });
  from.on('end', () => later(() => to.end()));
  // To reset a socket whose end is under way leaves its handle open in Node 20, and the process at its end waits for that for ever.
  from.on('error', () => later(() => (to.writableEnded ? to.destroy() : to.resetAndDestroy())));
  from.on('close', (failed) => {
    if (!failed) later(() => to.destroySoon());
  });
}
