import type { LineMeaning } from '../../model/reasons/line-meaning.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';
import type { LineText, Writer } from '../catalogue/log-line.ts';

/**
 * Lines that clients and services around the stack write, and that mean the same. They are known where somebody asks for one: in the log of a node or of Kibana the same words, such as
 * "connection refused", are said of other things as well.
 */
export type ClientLine = {
  readonly texts: readonly [LineText, ...LineText[]];
  readonly writtenBy: readonly [Writer, ...Writer[]];
  readonly meaning: LineMeaning;
  /** For what a chain is refused by whoever writes this, the likeliest first. */
  readonly reasons?: readonly VerifyReason[];
  /** Rules of the port that is connected to, the likeliest first; empty where the fault is the client's own. */
  readonly rules: readonly string[];
};
