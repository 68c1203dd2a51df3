import type { Duplex } from 'node:stream';
import { ClientMachine, type Step } from './handshake/client-machine.ts';
import type { ClientOptions } from './handshake/client-options.ts';
import type { TlsEvent } from './handshake/flow.ts';
import type { TlsSeen } from './handshake/tls-seen.ts';
import type { TlsSession } from './handshake/tls-session.ts';
import { Progress } from './progress.ts';
import { TlsAborted, TlsAlert, TlsClosed, TlsRefusal } from './tls-failure.ts';

/** An open TLS connection. */
export type TlsConnection = AsyncIterable<Uint8Array> & {
  /** What the connection has shown so far; grows with tickets and alerts that come later. */
  readonly seen: TlsSeen;
  /** The next application data, or null after the peer's close_notify. Rejects with TlsAlert, TlsClosed (an end without close_notify) or TlsRefusal. */
  readonly read: () => Promise<Uint8Array | null>;
  /** As `read`, with tickets told apart: a TLS 1.3 ticket is the server's word that it accepted the client. Null after close_notify. */
  readonly next: () => Promise<Delivered>;
  /** Resolves when the bytes are handed to the socket. */
  readonly write: (data: Uint8Array) => Promise<void>;
  /** Says close_notify and ends our side of the socket. */
  readonly close: () => Promise<void>;
};

/** What an AbortSignal offers, as far as it is needed here. */
export type AbortLike = Pick<AbortSignal, 'aborted' | 'reason'> & {
  readonly addEventListener: (type: 'abort', listener: () => void) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
};

/** How long to wait for the handshake. */
type Patience = {
  readonly signal?: AbortLike;
  /** Gives up a peer that brings the handshake no further for so long, as the signal would. No limit when absent. */
  readonly idleTimeoutMs?: number;
};

export type OpenTlsOptions = Omit<ClientOptions, 'stopAfter'> & Patience;

/**
 * Runs a TLS client over a connected stream. Resolves when the handshake is finished on our side: in TLS 1.3 the server may still refuse
 * our certificate, which the next `read` tells. Rejects with TlsRefusal when the peer breaks the protocol (the alert that the RFC names has
 * been sent by then), TlsAlert when the peer ended it with an alert, TlsClosed when the stream ended, TlsAborted when `signal` or silence ended it.
 * Each carries what was `seen` until then. The stream is destroyed on failure.
 */
export async function openTls(socket: Duplex, options: OpenTlsOptions = {}): Promise<TlsConnection> {
  const driver = new Driver(socket, options, options);
  await driver.until('connected');
  return driver.connection();
}

/**
 * Takes the handshake to where `stopAfter` says and no further, and returns what was seen. The stream is left open, with nothing said:
 * a peer that is left there logs nothing.
 */
export async function peekTls(
  socket: Duplex,
  options: ClientOptions & Patience & { readonly stopAfter: 'server-hello' | 'server-flight' },
): Promise<TlsSeen> {
  const driver = new Driver(socket, options, options);
  await driver.until('stopped');
  return driver.seen;
}

/**
 * Goes no further than it takes to know that no client certificate is asked for; where one is, the handshake is finished and the connection is open.
 * In the first case the stream is left open, with nothing said, and `connection` is null.
 */
export async function glanceTls(
  socket: Duplex,
  options: ClientOptions & { readonly stopAfter: 'no-certificate-request' },
  patience: Patience = {},
): Promise<{ readonly seen: TlsSeen; readonly connection: TlsConnection | null }> {
  const driver = new Driver(socket, options, patience);
  const reached = await driver.until('connected', 'stopped');
  return { seen: driver.seen, connection: reached === 'connected' ? driver.connection() : null };
}

type Delivered =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  /** `session` can be offered in another connection, as `resume`. */
  | { readonly kind: 'ticket'; readonly session: TlsSession }
  | null;

/** How long a peer that was refused may take to hang up. */
const lingerMs = 300;

/** Moves bytes between a stream and the machine. */
class Driver {
  readonly #socket: Duplex;
  readonly #machine: ClientMachine;
  readonly #signal: AbortLike | undefined;
  readonly #queue: Delivered[] = [];
  readonly #progress = new Progress();
  /** Until the handshake is where it should go. */
  #idle: NodeJS.Timeout | undefined;
  #ended: Error | 'closed' | null = null;
  #reached: 'connected' | 'stopped' | null = null;
  #wake: () => void = () => {};

