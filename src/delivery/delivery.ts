import type { Clock } from '../model/clock.ts';
import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';
import { Batch, mostInBatch } from './batch.ts';
import { pauseAfter } from './pause.ts';
import type { Receiver } from './receiver.ts';
import type { ReceiverClient } from './receiver-client.ts';
import { type BatchOutcome, sendBatch } from './send-batch.ts';
import type { Spool } from './spool.ts';

/** What documents go through. */
export type DeliveryOptions = {
  readonly receiver: Pick<Receiver, 'credentials' | 'identity'>;
  readonly client: ReceiverClient;
  readonly spool: Spool;
  readonly clock: Clock;
  /** Once it aborts, the receiver is not waited for any more. */
  readonly signal: AbortSignal;
};

/** What came of the documents of a run. */
export type DeliveryResult = {
  /** They are in the receiver now: of this run, and of earlier ones. */
  readonly delivered: number;
  readonly deliveredEarlier: number;
  /** It will not take them as they are: how many, and why the first of each kind. They are in the spool under `.refused`. */
  readonly refused: number;
  readonly refusals: readonly { readonly type: string; readonly reason: string | null; readonly documents: number }[];
  /** They wait in the spool, those of earlier runs among them. */
  readonly waiting: number;
  /** They could be kept nowhere. */
  readonly lost: number;
  /** Files of the spool that hold something else, and were set aside under `.damaged`. */
  readonly damaged: number;
  /** Why some wait; null where none do. */
  readonly because: DeliveryFault | null;
};

/** Memory for documents that wait. */
const mostInMemory = 4 * mostInBatch.bytes;

/** How long a batch that is not full waits for more documents. */
const gatherMs = 1000;

/** How long the receiver is waited for once there is nothing else to do. */
const patienceMs = { usual: 30_000, interrupted: 2_000 } as const;

