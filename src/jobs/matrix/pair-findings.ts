import type { FixContext, FixOf } from '../../model/fix.ts';
import type { PeerHandshake } from '../../model/peer-handshake.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { PairRule } from '../../rules/framework/rule.ts';
import { trustTheirAuthority } from '../../rules/remedies/authorities.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { underFullText } from '../../wording/cause-remarks.ts';
import type { PairFinding, PairJudgement } from './evaluate-pair.ts';
import type { AtFault, FaultOf } from './trust-at-fault.ts';

/** What a fix for these endpoints is chosen by. */
export type ContextAt = (subjects: readonly string[]) => FixContext;

/** What a rule found of one pair, and which part of which node is at fault; null where they just do not fit together. */
export type FoundInPair = { readonly handshake: PeerHandshake; readonly finding: PairFinding; readonly fault: AtFault | null };

/** What a rule found of pairs in which the same part is at fault, in the order of the pairs. */
export type FoundInPairs = {
  readonly rule: PairRule;
  readonly part: AtFault['part'] | null;
  readonly found: readonly [FoundInPair, ...FoundInPair[]];
};

/** What a rule found, apart by what is at fault: nothing of a node by itself, its certificate, its trust. */
export function foundByPart(rule: PairRule, judgements: readonly PairJudgement[], faultOf: FaultOf): readonly FoundInPairs[] {
  const all = judgements.flatMap(({ handshake, findings }) =>
    findings.flatMap((finding) => (finding.rule.id === rule.id ? [{ handshake, finding, fault: faultOf({ handshake, finding }) }] : [])),
  );
  return ([null, 'certificate', 'trust'] as const).flatMap((part): readonly FoundInPairs[] => {
    const [first, ...others] = all.filter(({ fault }) => (fault?.part ?? null) === part);
    return first === undefined ? [] : [{ rule, part, found: [first, ...others] }];
  });
}

/** One finding on those whose certificate is at fault, on those whose trust is, or on those who just do not fit together. */
export function pairFinding({ rule, part, found }: FoundInPairs, contextAt: ContextAt): ClusterFinding {
  // Where names decide, a mode that does not show has the last word.
  const certain = rule.under === 'any' || found.some(({ handshake }) => handshake.from.verification === 'full');
  const subjects = standingOut(found);
  const { outcome } = (found.find((one) => isAbout(one, subjects)) ?? found[0]).finding;
  return {
    rule: rule.id,
    severity: certain ? (outcome.severity ?? rule.severity) : 'high',
    title: rule.title,
    detail: certain ? outcome.message : underFullText(outcome.message),
    evidence: { ...outcome.facts, pairs: found.length },
    ...fixFor(part === 'trust' ? fixOfTrust(rule) : rule.fix, contextAt(subjects)),
    source: rule.source,
    ...(outcome.certainty === undefined ? {} : { certainty: outcome.certainty }),
    subjects,
  };
}

/** Where Elastic or an operator sees to the trust, there is no file to change. */
function fixOfTrust(rule: PairRule): FixOf {
  return (context) => (context.deployment === 'self' ? trustTheirAuthority(context) : rule.fix(context));
}

/** Whether what it says is of the first of these; where nobody is to blame, of the one who is connected to. */
function isAbout({ handshake: { from, to }, finding: { outcome }, fault }: FoundInPair, [first]: readonly string[]): boolean {
  if (fault !== null) return fault.node === first;
  return outcome.blames === undefined ? to.label === first || from.label === first : { from, to }[outcome.blames].label === first;
}

/** Those to blame; where a pair just does not fit together, those whom it happens to most often. */
export function standingOut(found: readonly FoundInPair[]): readonly string[] {
  const blamed = found.flatMap(({ handshake, finding: { outcome }, fault }) =>
    fault !== null ? [fault.node] : outcome.blames === undefined ? [] : [handshake[outcome.blames].label],
  );
  if (blamed.length === found.length) return [...new Set(blamed)];
  const counts = new Map<string, number>();
  for (const { handshake } of found) {
    for (const { label } of [handshake.from, handshake.to]) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].flatMap(([label, count]) => (count === most ? [label] : []));
}
