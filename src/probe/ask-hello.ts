import type net from 'node:net';
import { FirstFlightReader, type FlightAnswer, type ReadUntil } from '../tls/first-flight/first-flight.ts';
import { encodeOffer, type HelloOffer } from '../tls/first-flight/offer.ts';
import type { Interruption } from '../tls/open-tls.ts';

/** What became of a hello. */
export type HelloAnswer =
  | FlightAnswer
  /** The peer ended the connection without an alert. */
  | { readonly kind: 'closed'; readonly how: 'fin' | 'reset' }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  /** No connection came about. */
  | { readonly kind: 'unreached' };

export type HelloWish = {
  readonly offer: HelloOffer;
  readonly until: ReadUntil;
  readonly idleTimeoutMs: number;
  readonly signal: Interruption;
};

/**
 * Says hello, reads the answer as far as it is wanted, and goes. Nothing else is said, not even an alert: a server whose choice was read and
 * that is then left alone writes nothing into its log.
 */
export function askHello(socket: net.Socket, { offer, until, idleTimeoutMs, signal }: HelloWish): Promise<HelloAnswer> {
  return new Promise((resolve) => {
    const reader = new FirstFlightReader(until);
    const startedAt = performance.now();
    const settle = (answer: HelloAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', expire);
      socket.removeListener('data', onData);
      socket.removeListener('end', onEnd);
      socket.destroy();
      resolve(answer);
    };
    const onData = (bytes: Uint8Array) => {
      timer.refresh();
      const answer = reader.push(bytes);
      if (answer) settle(answer);
    };
    const onEnd = () => settle(reader.soFar ?? { kind: 'closed', how: 'fin' });
    const expire = () => settle(reader.soFar ?? { kind: 'timeout', afterMs: Math.round(performance.now() - startedAt) });
    const timer = setTimeout(expire, idleTimeoutMs);
    signal.addEventListener('abort', expire);
    socket.on('data', onData);
    socket.once('end', onEnd);
    socket.once('error', () => settle(reader.soFar ?? { kind: 'closed', how: 'reset' }));
    socket.once('close', onEnd);
    socket.write(encodeOffer(offer));
    if (signal.aborted) expire();
  });
}
