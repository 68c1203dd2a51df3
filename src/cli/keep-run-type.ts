import type { RunSource } from './run-source.ts';
import type { Ended } from './save-run.ts';

/** Keeps a run that has ended, and closes the history; gives its number there, null for what was replayed, and for what is there already under that UUID. @throws UsageError `history-unwritable` */
export type KeepRun = (source: RunSource, ended: Ended, uuid?: string) => Promise<number | null>;
