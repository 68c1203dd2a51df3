import type { CalendarReport } from '../../model/calendar.ts';
import type { Finding, Unknown } from '../../model/finding.ts';
import type { InspectedFile } from '../../model/inspection.ts';
import type { CauseReport } from '../../model/join-report.ts';
import type { EndpointReport, PairReport } from '../../model/report.ts';
import type { RuleText } from '../../model/rule-text.ts';
import type { Severity } from '../../model/severity.ts';
import type { ListedAt } from '../../model/target.ts';

/** A finding as a streamed scan has it: the steps of its fix are text alone. */
export type SinkFinding = Omit<Finding, 'fix'>;

/** A finding on several, in the same form. */
export type SinkClusterFinding = SinkFinding & {
  readonly subjects: readonly string[];
  /** The lines of a list that name its subjects, as far as one does. */
  readonly listings?: ReadonlyMap<string, ListedAt>;
};

/** An endpoint of a report, or of a line of a streamed scan. */
export type SinkEndpoint = Omit<EndpointReport, 'findings'> & { readonly findings: readonly SinkFinding[] };

/** What is known of a run once it has ended. */
export type RunFacts = {
  readonly version: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** It was interrupted. */
  readonly partial: boolean;
  /** The least severity that counts as a failure. */
  readonly failOn: Severity | 'never';
  /** What was asked for could not be told: of the run as a whole, where no endpoint says so. */
  readonly undecided: boolean;
  readonly pairs: readonly PairReport[];
  readonly unknown: readonly Unknown[];
  /** Absent of a scan that keeps no report. */
  readonly calendar?: CalendarReport;
  /** Absent where nobody looked for a cause. */
  readonly cause?: CauseReport | null;
  /** What rules say of themselves, by id; empty where the caller did not say. */
  readonly rules: ReadonlyMap<string, RuleText>;
};

/** Takes what a job found piece by piece, and keeps no more of it than its document needs: so a scan of any length has a document. */
export type Sink = {
  readonly endpoint: (endpoint: SinkEndpoint) => void;
  /** What shows in comparison, in files or in a log. */
  readonly finding: (finding: SinkClusterFinding) => void;
  readonly file: (file: InspectedFile) => void;
  /** The document, in pieces. Called once, after all else. */
  readonly end: (run: RunFacts) => Iterable<string>;
};
