import type { Outbox } from '../history/outbox.ts';
import type { AlertMessage } from '../model/alert.ts';
import type { AlertFault } from '../model/reasons/alert-fault.ts';
import type { AlertReceiver } from './alert-receiver.ts';

/** What came of what waited for one receiver. */
export type SentAlerts = {
  readonly receiver: string;
  readonly taken: number;
  readonly waiting: number;
  /** Why some wait; null where none do. */
  readonly because: AlertFault | null;
  readonly retryAfter: string | null;
};

/**
 * Sends each receiver what waits for it, the oldest first, each once. A message is taken out once the receiver has said that it has it. One that the receiver does not take as it is does not keep
 * back those behind it.
 */
export async function sendWaiting(
  outbox: Pick<Outbox, 'waiting' | 'taken'>,
  receivers: readonly AlertReceiver[],
  signal: AbortSignal,
): Promise<readonly SentAlerts[]> {
  return await Promise.all(
    receivers.map(async ({ name, send }) => {
      const messages = outbox.waiting(name);
      let taken = 0;
      let because: AlertFault | null = null;
      let retryAfter: string | null = null;
      for (const message of messages) {
        if (signal.aborted) break;
        const outcome = await send(JSON.parse(message.body) as AlertMessage, signal);
        if (outcome.kind === 'taken') {
          outbox.taken(message);
          taken += 1;
          continue;
        }
        because ??= outcome.because;
        retryAfter ??= outcome.retryAfter;
        if (outcome.passes) break;
      }
      return { receiver: name, taken, waiting: messages.length - taken, because, retryAfter };
    }),
  );
}
