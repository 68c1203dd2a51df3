import type { Facts } from '../../model/facts.ts';
import type { CauseReport } from '../../model/join-report.ts';
import { joinRules } from '../../rules/join-rules.ts';
import type { PairJudgement } from '../matrix/evaluate-pair.ts';
import { type CandidateCause, lessSure } from './candidate-cause.ts';

/** One direction: the node dials its peers, or they dial it. */
export type Direction = {
  readonly judgements: readonly PairJudgement[];
  /** How likely the dialling side compares names, where its mode does not show. */
  readonly namesCount: 'likely' | 'possible';
};

/**
 * What most of the encounters fail for; of two that are as frequent, what comes first on the way. Where some of them succeed, it is no more than likely: a node may well get in by
 * those. Null where none fails.
 */
export function causeFromPairs({ judgements, namesCount }: Direction): CandidateCause | null {
  const failures = judgements.flatMap((judgement) => failureOf(judgement, namesCount) ?? []);
  const groups = [...new Set(failures.map(({ rule }) => rule))]
    .map((rule) => failures.filter((one) => one.rule === rule))
    .sort((a, b) => b.length - a.length || placeOf(a[0]) - placeOf(b[0]));
  const [most = []] = groups;
  const [first] = most;
  if (first === undefined) return null;
  const open = judgements
    .filter(({ verdict }) => verdict === 'accepted')
    .map(({ encounter }) => `${encounter.from.label} to ${encounter.to.label}`);
  const confidence = most.map((one) => one.confidence).reduce((a, b) => (lessSure(b, a) === a ? b : a));
  return {
    rule: first.rule,
    confidence: open.length > 0 ? lessSure(confidence, 'likely') : confidence,
    detail: first.detail,
    evidence: {
      ...first.facts,
      ...(most.length > 1 ? { alike: most.slice(1).map(({ pair }) => pair) } : {}),
      ...(open.length > 0 ? { open } : {}),
    },
    subjects: [...new Set(most.flatMap(({ subjects }) => subjects))],
  };
}

type Failure = {
  readonly rule: PairJudgement['outcomes'][number]['rule'];
  readonly confidence: CauseReport['confidence'];
  readonly detail: string;
  readonly facts: Facts;
  readonly subjects: readonly string[];
  readonly pair: string;
};

function failureOf({ encounter, verdict, findings, byVerification }: PairJudgement, namesCount: Direction['namesCount']): Failure | null {
  const { from, to } = encounter;
  const byName = verdict === 'unknown' && byVerification.full === 'refused';
  if (verdict !== 'refused' && !byName) return null;
  const found = findings.find(({ rule }) => rule.under === 'any' || from.verification !== 'certificate');
  if (found === undefined) return null;
  const { rule, outcome } = found;
  const proven = outcome.certainty ?? 'proven';
  return {
    rule,
    confidence: rule.under === 'full' && from.verification === null ? lessSure(proven, namesCount) : proven,
    detail: outcome.message,
    facts: outcome.facts ?? {},
    subjects: outcome.blames === undefined ? [from.label, to.label] : [encounter[outcome.blames].label],
    pair: `${from.label} to ${to.label}`,
  };
}

function placeOf(failure: Failure | undefined): number {
  return joinRules.findIndex(({ id }) => id === failure?.rule.id);
}
