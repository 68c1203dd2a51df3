import type { AbortLike } from '../tls/open-tls.ts';

const waiting = new WeakMap<AbortLike, Set<() => void>>();

/**
 * Calls back once when the signal aborts; what it returns ends the wait. Thousands may wait for the signal of a run: it is listened to once, where each
 * listener of its own would be compared with all the others. A signal that has aborted already calls nobody back.
 */
export function onAbort(signal: AbortLike, callback: () => void): () => void {
  const known = waiting.get(signal);
  const callbacks = known ?? new Set();
  if (known === undefined) {
    waiting.set(signal, callbacks);
    signal.addEventListener('abort', () => {
      for (const each of callbacks) each();
      callbacks.clear();
    });
  }
  callbacks.add(callback);
  return () => void callbacks.delete(callback);
}
