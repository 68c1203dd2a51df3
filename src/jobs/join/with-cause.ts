import type { CauseReport } from '../../model/join-report.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import { transportOf } from './joiner-of-setup.ts';

/** What was found, the cause among it. */
export type FindingsWithCause = { readonly cause: CauseReport | null; readonly findings: readonly ClusterFinding[] };

/** The cause, before it has a place among the findings. */
export type FoundCause = {
  readonly cause: Omit<CauseReport, 'finding'> | null;
  /** What the files show, where the cause is that. */
  readonly finding: ClusterFinding | null;
  /** The node itself is to blame, by its label. */
  readonly blamesJoiner: boolean;
};

/**
 * Puts the cause first among the findings, once: as what the files show, where it is that, or where they show the same of the certificate that the node uses; otherwise as a finding of its
 * own. It keeps the node from joining, so it is critical whatever its rule is elsewhere.
 */
export function withCause(
  { cause, finding, blamesJoiner }: FoundCause,
  findings: readonly ClusterFinding[],
  setup: Setup | null,
): FindingsWithCause {
  if (cause === null) return { cause, findings };
  const same = findings.find((one) => one === finding) ?? (blamesJoiner ? sameInFiles(cause.rule, findings, setup) : undefined);
  const { rule, title, detail, evidence, subjects, remedy, fix, source, confidence } = cause;
  // A connection to something that is no node keeps nobody out.
  const blocks = evidence.connection === undefined;
  const first: ClusterFinding =
    same !== undefined
      ? { ...same, severity: 'critical' }
      : {
          rule,
          severity: blocks ? 'critical' : 'high',
          title,
          detail,
          evidence: { ...evidence, certainty: confidence, blocks },
          remedy,
          fix,
          source,
          subjects,
        };
  return {
    cause: { ...cause, finding: 0, subjects: [...new Set([...subjects, ...first.subjects])] },
    findings: [first, ...findings.filter((one) => one !== same)],
  };
}

/** Of several it would not show which is meant. */
function sameInFiles(rule: string, findings: readonly ClusterFinding[], setup: Setup | null): ClusterFinding | undefined {
  const context = transportOf(setup)?.name;
  const alike = findings.filter((one) => one.rule === rule && one.evidence.context === context);
  return context !== undefined && alike.length === 1 ? alike[0] : undefined;
}
