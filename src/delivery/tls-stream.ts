import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { TlsConnection } from '../tls/open-tls.ts';

/** A connection of our own TLS as the stream that an HTTP client takes. */
export class TlsStream extends Duplex {
  readonly #connection: TlsConnection;
  readonly #socket: Socket;

  constructor(connection: TlsConnection, socket: Socket) {
    super({ allowHalfOpen: false });
    this.#connection = connection;
    this.#socket = socket;
    // The connection says what went wrong where it is read or written.
    socket.on('error', () => {});
  }

  override _read(): void {
    this.#connection.read().then(
      (bytes) => this.push(bytes),
      (error: Error) => this.destroy(error),
    );
  }

  override _write(bytes: Uint8Array, _encoding: string, done: (error?: Error | null) => void): void {
    this.#connection.write(bytes).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#connection.close().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  /** Whether it keeps the process alive is for its socket. */
  ref(): this {
    this.#socket.ref();
    return this;
  }

  unref(): this {
    this.#socket.unref();
    return this;
  }
}
