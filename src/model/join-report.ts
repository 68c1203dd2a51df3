import type { AssumptionReport } from './assumption.ts';
import type { FindingFacts } from './facts.ts';
import type { Fix } from './fix.ts';
import type { TrustSides } from './trust-sides.ts';

/** Why a node does not join, or Kibana does not reach Elasticsearch: the one thing to fix first. */
export type CauseReport = {
  /** The id in the catalogue of rules. */
  readonly rule: string;
  /** Which of the report's `findings` it is, from 0, so that it is counted once; null where it is a finding of an endpoint, which `subjects` names. */
  readonly finding: number | null;
  /** `proven`: the wire or a file shows it. `likely`: it follows from what was seen, with one thing taken for granted. `possible`: it fits, as other things may. */
  readonly confidence: 'proven' | 'likely' | 'possible';
  /** What is taken for granted where it is likely. Absent where nothing in particular is. */
  readonly assumes?: readonly AssumptionReport[];
  readonly title: string;
  /** What was seen, as a sentence. */
  readonly detail: string;
  /** The facts behind it, as plain JSON. */
  readonly evidence: FindingFacts;
  /** Targets, files and settings that it is about. */
  readonly subjects: readonly string[];
  /** Where one does not trust the other: both sides. Absent where it is about something else, or they did not show. */
  readonly trust?: TrustSides;
  /** Where it is what a log blames: who refuses whom, as a sentence without its end, and the line. Absent where files or the wire show it. */
  readonly logged?: { readonly event: string; readonly line: number };
  /** What to do about it here, as text: the steps of `fix`, with their lines. */
  readonly remedy: string;
  readonly fix: Fix;
  /** The lines of `fix`: what a shell takes, and what is to stand in a file, after the name of that file. Empty where there is nothing of the kind. */
  readonly commands: readonly string[];
  readonly source: string;
  /** Lines that the products write into their logs for it. */
  readonly logLines: readonly string[];
};

/** Lines of a log that are no reason not to join. */
export type LogRemark = {
  /** `settled`: the node joined after them. `own-scan`: handclasp's own scan left them, by its report. `passing`: a client left them that is not known as a node, while the node was in its cluster. `other-connection`: they are about another connection than the one asked about. */
  readonly kind: 'settled' | 'own-scan' | 'passing' | 'other-connection';
  /** What the line would be a sign of; null for lines of several kinds. */
  readonly rule: string | null;
  /** The first and the last of them, from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly count: number;
  readonly text: string;
};

/** What a log says of who joined. */
export type LogReport = {
  /** The node that is asked about, or each that wrote the log, is in a cluster with others at its end; of Kibana: it is available. */
  readonly joined: boolean;
  /** In a sentence or two, with the lines that say so. */
  readonly verdict: string;
  readonly remarks: readonly LogRemark[];
};
