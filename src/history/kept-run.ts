import type { PastRunReport } from '../model/past-run.ts';
import type { Json } from './measured.ts';

/** A run that is to be kept, or was. */
export type KeptRun = Omit<PastRunReport, 'id'> & {
  /** What `--save` writes: all that the run saw, and what it was judged by. */
  readonly saved: SavedJson;
};

/** As much of the format of `--save` as a history has to know. */
export type SavedJson = {
  readonly startedAt: string;
  readonly targets: readonly { readonly label: string }[];
  readonly asked: readonly { readonly target: { readonly label: string }; readonly observations: readonly Json[] }[];
};
