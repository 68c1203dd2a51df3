import type net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cost } from '../model/observation.ts';
import type { Reachability } from '../model/reachability.ts';
import { connectAgain } from './connect-again.ts';
import type { ConnectResult } from './connector.ts';
import type { Deadline } from './deadline.ts';
import { NotConnected } from './not-connected.ts';
import type { ProbeOptions } from './probe-options.ts';
import { Semaphore } from './semaphore.ts';

/** Connections to one endpoint at once, where its address has room for them. */
const maxAtOnce = 4;
/** How long an endpoint may take to see that a connection was closed. */
const partingMs = 20;

/** The connections to one endpoint: how many at once, how many in all, and what went over them. */
export class EndpointConnections {
  readonly #address: string;
  readonly #port: number;
  readonly #options: Pick<ProbeOptions, 'connector' | 'connectTimeoutMs'>;
  readonly #deadline: Deadline;
  readonly #places: Semaphore;
  #localAddress: string | null = null;
  #connections = 0;
  #bytesSent = 0;
  #bytesReceived = 0;

  constructor(address: string, port: number, options: Pick<ProbeOptions, 'connector' | 'connectTimeoutMs'>, deadline: Deadline) {
    this.#address = address;
    this.#port = port;
    this.#options = options;
    this.#deadline = deadline;
    this.#places = new Semaphore(Math.min(maxAtOnce, options.connector.maxPerAddress));
  }

  /** It was noticed that the endpoint serves no two connections at once. */
  get oneAtATime(): boolean {
    return this.#places.width === 1;
  }

  /** From which this machine connected; null before it did. */
  get localAddress(): string | null {
    return this.#localAddress;
  }

  get cost(): Omit<Cost, 'durationMs'> {
    return { connections: this.#connections, bytesSent: this.#bytesSent, bytesReceived: this.#bytesReceived };
  }

  /**
   * An answer that may only mean "not so many at once" (silence, or an end without a word while other connections were open) is not believed: from then on
   * the endpoint is asked one thing at a time, with time between them to see that the last one is gone, and this one again.
   */
  async believe<T>(ask: () => Promise<T>, doubtful: (answer: T) => boolean): Promise<T> {
    const before = this.#places.taken;
    const answer = await ask();
    const crowded = this.oneAtATime || Math.max(before, this.#places.taken) > 0;
    if (!crowded || !doubtful(answer) || this.#deadline.aborted) return answer;
    this.#places.narrow();
    return ask();
  }

  /** One connection, counted. @param onConnected is told what came of the connection attempt before anything else is */
  async use<T>(
    talk: (socket: net.Socket, connectMs: number) => Promise<T>,
    onConnected: (reachability: Reachability) => void,
  ): Promise<T | NotConnected> {
    const waiting = this.#places.enter();
    if (waiting !== null) await waiting;
    try {
      if (this.oneAtATime) await sleep(partingMs);
      let connected = await this.#connect();
      if (connected.kind === 'not-attempted') connected = await connectAgain(connected, () => this.#connect(), this.#deadline);
      if (connected.kind !== 'open') {
        onConnected(connected);
        return new NotConnected(this.#deadline.aborted && connected.kind !== 'not-attempted' ? null : connected);
      }
      onConnected(isOpen);
      this.#connections += 1;
      const { socket } = connected;
      // The operating system takes the same one for each connection to an address.
      this.#localAddress ??= socket.localAddress ?? null;
      try {
        return await talk(socket, connected.connectMs);
      } finally {
        this.#bytesSent += socket.bytesWritten;
        this.#bytesReceived += socket.bytesRead;
        // What was said with an end to it (a close_notify, an alert) leaves before the socket does.
        if (socket.writableEnded) socket.destroySoon();
        else socket.destroy();
      }
    } finally {
      this.#places.leave();
    }
  }

  #connect(): Promise<ConnectResult> {
    const { connector, connectTimeoutMs } = this.#options;
    return connector.connect(this.#address, this.#port, connectTimeoutMs, this.#deadline);
  }
}

const isOpen = { kind: 'open' } as const;
