import type net from 'node:net';
import type { Unreached } from '../model/reachability.ts';
import { type FirstFlight, FirstFlightReader, type FlightCut, type ReadUntil } from '../tls/first-flight/first-flight.ts';
import { encodeOffer, type HelloOffer } from '../tls/first-flight/offer.ts';
import type { AbortLike } from '../tls/open-tls.ts';
import { Progress } from '../tls/progress.ts';

/** What ends an answer before it is whole. */
export type HelloCut =
  | FlightCut
  /** The peer ended the connection without an alert. */
  | { readonly kind: 'closed'; readonly how: 'fin' | 'reset' }
  | { readonly kind: 'timeout'; readonly afterMs: number; readonly by: 'silence' | 'deadline' };

/** What became of a hello. */
export type HelloAnswer =
  /** As in FlightAnswer. */
  | { readonly kind: 'chosen'; readonly flight: FirstFlight; readonly cut: HelloCut | null }
  | HelloCut
  | { readonly kind: 'not-tls' }
  /** No connection came about; null where the time for the address had ended. */
  | { readonly kind: 'unreached'; readonly reachability: Unreached | null };

export type HelloWish = {
  readonly offer: HelloOffer;
  readonly until: ReadUntil;
  readonly idleTimeoutMs: number;
  readonly signal: AbortLike;
};

/**
 * Says hello, reads the answer as far as it is wanted, and goes. Nothing else is said, not even an alert: a server whose choice was read and
 * that is then left alone writes nothing into its log.
 */
export function askHello(socket: net.Socket, { offer, until, idleTimeoutMs, signal }: HelloWish): Promise<HelloAnswer> {
  return new Promise((resolve) => {
    const reader = new FirstFlightReader(until);
    const progress = new Progress();
    const startedAt = performance.now();
    const settle = (answer: HelloAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abandon);
      socket.removeListener('data', onData);
      socket.removeListener('end', onEnd);
      socket.destroy();
      resolve(answer);
    };
    const onData = (bytes: Uint8Array) => {
      const answer = reader.push(bytes);
      if (answer) settle(answer);
      else if (progress.made(reader.awaited, reader.pending)) timer.refresh();
    };
    const end = (cut: HelloCut) => settle(reader.flight === null ? cut : { kind: 'chosen', flight: reader.flight, cut });
    const onEnd = () => end({ kind: 'closed', how: 'fin' });
    const expire = (by: 'silence' | 'deadline') => end({ kind: 'timeout', afterMs: Math.round(performance.now() - startedAt), by });
    const abandon = () => expire('deadline');
    const timer = setTimeout(() => expire('silence'), idleTimeoutMs);
    signal.addEventListener('abort', abandon);
    socket.on('data', onData);
    socket.once('end', onEnd);
    socket.once('error', () => end({ kind: 'closed', how: 'reset' }));
    socket.once('close', onEnd);
    socket.write(encodeOffer(offer));
    if (signal.aborted) abandon();
  });
}

/** Whether an answer says no to what was offered, by alert or by ending the connection. */
export function refuses(answer: HelloAnswer): answer is Extract<HelloAnswer, { kind: 'alert' | 'closed' }> {
  return answer.kind === 'alert' || answer.kind === 'closed';
}

/** Whether a choice was followed by all that was to come, or the server ended it there: JSSE chooses first, and looks for a scheme that fits afterwards. */
export function endedByServer({ cut }: Extract<HelloAnswer, { kind: 'chosen' }>): boolean {
  return cut === null || refuses(cut);
}
