import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { HelloContent } from '../../src/hellos/recorded-hello.ts';
import type { Listener } from '../../src/lab/servers/listener.ts';
import { listening } from './listening.ts';
import { contentOf, helloIn } from './tls-peers/capture-hello.ts';

/** Alert 40, handshake_failure. */
const handshakeFailure = Buffer.from([21, 3, 3, 0, 2, 2, 40]);

/** Stands before a server and refuses some hellos by alert 40, as a runtime does that is not at hand. The server goes with it. */
export async function startHelloGate(behind: Listener, refuses: (hello: HelloContent) => boolean): Promise<Listener> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket.on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    keep(client);
    const chunks: Buffer[] = [];
    const read = (chunk: Buffer): void => {
      chunks.push(chunk);
      const hello = helloIn(Buffer.concat(chunks));
      if (hello === null) return;
      client.off('data', read);
      if (refuses(contentOf(hello))) {
        client.end(handshakeFailure);
        return;
      }
      const server = keep(connect(behind.port, '127.0.0.1'));
      server.write(Buffer.concat(chunks));
      client.pipe(server).pipe(client);
    };
    client.on('data', read);
  });
  return {
    port: await listening(server),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, behind.close()]);
    },
  };
}
