import { createServer, type Socket } from 'node:net';
import { listening } from './listening.ts';

/** One thing a scripted peer does; the steps of a script follow each other, and after the last it stays silent with the connection open. */
export type ScriptStep =
  | { readonly kind: 'send'; readonly bytes: Uint8Array | string }
  /** Sends one byte per write, so that the reader meets every boundary. */
  | { readonly kind: 'dribble'; readonly bytes: Uint8Array; readonly everyMs?: number }
  /** Waits until so many bytes have come since the last `receive`, or any (1) by default. */
  | { readonly kind: 'receive'; readonly bytes?: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /** FIN, after what was sent. */
  | { readonly kind: 'end' }
  /** RST. */
  | { readonly kind: 'reset' };

export type ScriptServer = {
  readonly port: number;
  /** What each connection has sent so far, in the order they came. */
  readonly received: () => readonly Uint8Array[];
  readonly close: () => Promise<void>;
};

/** A TCP server on loopback that plays a script to each connection; a function is asked for the script of the nth, from 0. */
export async function startScriptServer(script: readonly ScriptStep[] | ((nth: number) => readonly ScriptStep[])): Promise<ScriptServer> {
  const sockets = new Set<Socket>();
  const inboxes: Inbox[] = [];
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const inbox = new Inbox(socket);
    const nth = inboxes.push(inbox) - 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A peer that goes away ends the play; that is no failure of the test's server.
    socket.on('error', () => {});
    void play(socket, inbox, typeof script === 'function' ? script(nth) : script);
  });
  return {
    port: await listening(server),
    received: () => inboxes.map((inbox) => inbox.bytes()),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function play(socket: Socket, inbox: Inbox, steps: readonly ScriptStep[]): Promise<void> {
  for (const step of steps) {
    if (socket.destroyed) return;
    switch (step.kind) {
      case 'send':
        socket.write(step.bytes);
        break;
      case 'dribble':
        for (const byte of step.bytes) {
          if (socket.destroyed) return;
          socket.write(Uint8Array.of(byte));
          await (step.everyMs === undefined ? new Promise((done) => setImmediate(done)) : pause(step.everyMs));
        }
        break;
      case 'receive':
        await inbox.take(step.bytes ?? 1);
        break;
      case 'wait':
        await pause(step.ms);
        break;
      case 'end':
        socket.end();
        break;
      case 'reset':
        socket.resetAndDestroy();
        break;
    }
  }
}

/** Keeps what came, and wakes who waits for more. */
class Inbox {
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  #taken = 0;
  #closed = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.#parts.push(bytes);
      this.#length += bytes.length;
      this.#wake();
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  async take(count: number): Promise<void> {
    while (this.#length - this.#taken < count && !this.#closed) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    // All that came answers one wait, as a flight does that arrives in pieces of any size.
    this.#taken = this.#length;
  }
}

/** The server's own handle keeps the process alive; a wait that outlasts it must not. */
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms).unref());
