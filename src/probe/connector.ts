import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { localLimitOf } from '../model/local-limit.ts';
import type { Unreached } from '../model/reachability.ts';
import type { AbortLike } from '../tls/open-tls.ts';
import { PerAddressLimit } from './per-address-limit.ts';

/** Connections to one address at a time, whatever the number of ports and questions, unless told otherwise: a node's accept queue is not ours to fill. */
const usualPerAddress = 4;
/** More than this from one connection is no answer to any of our questions. */
const maxBytesReceived = 1024 * 1024;

export type ConnectResult =
  | { readonly kind: 'open'; readonly socket: net.Socket; readonly connectMs: number }
  | Exclude<Unreached, { readonly kind: 'unresolved' }>;

/** Opens TCP connections. One for a run: it knows how many are open to each address. */
export type Connector = {
  /** Connections to one address at once. */
  readonly maxPerAddress: number;
  /**
   * Waits until the address may be asked about one more of its ports, runs `work`, and makes room for the next. Without it the time that is given to one port
   * would run out while the others are asked. Rejects where `signal` ends the wait.
   */
  readonly withSlot: <T>(address: string, signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
  /**
   * One connection, when the address has room for it: its place is given back when the socket is closed. Never rejects: what hinders it is an answer, and
   * `timeoutMs` counts from when there was room. The caller destroys the socket; that its errors are heard is seen to.
   */
  readonly connect: (address: string, port: number, timeoutMs: number, signal: AbortLike) => Promise<ConnectResult>;
};

export function createConnector(maxPerAddress = usualPerAddress): Connector {
  const endpoints = new PerAddressLimit(maxPerAddress);
  const connections = new PerAddressLimit(maxPerAddress);
  return {
    maxPerAddress,
    withSlot: async (address, signal, work) => {
      const waiting = endpoints.enter(address, signal);
      if (waiting !== null) await waiting;
      try {
        signal?.throwIfAborted();
        return await work();
      } finally {
        endpoints.leave(address);
      }
    },
    connect: (address, port, timeoutMs, signal) => {
      const attempt = () => connect(address, port, { timeoutMs, signal, onClosed: () => connections.leave(address) });
      const waiting = connections.enter(address, signal);
      if (waiting === null) return attempt();
      return waiting.then(attempt, () => ({ kind: 'not-attempted', limit: 'max-per-host' }));
    },
  };
}

type Connecting = { readonly timeoutMs: number; readonly signal: AbortLike; readonly onClosed: () => void };

function connect(address: string, port: number, { timeoutMs, signal, onClosed }: Connecting): Promise<ConnectResult> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = net.connect({ host: address, port, noDelay: true });
    let settled = false;
    const settle = (connected: ConnectResult) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abandon);
      if (connected.kind !== 'open') socket.destroy();
      resolve(connected);
    };
    const abandon = () => settle({ kind: 'timeout', afterMs: since(startedAt) });
    const timer = setTimeout(abandon, timeoutMs);
    socket.once('connect', () => {
      socket.on('data', limitBytes);
      settle({ kind: 'open', socket, connectMs: performance.now() - startedAt });
    });
    // It stays, so that what becomes of the socket later is nobody's exception.
    socket.on('error', (error) => settle(connectFailure(error, since(startedAt), address)));
    socket.once('close', onClosed);
    signal.addEventListener('abort', abandon);
    if (signal.aborted) abandon();
  });
}

/** Whole milliseconds: what a report says of time is no more exact. */
function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

/** Why no connection was made. */
export function connectFailure(error: NodeJS.ErrnoException, afterMs: number, address: string): ConnectResult {
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
    // Of a local port, where all are in use; or of an address of our own to send from, which no waiting brings.
    case 'EADDRNOTAVAIL':
      if (!canSendTo(address))
        return { kind: 'unreachable', detail: `this machine has no IPv${net.isIP(address)} address to reach it from` };
      break;
  }
  const limit = localLimitOf(error);
  return limit === null ? { kind: 'unreachable', detail: error.code ?? error.message } : { kind: 'not-attempted', limit };
}

/** Whether this machine has an address of the same family and reach: loopback, or beyond. */
function canSendTo(address: string): boolean {
  const family = `IPv${net.isIP(address)}`;
  const isLoopback = /^(?:127\.|::1$)/.test(address);
  return Object.values(networkInterfaces()).some((own) =>
    own?.some((one) => one.family === family && (isLoopback ? one.internal : !one.internal)),
  );
}

/** A peer that pours out bytes is cut off; what came until then is judged. */
function limitBytes(this: net.Socket): void {
  if (this.bytesRead > maxBytesReceived) this.destroy();
}
