import type net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cost } from '../model/observation.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Deadline } from './deadline.ts';
import { dialAgain } from './dial-again.ts';
import type { Dialled } from './dialer.ts';
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
  readonly #options: Pick<ProbeOptions, 'dialer' | 'connectTimeoutMs'>;
  readonly #deadline: Deadline;
  readonly #places: Semaphore;
  #localAddress: string | null = null;
  #connections = 0;
  #bytesSent = 0;
  #bytesReceived = 0;

  constructor(address: string, port: number, options: Pick<ProbeOptions, 'dialer' | 'connectTimeoutMs'>, deadline: Deadline) {
    this.#address = address;
    this.#port = port;
    this.#options = options;
    this.#deadline = deadline;
    this.#places = new Semaphore(Math.min(maxAtOnce, options.dialer.maxPerAddress));
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

  /** One connection, counted. @param onDialled is told what came of dialling before anything else is */
  async use<T>(
    talk: (socket: net.Socket, connectMs: number) => Promise<T>,
    onDialled: (reachability: Reachability) => void,
  ): Promise<T | NotConnected> {
    const waiting = this.#places.enter();
    if (waiting !== null) await waiting;
    try {
      if (this.oneAtATime) await sleep(partingMs);
      let dialled = await this.#dial();
      if (dialled.kind === 'not-attempted') dialled = await dialAgain(dialled, () => this.#dial(), this.#deadline);
      if (dialled.kind !== 'open') {
        onDialled(dialled);
        return new NotConnected(this.#deadline.aborted && dialled.kind !== 'not-attempted' ? null : dialled);
      }
      onDialled(isOpen);
      this.#connections += 1;
      const { socket } = dialled;
      // The operating system takes the same one for each connection to an address.
      this.#localAddress ??= socket.localAddress ?? null;
      try {
        return await talk(socket, dialled.connectMs);
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

  #dial(): Promise<Dialled> {
    const { dialer, connectTimeoutMs } = this.#options;
    return dialer.dial(this.#address, this.#port, connectTimeoutMs, this.#deadline);
  }
}

const isOpen = { kind: 'open' } as const;
