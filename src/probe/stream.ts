import type net from 'node:net';
import type { TlsConnection } from '../tls/open-tls.ts';
import { Progress } from '../tls/progress.ts';
import { TlsAborted, type TlsFailure } from '../tls/tls-failure.ts';

/** What comes from a peer, in the clear or through TLS. */
export type StreamEvent =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'ticket' }
  /** Nothing more will come. `failure` says why, where TLS knows; null is an orderly end. */
  | { readonly kind: 'end'; readonly failure: TlsFailure | null }
  /** Nothing came in time; the next `take` waits on. */
  | { readonly kind: 'silence' };

/** Takes turns with a peer. */
export type Stream = {
  readonly write: (bytes: Uint8Array) => void;
  readonly take: (timeoutMs: number) => Promise<StreamEvent>;
};

export function tlsStream(connection: TlsConnection): Stream {
  return {
    // A peer that is gone shows at the next `take`.
    write: (bytes) => void connection.write(bytes).catch(() => {}),
    take: patiently(() =>
      connection.next().then(
        (event): StreamEvent => event ?? { kind: 'end', failure: null },
        (failure: TlsFailure): StreamEvent => (failure instanceof TlsAborted ? { kind: 'silence' } : { kind: 'end', failure }),
      ),
    ),
  };
}

export function clearStream(socket: net.Socket): Stream {
  const queue: StreamEvent[] = [];
  let wake: () => void = () => {};
  const put = (event: StreamEvent) => {
    queue.push(event);
    wake();
  };
  socket.on('data', (bytes: Uint8Array) => put({ kind: 'data', bytes }));
  socket.once('error', () => put({ kind: 'end', failure: null }));
  socket.once('end', () => put({ kind: 'end', failure: null }));
  socket.once('close', () => put({ kind: 'end', failure: null }));
  const next = async (): Promise<StreamEvent> => {
    for (;;) {
      const event = queue[0];
      if (event) {
        // An end stays: whoever asks again is told again.
        if (event.kind !== 'end') queue.shift();
        return event;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { write: (bytes) => void socket.write(bytes), take: patiently(next) };
}

/** The wait for one answer, whatever else comes in between: it is begun anew as `Progress` has it. */
export class Wait {
  readonly #stream: Stream;
  readonly #progress = new Progress();
  #ms: number;
  #until: number;

  constructor(stream: Stream, ms: number) {
    this.#stream = stream;
    this.#ms = ms;
    this.#until = performance.now() + ms;
  }

  /** The next event but tickets, which answer nothing. */
  async take(): Promise<Exclude<StreamEvent, { readonly kind: 'ticket' }>> {
    for (;;) {
      const event = await this.#stream.take(Math.max(0, this.#until - performance.now()));
      if (event.kind !== 'ticket') return event;
    }
  }

  /** As Progress.made; `ms` is how long to wait from now on. */
  came(messages: number, pending: number, ms = this.#ms): void {
    this.#ms = ms;
    if (this.#progress.made(messages, pending)) this.#until = performance.now() + ms;
  }
}

/** Waits for one event at a time; what is still awaited when the time is up is not lost. */
function patiently(next: () => Promise<StreamEvent>): (timeoutMs: number) => Promise<StreamEvent> {
  let awaited: Promise<StreamEvent> | null = null;
  return async (timeoutMs) => {
    awaited ??= next();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<StreamEvent>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'silence' }), timeoutMs);
    });
    const event = await Promise.race([awaited, silence]);
    clearTimeout(timer);
    if (event.kind !== 'silence') awaited = null;
    return event;
  };
}
