import type { Assumption } from '../../model/assumption.ts';
import type { FindingFacts } from '../../model/facts.ts';
import type { CauseReport } from '../../model/join-report.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { RuleText } from '../../model/rule-text.ts';
import type { TrustSides } from '../../model/trust-sides.ts';

/** What may be the cause, before it is told. */
export type CandidateCause = {
  readonly rule: RuleText;
  readonly confidence: CauseReport['confidence'];
  /** What is taken for granted; told where it is likely. */
  readonly assumes?: readonly Assumption[];
  readonly detail: string;
  readonly evidence: FindingFacts;
  readonly subjects: readonly string[];
  readonly trust?: TrustSides;
  readonly logged?: NonNullable<CauseReport['logged']>;
  /** The text by which a node says why it does not start. */
  readonly toldIn?: string;
  /** Whom a log shows as refused when it connected; `mayPass`: nothing shows that it is a node. Absent where the log refuses nobody, or nothing of the kind. */
  readonly refusedClient?: { readonly host: string; readonly mayPass: boolean };
  /** What ends it, where it is about a connection of its own, to something that is no node of the cluster: it keeps no node from joining. */
  readonly ofConnection?: RuleText['fix'];
  /** What the files show, where it is that. */
  readonly finding?: ClusterFinding;
};

const order: readonly CauseReport['confidence'][] = ['proven', 'likely', 'possible'];

/** The less sure of the two. */
export function lessSure(a: CauseReport['confidence'], b: CauseReport['confidence']): CauseReport['confidence'] {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
