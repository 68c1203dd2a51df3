import type { ChangesReport } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ExplainedRule } from '../model/explained-rule.ts';
import type { Inspection } from '../model/inspection.ts';
import type { LineGuide } from '../model/line-guide.ts';
import type { ListedRun, PastRunReport } from '../model/past-run.ts';
import type { ReasonExplained } from '../model/reason-explained.ts';
import type { EndpointReport, Report } from '../model/report.ts';
import type { RuleLeftOut } from '../model/rule-left-out.ts';
import type { RuleText } from '../model/rule-text.ts';
import type { Timeline } from '../model/timeline.ts';
import type { SharedParts } from './sink/shared-parts.ts';
import type { Sink } from './sink/sink.ts';
import type { TextView } from './text/text-view.ts';

/** How much of it people want to be told. */
type AskedView = Omit<TextView, keyof Look>;

/** What formats are told that explain rules: what each says of itself, by id. */
type Explained = { readonly rules?: () => Promise<ReadonlyMap<string, RuleText>> };

/** Something that was asked for could not be told. */
type Undecided = { readonly undecided: boolean };

/** What commands have to write, by kind. A format says which kinds it can write. */
export type Documents = {
  readonly scan: Partial<AskedView> &
    Explained & {
      readonly report: Report;
      /** A line of the caller's own under an endpoint, for who asks for details. */
      readonly note?: (endpoint: EndpointReport) => string | null;
      /** A line of the caller's own before the last. */
      readonly footer?: string;
    };
  readonly matrix: Partial<AskedView> & Explained & Partial<Undecided> & { readonly report: Report };
  /** A report that was held to a policy. */
  readonly readiness: Partial<AskedView> &
    Explained &
    Partial<Undecided> & {
      readonly report: Report;
      /** Tell what became of the waivers, not of the policy. */
      readonly auditsWaivers?: boolean;
    };
  /** Undecided: no cause was found, and not all was seen that it takes to say that there is none. */
  readonly diagnosis: Partial<AskedView> & Explained & Undecided & { readonly report: Report };
  readonly inspection: Explained & Partial<Undecided & Pick<AskedView, 'failOn' | 'exit'>> & { readonly inspection: Inspection };
  readonly rules: Explanation;
  /** What is kept of past runs: a list of them, or one. */
  readonly history:
    | {
        readonly kind: 'runs';
        readonly runs: readonly ListedRun[];
        /** What the runs tell together, for a page; made when it is asked for. */
        readonly timeline: () => Promise<Timeline>;
      }
    | { readonly kind: 'run'; readonly run: PastRunReport };
  /** What changed between two past runs. */
  readonly changes: Partial<Pick<AskedView, 'failOn' | 'exit'>> & { readonly changes: ChangesReport };
};

export type DocumentKind = keyof Documents;

/** What was found for a question about rules. */
export type Explanation =
  | { readonly kind: 'all'; readonly rules: readonly RuleText[]; readonly explained: () => readonly ExplainedRule[] }
  | {
      readonly kind: 'rule';
      readonly rule: ExplainedRule;
      readonly deployment: Deployment | null;
      readonly trace: LineTrace | null;
      readonly connection: LineConnection | null;
      readonly guide: LineGuide | null;
    }
  | {
      readonly kind: 'rules';
      /** What the question has in common with them. */
      readonly by: 'log-line' | 'words';
      readonly rules: readonly RuleText[];
      /** With the steps of each, which a list for people has no room for. */
      readonly explained: () => readonly ExplainedRule[];
      /** Why a verifier refuses a chain that writes such a line. */
      readonly reasons: readonly ReasonExplained[];
      readonly trace: LineTrace | null;
      readonly connection: LineConnection | null;
      readonly guide: LineGuide | null;
    }
  /** A line of a client whose fault is its own: no rule is about it. */
  | { readonly kind: 'line'; readonly guide: LineGuide }
  | { readonly kind: 'reasons'; readonly reasons: readonly ReasonExplained[] }
  /** It is known, and no rule of its own. */
  | { readonly kind: 'left-out'; readonly rule: RuleLeftOut };

/** Whose connection a line from a log is about, where that has settings of its own. */
export type LineConnection = { readonly title: string; readonly settings: string; readonly trust: string };

/** Who else leaves a line from a log. */
export type LineTrace = {
  /** The least `--depth` of `scan` that leaves it, or the option; null where only others ask so. */
  readonly from: string | null;
  /** Whoever asks so, and how. */
  readonly by: string;
};

/** Where a text is looked at. */
export type Look = {
  /** Cells in a line. */
  readonly width: number;
  readonly colour: boolean;
};

/** A form in which documents are written. What it takes to write one is loaded when one is written: help asks for names alone. */
export type Format = {
  /** As `--format` has it. */
  readonly name: string;
  /** What it is good for, as an aside in help; null where its name says it. */
  readonly help: string | null;
  /** Endings of its files without the first dot, the usual one first. */
  readonly endings: readonly string[];
  /** Endings of other formats of which it is a kind, such as `json`: `--format` may put it there. */
  readonly alsoIn?: readonly string[];
  /** Such endings say no more than that people can read the file, so that `--format` may put another format into it. */
  readonly plain: boolean;
  /** Its file is read at any moment by something that nobody tells of a run: it is replaced as a whole. */
  readonly replacesFile?: true;
  /** Where a report is compared with an earlier one it tells what is new, as the exit status does; others tell all. */
  readonly newOnly?: true;
  readonly render: { readonly [K in DocumentKind]?: (document: Documents[K], look: Look) => Promise<string> };
  /** Documents that are written part by part while the job goes on, by the job itself. */
  readonly streams: readonly DocumentKind[];
  /** A document that grows with what is found, for a scan that keeps no report; absent where it takes the whole report. */
  readonly open?: (parts?: SharedParts) => Promise<Sink>;
};
