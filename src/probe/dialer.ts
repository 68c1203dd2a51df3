import net from 'node:net';
import type { Reachability } from '../model/observation.ts';

/** Connections to one address at a time, whatever the number of ports and questions: a node's accept queue is not ours to fill. */
const maxPerAddress = 4;
/** More than this from one connection is no answer to any of our questions. */
const maxBytesReceived = 1024 * 1024;

export type Dialled =
  | { readonly kind: 'open'; readonly socket: net.Socket; readonly connectMs: number }
  | Exclude<Reachability, { readonly kind: 'open' | 'unresolved' }>;

/** Opens TCP connections. One for a run: it knows how many are open to each address. */
export type Dialer = {
  /** Waits for a place at the address, runs `work` with it, and gives the place back. Rejects where `signal` ends the wait. */
  readonly withPlace: <T>(address: string, signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
  /** One connection. Never rejects: what hinders it is an answer. The caller destroys the socket. */
  readonly dial: (address: string, port: number, timeoutMs: number, signal: AbortSignal) => Promise<Dialled>;
};

export function createDialer(): Dialer {
  const places = new Map<string, { open: number; readonly waiting: (() => void)[] }>();

  async function withPlace<T>(address: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const place = places.get(address) ?? { open: 0, waiting: [] };
    places.set(address, place);
    while (place.open >= maxPerAddress) await turn(place.waiting, signal);
    signal?.throwIfAborted();
    place.open += 1;
    try {
      return await work();
    } finally {
      place.open -= 1;
      place.waiting.shift()?.();
      if (place.open === 0 && place.waiting.length === 0) places.delete(address);
    }
  }

  return { withPlace, dial };
}

function turn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = () => {
      const at = waiting.indexOf(go);
      if (at >= 0) waiting.splice(at, 1);
      reject(signal?.reason);
    };
    waiting.push(go);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function dial(address: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Dialled> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = net.connect({ host: address, port, noDelay: true });
    const settle = (dialled: Dialled) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abandon);
      socket.off('connect', connected);
      socket.off('error', failed);
      if (dialled.kind !== 'open') {
        socket.on('error', () => {});
        socket.destroy();
      }
      resolve(dialled);
    };
    const connected = () => {
      limitBytes(socket);
      settle({ kind: 'open', socket, connectMs: performance.now() - startedAt });
    };
    const failed = (error: NodeJS.ErrnoException) => settle(dialFailure(error, performance.now() - startedAt));
    const abandon = () => settle({ kind: 'timeout', afterMs: performance.now() - startedAt });
    const timer = setTimeout(abandon, timeoutMs);
    socket.once('connect', connected);
    socket.once('error', failed);
    signal.addEventListener('abort', abandon, { once: true });
    if (signal.aborted) abandon();
  });
}

function dialFailure(error: NodeJS.ErrnoException, afterMs: number): Dialled {
  switch (error.code) {
    case 'ECONNREFUSED':
      return { kind: 'refused' };
    case 'ETIMEDOUT':
      return { kind: 'timeout', afterMs };
    case 'EHOSTUNREACH':
      return { kind: 'unreachable', detail: 'no route to the host' };
    case 'ENETUNREACH':
      return { kind: 'unreachable', detail: 'no route to the network' };
    case 'ECONNRESET':
      return { kind: 'refused' };
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
