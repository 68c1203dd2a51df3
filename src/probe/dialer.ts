import net from 'node:net';
import type { Reachability } from '../model/observation.ts';
import { onAbort } from './on-abort.ts';

/** Connections to one address at a time, whatever the number of ports and questions, unless told otherwise: a node's accept queue is not ours to fill. */
const usualPerAddress = 4;
/** More than this from one connection is no answer to any of our questions. */
const maxBytesReceived = 1024 * 1024;

export type Dialled =
  | { readonly kind: 'open'; readonly socket: net.Socket; readonly connectMs: number }
  | Exclude<Reachability, { readonly kind: 'open' | 'unresolved' }>;

/** Opens TCP connections. One for a run: it knows how many are open to each address. */
export type Dialer = {
  /** Connections to one address at once. */
  readonly maxPerAddress: number;
  /**
   * Waits until the address may be asked about one more of its ports, runs `work`, and makes room for the next. Without it the time that is given to one port
   * would run out while the others are asked. Rejects where `signal` ends the wait.
   */
  readonly withPlace: <T>(address: string, signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
  /**
   * One connection, when the address has room for it: its place is given back when the socket is closed. Never rejects: what hinders it is an answer, and
   * `timeoutMs` counts from when there was room. The caller destroys the socket.
   */
  readonly dial: (address: string, port: number, timeoutMs: number, signal: AbortSignal) => Promise<Dialled>;
};

export function createDialer(maxPerAddress = usualPerAddress): Dialer {
  const endpoints = places(maxPerAddress);
  const connections = places(maxPerAddress);
  return {
    maxPerAddress,
    withPlace: async (address, signal, work) => {
      const leave = await endpoints(address, signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
    dial: async (address, port, timeoutMs, signal) => {
      const waitingSince = performance.now();
      let leave: () => void;
      try {
        leave = await connections(address, signal);
      } catch {
        return { kind: 'timeout', afterMs: since(waitingSince) };
      }
      const { dialled, closed } = await dial(address, port, timeoutMs, signal);
      void closed.then(leave);
      return dialled;
    },
  };
}

/** So many places at each address. Resolves to what gives the place back; rejects where the signal ends the wait. */
function places(maxPerAddress: number): (address: string, signal: AbortSignal | undefined) => Promise<() => void> {
  const known = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();
  return async (address, signal) => {
    const place = known.get(address) ?? { taken: 0, waiting: [] };
    known.set(address, place);
    while (place.taken >= maxPerAddress) await turn(place.waiting, signal);
    signal?.throwIfAborted();
    place.taken += 1;
    return () => {
      place.taken -= 1;
      const next = place.waiting.shift();
      if (next) next();
      else if (place.taken === 0) known.delete(address);
    };
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const go = () => {
      forget();
      resolve();
    };
    const stop = () => {
      const at = waiting.indexOf(go);
      if (at >= 0) waiting.splice(at, 1);
      reject(signal?.reason);
    };
    waiting.push(go);
    const forget = signal === undefined ? () => {} : onAbort(signal, stop);
  });
}

type Attempt = { readonly dialled: Dialled; readonly closed: Promise<void> };

function dial(address: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Attempt> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = net.connect({ host: address, port, noDelay: true });
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    const settle = (dialled: Dialled) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abandon);
      socket.off('connect', connected);
      socket.off('error', failed);
      if (dialled.kind !== 'open') {
        socket.on('error', () => {});
        socket.destroy();
      }
      resolve({ dialled, closed });
    };
    const connected = () => {
      limitBytes(socket);
      settle({ kind: 'open', socket, connectMs: performance.now() - startedAt });
    };
    const failed = (error: NodeJS.ErrnoException) => settle(dialFailure(error, since(startedAt)));
    const abandon = () => settle({ kind: 'timeout', afterMs: since(startedAt) });
    const timer = setTimeout(abandon, timeoutMs);
    socket.once('connect', connected);
    socket.once('error', failed);
    signal.addEventListener('abort', abandon, { once: true });
    if (signal.aborted) abandon();
  });
}

/** Whole milliseconds: what a report says of time is no more exact. */
function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

/** Why no connection came about. */
export function dialFailure(error: NodeJS.ErrnoException, afterMs: number): Dialled {
  switch (error.code) {
    case 'ECONNREFUSED':
      return { kind: 'refused' };
    case 'ETIMEDOUT':
      return { kind: 'timeout', afterMs };
    case 'EHOSTUNREACH':
      return { kind: 'unreachable', detail: 'no route to the host' };
    case 'ENETUNREACH':
      return { kind: 'unreachable', detail: 'no route to the network' };
    // A port without a listener refuses. Who resets took the connection first, and the reset overtook the word of it.
    case 'ECONNRESET':
      return { kind: 'unreachable', detail: 'the connection was reset as soon as it came about' };
    default:
      return { kind: 'unreachable', detail: error.code ?? error.message };
  }
}

/** A peer that pours out bytes is cut off; what came until then is judged. */
function limitBytes(socket: net.Socket): void {
  socket.on('data', () => {
    if (socket.bytesRead > maxBytesReceived) socket.destroy();
  });
}