/**
 * Hands documents to a receiver while they are made. Whoever makes them waits when the receiver is slow; when it is away they go to the disk, and from there to the receiver
 * when it is back, in this run or the next. A document is taken off the disk only once the receiver has said that it has it.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  #filling = new Batch();
  readonly #queue: Batch[] = [];
  /** Files in the spool that this run has not sent yet. */
  readonly #files: string[] = [];
  /** Those that earlier runs left. */
  readonly #earlier = new Set<string>();
  #sending: Promise<void> | null = null;
  #endsAt: number | null = null;
  /** The last attempt failed, and how often it did. */
  #fault: DeliveryFault | null = null;
  #attempts = 0;
  /** Nothing more is sent in this run. */
  #stopped = false;
  readonly #counts = { delivered: 0, deliveredEarlier: 0, refused: 0, lost: 0, damaged: 0 };
  readonly #refusals = new Map<string, { type: string; reason: string | null; documents: number }>();
  #wake = new AbortController();

  constructor(options: DeliveryOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#changed(), { once: true });
  }

  /** Looks up what earlier runs left. Comes before all else. */
  async open(): Promise<void> {
    for (const file of await this.#options.spool.segments()) {
      this.#files.push(file);
      this.#earlier.add(file);
    }
    this.#sending = this.#send();
  }

  /** Takes documents, the two lines of each. Resolves when there is room for more. */
  async add(documents: Iterable<string>): Promise<void> {
    for (const document of documents) {
      const bytes = Buffer.byteLength(document);
      if (this.#filling.isFullFor(bytes)) this.#close();
      this.#filling.add(document, bytes);
      if (this.#filling.documents.length === 1) this.#changed();
    }
    while (this.#bytes > mostInMemory) {
      if (this.#stopped || this.#fault !== null) await this.#spill(this.#queue.splice(0));
      else await this.#change();
    }
  }

  /** Sends what is left, as long as the receiver takes it, and keeps the rest. */
  async end(): Promise<DeliveryResult> {
    const { clock, client, signal, spool } = this.#options;
    this.#endsAt = clock.now() + (signal.aborted ? patienceMs.interrupted : patienceMs.usual);
    this.#changed();
    const sent = new AbortController();
    // Somebody waits for the process to end: what the receiver has not answered by then is kept.
    if (signal.aborted)
      void clock.sleep(patienceMs.interrupted, sent.signal).then(() => (sent.signal.aborted ? undefined : client.close()));
    await this.#sending;
    sent.abort();
    this.#close();
    await this.#spill(this.#queue.splice(0));
    await client.close();
    const { documents: waiting } = await spool.state();
    return {
      ...this.#counts,
      refusals: [...this.#refusals.values()],
      waiting,
      because: waiting + this.#counts.lost > 0 ? this.#fault : null,
    };
  }

  get #bytes(): number {
    return this.#queue.reduce((sum, { bytes }) => sum + bytes, this.#filling.bytes);
  }

  /** What is being filled is ready to be sent. */
  #close(): void {
    if (this.#filling.documents.length === 0) return;
    this.#queue.push(this.#filling);
    this.#filling = new Batch();
    this.#changed();
  }

  async #send(): Promise<void> {
    while (!this.#stopped) {
      const batch = await this.#next();
      if (batch === null) return;
      const outcome = await sendBatch(batch.documents, this.#options.client, this.#options.receiver);
      await this.#settle(batch, outcome);
      this.#changed();
    }
  }

  /** What is to be sent next: what is in memory before what is on the disk. Null where nothing is left, and nothing more will come. */
  async #next(): Promise<Batch | null> {
    for (let hasGathered = false; ; ) {
      const ready = this.#queue.shift();
      if (ready !== undefined) return ready;
      const isEnding = this.#endsAt !== null;
      if (this.#filling.documents.length > 0) {
        if (hasGathered || isEnding) this.#close();
        else await this.#change(gatherMs);
        hasGathered = true;
        continue;
      }
      const file = this.#files.shift();
      if (file !== undefined) {
        const segment = await this.#options.spool.read(file);
        if (typeof segment === 'object') return new Batch(segment.documents, segment.file);
        if (segment === 'damaged') this.#counts.damaged += 1;
        continue;
      }
      if (isEnding) return null;
      await this.#change();
    }
  }

  async #settle(batch: Batch, { created, existing, refused, left, because, passes, halve, retryAfter }: BatchOutcome): Promise<void> {
    const isEarlier = batch.file !== null && this.#earlier.has(batch.file);
    this.#counts[isEarlier ? 'deliveredEarlier' : 'delivered'] += created + existing;
    await this.#refuse(refused);
    if (halve) {
      const middle = Math.ceil(left.length / 2);
      await this.#putBack(batch, [left.slice(0, middle), left.slice(middle)]);
      return;
    }
    if (left.length < batch.documents.length) {
      this.#attempts = 0;
      if (this.#endsAt !== null && !this.#options.signal.aborted) this.#endsAt = this.#options.clock.now() + patienceMs.usual;
    }
    await this.#putBack(batch, [left]);
    this.#fault = because;
    if (because === null) return;
    this.#attempts += 1;
    if (passes) await this.#pause(retryAfter);
    else this.#stopped = true;
  }

  /** What is left of a batch is the next to be sent, from where it was. What the receiver has is taken off the disk only then. */
  async #putBack({ file, documents }: Batch, parts: readonly (readonly string[])[]): Promise<void> {
    const left = parts.filter((part) => part.length > 0);
    if (file === null) {
      this.#queue.unshift(...left.map((part) => new Batch(part)));
      return;
    }
    if (left.length === 1 && left[0]?.length === documents.length) {
      this.#files.unshift(file);
      return;
    }
    const { spool, clock } = this.#options;
    const files: string[] = [];
    for (const part of left) {
      const written = await spool.put(part, clock.now()).catch(() => null);
      // There is no room for a second copy: the next run sends the whole again.
      if (written === null) return;
      files.push(written);
      if (this.#earlier.has(file)) this.#earlier.add(written);
    }
    this.#files.unshift(...files);
    await spool.remove({ file });
  }

  async #pause(retryAfter: string | null): Promise<void> {
    const { clock, signal } = this.#options;
    // Whoever waits for room learns that the receiver is away.
    this.#changed();
    const until = clock.now() + pauseAfter(this.#attempts, retryAfter, clock);
    for (;;) {
      const now = clock.now();
      const latest = this.#endsAt ?? Number.POSITIVE_INFINITY;
      if (signal.aborted && this.#endsAt !== null) this.#endsAt = Math.min(this.#endsAt, now + patienceMs.interrupted);
      if (until > latest) {
        this.#stopped = true;
        return;
      }
      if (now >= until) return;
      await this.#change(until - now);
    }
  }

  async #refuse(refused: BatchOutcome['refused']): Promise<void> {
    if (refused.length === 0) return;
    const { spool, clock } = this.#options;
    this.#counts.refused += refused.length;
    for (const { type, reason } of refused) {
      const known = this.#refusals.get(type) ?? { type, reason, documents: 0 };
      known.documents += 1;
      this.#refusals.set(type, known);
    }
    await spool
      .putRefused(
        refused.map(({ document }) => document),
        clock.now(),
      )
      .catch(() => {
        this.#counts.lost += refused.length;
      });
  }

  /** Puts documents on the disk. While the receiver may come back in this run, they are sent from there. */
  async #spill(batches: readonly Batch[]): Promise<void> {
    const { spool, clock } = this.#options;
    for (const { documents } of batches) {
      if (documents.length === 0) continue;
      const file = await spool.put(documents, clock.now()).catch(() => null);
      if (file === null) this.#counts.lost += documents.length;
      else this.#files.push(file);
    }
  }

  /** Resolves when something changed, or after so long. */
  async #change(ms: number | null = null): Promise<void> {
    const { signal } = this.#wake;
    if (ms !== null) return await this.#options.clock.sleep(ms, signal);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #changed(): void {
    const before = this.#wake;
    this.#wake = new AbortController();
    before.abort();
  }
}
