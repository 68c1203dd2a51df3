import type { FixContext, FixOf } from '../../model/fix.ts';
import type { PeerHandshake } from '../../model/peer-handshake.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { PairRule } from '../../rules/framework/rule.ts';
import { trustTheirAuthority } from '../../rules/remedies/authorities.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import type { PairFinding, PairJudgement } from './evaluate-pair.ts';
import type { AtFault, FaultOf } from './trust-at-fault.ts';

/** What a fix for these endpoints is chosen by. */
export type ContextAt = (subjects: readonly string[]) => FixContext;

/** What a rule found of one pair. */
export type FoundInPair = { readonly encounter: PeerHandshake; readonly finding: PairFinding };

/** Findings of one rule over all pairs: one on those whose certificate is at fault, one on those whose trust is, one on those who just do not fit together. */
export function pairFindings(
  rule: PairRule,
  judgements: readonly PairJudgement[],
  { contextAt, faultOf }: { readonly contextAt: ContextAt; readonly faultOf: FaultOf },
): readonly ClusterFinding[] {
  const found = foundBy(rule, judgements).map((one) => ({ ...one, fault: faultOf(one) }));
  return ([null, 'certificate', 'trust'] as const).flatMap((part) => {
    const those = found.filter(({ fault }) => (fault?.part ?? null) === part);
    const finding = findingOf(rule, those, contextAt, part === 'trust' ? fixOfTrust(rule) : rule.fix);
    return finding === null ? [] : [finding];
  });
}

/** Where Elastic or an operator sees to the trust, there is no file to change. */
function fixOfTrust(rule: PairRule): FixOf {
  return (context) => (context.deployment === 'self' ? trustTheirAuthority(context) : rule.fix(context));
}

/** In the order of the pairs. */
export function foundBy(rule: PairRule, judgements: readonly PairJudgement[]): readonly FoundInPair[] {
  return judgements.flatMap(({ encounter, findings }) =>
    findings.flatMap((finding) => (finding.rule.id === rule.id ? [{ encounter, finding }] : [])),
  );
}

type Blamed = FoundInPair & { readonly fault: AtFault | null };

function findingOf(rule: PairRule, found: readonly Blamed[], contextAt: ContextAt, fix: FixOf): ClusterFinding | null {
  const [first] = found;
  if (first === undefined) return null;
  // Where names decide, a mode that does not show has the last word.
  const certain = rule.under === 'any' || found.some(({ encounter }) => encounter.from.verification === 'full');
  const subjects = standingOut(found);
  const { outcome } = (found.find((one) => isAbout(one, subjects)) ?? first).finding;
  return {
    rule: rule.id,
    severity: certain ? (outcome.severity ?? rule.severity) : 'high',
    title: rule.title,
    detail: certain ? outcome.message : `Under verification_mode full, which is the default, peers refuse it. ${outcome.message}`,
    evidence: { ...outcome.facts, pairs: found.length },
    ...fixFor(fix, contextAt(subjects)),
    source: rule.source,
    ...(outcome.certainty === undefined ? {} : { certainty: outcome.certainty }),
    subjects,
  };
}

/** Whether what it says is of the first of these; where nobody is to blame, of the one who is connected to. */
function isAbout({ encounter: { from, to }, finding: { outcome }, fault }: Blamed, [first]: readonly string[]): boolean {
  if (fault !== null) return fault.node === first;
  return outcome.blames === undefined ? to.label === first || from.label === first : { from, to }[outcome.blames].label === first;
}

/** Those to blame; where a pair just does not fit together, those whom it happens to most often. */
export function standingOut(found: readonly Blamed[]): readonly string[] {
  const blamed = found.flatMap(({ encounter, finding: { outcome }, fault }) =>
    fault !== null ? [fault.node] : outcome.blames === undefined ? [] : [encounter[outcome.blames].label],
  );
  if (blamed.length === found.length) return [...new Set(blamed)];
  const counts = new Map<string, number>();
  for (const { encounter } of found) {
    for (const { label } of [encounter.from, encounter.to]) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].flatMap(([label, count]) => (count === most ? [label] : []));
}