  constructor(socket: Duplex, options: ClientOptions, { signal, idleTimeoutMs }: Patience) {
    this.#socket = socket;
    this.#machine = new ClientMachine(options);
    this.#signal = signal;
    if (idleTimeoutMs !== undefined) this.#idle = setTimeout(this.#onSilence, idleTimeoutMs);
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onEnd);
    socket.on('error', this.#onError);
    signal?.addEventListener('abort', this.#onAbort);
    if (signal?.aborted) this.#onAbort();
    else this.#take(this.#machine.start());
  }

  get seen(): TlsSeen {
    return this.#machine.seen;
  }

  async until(...points: readonly ('connected' | 'stopped')[]): Promise<'connected' | 'stopped'> {
    while (this.#reached === null || !points.includes(this.#reached)) {
      if (this.#ended !== null) throw this.#failure();
      await this.#change();
    }
    return this.#reached;
  }

  connection(): TlsConnection {
    const read = async (): Promise<Uint8Array | null> => {
      for (;;) {
        const delivered = await this.#next();
        if (delivered === null) return null;
        if (delivered.kind === 'data') return delivered.bytes;
      }
    };
    return {
      seen: this.#machine.seen,
      read,
      next: () => this.#next(),
      write: (data) => this.#write(data),
      close: () => this.#close(),
      async *[Symbol.asyncIterator]() {
        for (let bytes = await read(); bytes !== null; bytes = await read()) yield bytes;
      },
    };
  }

  async #next(): Promise<Delivered> {
    for (;;) {
      const delivered = this.#queue.shift();
      if (delivered !== undefined) return delivered;
      if (this.#ended === 'closed') return null;
      if (this.#ended !== null) throw this.#failure();
      await this.#change();
    }
  }

  async #write(data: Uint8Array): Promise<void> {
    if (this.#ended !== null && this.#ended !== 'closed') throw this.#failure();
    const { send } = this.#machine.write(data);
    await this.#flush(send);
  }

  async #close(): Promise<void> {
    await this.#flush(this.#machine.close().send);
    this.#socket.end();
    this.#finish('closed');
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take({ send, events }: Step): void {
    // One write: between several, Nagle's algorithm and the peer's delayed acknowledgement would wait for each other, 40 ms a flight.
    if (send.length > 0) this.#socket.write(joined(send));
    for (const event of events) this.#onEvent(event);
    this.#wake();
  }

  #onEvent(event: TlsEvent): void {
    switch (event.kind) {
      case 'connected':
      case 'stopped':
        this.#reached = event.kind;
        clearTimeout(this.#idle);
        this.#idle = undefined;
        if (event.kind === 'stopped') this.#release();
        return;
      case 'data':
      case 'ticket':
        this.#queue.push(event);
        return;
      case 'closed':
        this.#finish('closed');
        return;
      case 'alert':
        this.#finish(new TlsAlert(event.description, event.level, this.seen));
        return;
      case 'refused':
        this.#finish(new TlsRefusal(event.alert, event.reason, this.seen));
        return;
    }
  }

  readonly #onData = (bytes: Uint8Array): void => {
    try {
      this.#take(this.#machine.receive(bytes));
      if (this.#progress.made(this.#machine.awaited, this.#machine.pending)) this.#idle?.refresh();
    } catch (error) {
      // Our own fault, or that of the caller's randomness: it costs this connection, not the process.
      this.#finish(error instanceof Error ? error : new Error('the handshake failed', { cause: error }));
    }
  };

  readonly #onEnd = (): void => {
    this.#finish(new TlsClosed('fin', this.seen));
  };

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#finish(new TlsClosed('reset', this.seen, error));
  };

  readonly #onSilence = (): void => {
    this.#finish(new TlsAborted(new Error('the peer fell silent'), this.seen));
  };

  readonly #onAbort = (): void => {
    this.#finish(new TlsAborted(this.#signal?.reason, this.seen));
  };

  #finish(how: Error | 'closed'): void {
    if (this.#ended !== null) return;
    this.#ended = how;
    this.#release();
    if (how !== 'closed') {
      this.#socket.on('error', () => {});
      // What the machine had to say (an alert) is written already; ending after it lets it leave before the stream goes.
      if (how instanceof TlsRefusal) this.#linger();
      else this.#socket.end(() => this.#socket.destroy());
    }
    this.#wake();
  }

  /** To close with bytes unread is to reset, and a reset can overtake our alert at the peer. So what still comes is dropped until the peer ends too. */
  #linger(): void {
    const destroy = () => this.#socket.destroy();
    const timer = setTimeout(destroy, lingerMs);
    this.#socket.once('end', destroy);
    this.#socket.once('close', () => clearTimeout(timer));
    this.#socket.resume();
    this.#socket.end();
  }

  #release(): void {
    clearTimeout(this.#idle);
    this.#idle = undefined;
    this.#socket.off('data', this.#onData);
    this.#socket.off('end', this.#onEnd);
    this.#socket.off('close', this.#onEnd);
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }

  #failure(): Error {
    return this.#ended === null || this.#ended === 'closed' ? new TlsClosed('fin', this.seen) : this.#ended;
  }

  async #flush(send: readonly Uint8Array[]): Promise<void> {
    if (send.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#socket.write(joined(send), (error) => (error ? reject(new TlsClosed('reset', this.seen, error)) : resolve()));
    });
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts);
}
