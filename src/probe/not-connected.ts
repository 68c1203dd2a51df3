import type { Unreached } from '../model/reachability.ts';
import type { Shortfall } from '../model/shortfall.ts';

/** In place of an answer: the connection for it did not come about. */
export class NotConnected {
  /** Null where the time for the address had ended. */
  readonly reachability: Unreached | null;

  constructor(reachability: Unreached | null) {
    this.reachability = reachability;
  }

  shortfall(deadlineMs: number): Shortfall {
    return this.reachability === null
      ? { kind: 'deadline', afterMs: deadlineMs }
      : { kind: 'not-connected', reachability: this.reachability };
  }
}
