import type { Target } from '../model/target.ts';
import type { Tally, WorkerOptions } from './worker-messages.ts';

/** How a stream of targets is scanned. */
export type MassScanOptions = {
  readonly scan: WorkerOptions;
  /** Threads. When absent: one, and one more whenever those at work are busy and a processor is not, up to one a processor. */
  readonly threads?: number;
  /** Targets at once, over all threads; the ports of a host that was named alone begin together, and may be two more. */
  readonly concurrency: number;
  /** Targets begun in a second; no limit when absent. */
  readonly maxRate?: number;
  /** Targets of one network (/24, /64, parent domain) at once; no limit when absent. */
  readonly maxPerNetwork?: number;
  /** Takes lines of some targets, whole; the scan waits while it does, so that memory stays bounded whatever the reader's speed. When it resolves, the bytes are gone. */
  readonly write: (lines: Uint8Array) => Promise<void>;
  readonly onProgress?: (progress: MassProgress) => void;
  /** internal error of handclasps, a target each; the scan goes on. */
  readonly onFault?: (target: Target, message: string) => void;
  readonly signal?: AbortSignal;
};

export type MassProgress = {
  readonly done: number;
  /** Targets known so far. */
  readonly known: number;
  /** All targets have been read. */
  readonly complete: boolean;
  readonly tally: Tally;
  /** The target in work that was begun first, and for how long it has been, in milliseconds; null where none is. Looked up when it is asked for. */
  readonly slowest?: () => { readonly label: string; readonly forMs: number } | null;
};

export type MassSummary = {
  readonly tally: Tally;
  readonly targets: number;
  readonly faults: number;
  /** Interrupted before all was done. */
  readonly partial: boolean;
};
