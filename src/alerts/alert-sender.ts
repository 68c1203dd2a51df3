import { pauseAfter } from '../delivery/pause.ts';
import type { Outbox } from '../history/outbox.ts';
import type { Clock } from '../model/clock.ts';
import type { AlertReceiver } from './alert-receiver.ts';
import { type SentAlerts, sendWaiting } from './send-waiting.ts';

export type AlertSenderOptions = {
  /** Asked for before each attempt: receivers may have changed. */
  readonly receivers: () => readonly AlertReceiver[];
  /** Opens the outbox for a while. Rejects where that cannot be; what waits there goes on waiting. */
  readonly withOutbox: <T>(work: (outbox: Outbox) => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what came of each attempt. */
  readonly onSent: (sent: readonly SentAlerts[]) => void;
  /** Told that the outbox could not be opened, or changed. */
  readonly onFault: (error: unknown) => void;
};

/** Milliseconds for an attempt that is under way when all is to end. */
const graceMs = 2000;

/** Sends what waits, again and again until it is taken: at once when there is something new, and after a while where a receiver is away. */
export class AlertSender {
  readonly #options: AlertSenderOptions;
  #wake = new AbortController();
  /** Ends an attempt. */
  readonly #cut = new AbortController();
  #isAsked = false;

  constructor(options: AlertSenderOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#end(), { once: true });
  }

  /** What is under way gets a while: cut off, it could be there and be sent again. */
  #end(): void {
    this.#wake.abort();
    void this.#options.clock.sleep(graceMs, this.#cut.signal).then(() => this.#cut.abort());
  }

  /** There is something new. */
  kick(): void {
    this.#isAsked = true;
    this.#wake.abort();
  }

  /** Until the signal aborts. */
  async run(): Promise<void> {
    const { clock, signal } = this.#options;
    for (let attempts = 0; !signal.aborted; ) {
      this.#isAsked = false;
      const { isDone, retryAfter } = await this.#attempt();
      attempts = isDone ? 0 : attempts + 1;
      await this.#pause(isDone ? null : pauseAfter(attempts, retryAfter, clock));
    }
  }

  /** Until nothing waits, or so many milliseconds are over. @returns whether nothing waits */
  async finish(patienceMs: number): Promise<boolean> {
    const { clock, signal } = this.#options;
    const until = clock.now() + patienceMs;
    for (let attempts = 1; ; attempts++) {
      const { isDone, retryAfter } = await this.#attempt();
      if (isDone || signal.aborted) return isDone;
      const pause = pauseAfter(attempts, retryAfter, clock);
      if (clock.now() + pause > until) return false;
      await clock.sleep(pause, signal);
    }
  }

  async #attempt(): Promise<{ readonly isDone: boolean; readonly retryAfter: string | null }> {
    const { receivers, withOutbox, onSent, onFault } = this.#options;
    try {
      const sent = await withOutbox((outbox) => sendWaiting(outbox, receivers(), this.#cut.signal));
      onSent(sent);
      const late = sent.filter(({ waiting }) => waiting > 0);
      return { isDone: late.length === 0, retryAfter: late.length === 1 ? (late[0]?.retryAfter ?? null) : null };
    } catch (error) {
      onFault(error);
      return { isDone: false, retryAfter: null };
    }
  }

  /** @param ms null: until there is something new */
  async #pause(ms: number | null): Promise<void> {
    const { clock, signal } = this.#options;
    if (this.#isAsked || signal.aborted) return;
    this.#wake = new AbortController();
    const { signal: woken } = this.#wake;
    if (ms !== null) return await clock.sleep(ms, woken);
    await new Promise<void>((resolve) => woken.addEventListener('abort', () => resolve(), { once: true }));
  }
}
