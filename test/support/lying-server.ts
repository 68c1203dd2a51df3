import { createServer, type Socket } from 'node:net';
import { listening } from './listening.ts';
import { ScriptedServer12, ScriptedServer13 } from './scripted-tls-server.ts';

/** The other end of a connection, as far as a lie needs it. */
export type LiedTo = {
  readonly send: (...records: readonly Uint8Array[]) => void;
  /** Waits for something of the client's, and reads it with the keys that rule; after its end it waits for ever. */
  readonly hear: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly end: () => void;
  readonly reset: () => void;
  readonly gone: () => boolean;
};

type Play<S> = (server: S, peer: LiedTo, nth: number) => Promise<void> | void;

/** What to play to a hello that offers the version; where there is nothing for it, the hello is refused by alert 70 protocol_version. */
export type Plays = { readonly 'TLSv1.3'?: Play<ScriptedServer13>; readonly 'TLSv1.2'?: Play<ScriptedServer12> };

export type LyingServer = {
  readonly port: number;
  /** Versions that were played, and `refused`, a connection each. */
  readonly played: () => readonly (keyof Plays | 'refused')[];
  readonly close: () => Promise<void>;
};

/** A TLS server on loopback that keeps the rules of its version until the play of a test breaks them, over real connections. */
export async function startLyingServer(plays: Plays): Promise<LyingServer> {
  const sockets = new Set<Socket>();
  const played: (keyof Plays | 'refused')[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let first: Uint8Array = new Uint8Array();
    const onHello = (bytes: Uint8Array) => {
      first = Buffer.concat([first, bytes]);
      if (first.length < 5 || first.length < 5 + Buffer.from(first).readUInt16BE(3)) return;
      socket.off('data', onHello);
      void play(first, socket);
    };
    socket.on('data', onHello);
  });
  const play = async (first: Uint8Array, socket: Socket): Promise<void> => {
    const offered = offeredVersions(first);
    const version = (['TLSv1.3', 'TLSv1.2'] as const).find((each) => plays[each] !== undefined && offered.has(each));
    const nth = played.push(version ?? 'refused') - 1;
    if (version === 'TLSv1.3') {
      const lie = new ScriptedServer13(first);
      await plays['TLSv1.3']?.(lie, peerAt(socket, lie), nth);
    } else if (version === 'TLSv1.2') {
      const lie = new ScriptedServer12(first);
      await plays['TLSv1.2']?.(lie, peerAt(socket, lie), nth);
    } else socket.end(Uint8Array.of(21, 3, 3, 0, 2, 2, 70));
  };
  return {
    port: await listening(server),
    played: () => played,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function offeredVersions(first: Uint8Array): ReadonlySet<keyof Plays> {
  const { hello } = new ScriptedServer12(first);
  const listed = hello.extensions?.find(({ type }) => type === 43)?.data ?? new Uint8Array();
  const codes = Array.from({ length: Math.floor((listed.length - 1) / 2) }, (_, at) => Buffer.from(listed).readUInt16BE(1 + 2 * at));
  const suites = new Set(hello.cipherSuites);
  return new Set([
    ...(codes.includes(0x0304) && suites.has(0x1301) ? (['TLSv1.3'] as const) : []),
    ...((codes.length > 0 ? codes.includes(0x0303) : hello.version === 0x0303) && suites.has(0xc02b) ? (['TLSv1.2'] as const) : []),
  ]);
}

function peerAt(socket: Socket, server: ScriptedServer12 | ScriptedServer13): LiedTo {
  let heard = 0;
  let wake = () => {};
  socket.on('data', (bytes: Buffer) => {
    try {
      server.read({ send: [bytes] });
    } catch {
      // What the client says under keys that the play has not come to, or never comes to; it is read once it has.
    }
    heard += 1;
    wake();
  });
  return {
    send: (...records) => void (socket.writable && socket.write(Buffer.concat(records))),
    hear: async () => {
      while (heard === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      heard = 0;
    },
    wait: (ms) => new Promise((done) => setTimeout(done, ms).unref()),
    end: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
    gone: () => socket.destroyed || !socket.writable,
  };
}
