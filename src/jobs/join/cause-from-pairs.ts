import type { Assumption } from '../../model/assumption.ts';
import type { Facts } from '../../model/facts.ts';
import type { CauseReport } from '../../model/join-report.ts';
import type { PeerHandshake } from '../../model/peer-handshake.ts';
import { nodeVersionIncompatible } from '../../rules/join/node-version-incompatible.ts';
import { joinRules } from '../../rules/join-rules.ts';
import type { PairFinding, PairJudgement } from '../matrix/evaluate-pair.ts';
import { type CandidateCause, lessSure } from './candidate-cause.ts';

/** One direction: the node connects to its peers, or they connect to it. */
export type Direction = {
  readonly judgements: readonly PairJudgement[];
  /** How likely the connecting side compares names, where its mode does not show. */
  readonly namesCount: 'likely' | 'possible';
};

/**
 * What most of the encounters fail for; of two that are as frequent, what comes first on the way. Where some of them succeed, it is no more than likely: a node may well get in by
 * those. Null where none fails.
 */
export function causeFromPairs({ judgements, namesCount }: Direction): PairCause | null {
  const failures = judgements.flatMap((judgement) => failureOf(judgement, namesCount) ?? []);
  const groups = [...new Set(failures.map(({ rule }) => rule))]
    .map((rule) => failures.filter((one) => one.rule === rule))
    .sort((a, b) => b.length - a.length || placeOf(a[0]) - placeOf(b[0]));
  const [most = []] = groups;
  const [first] = most;
  if (first === undefined) return null;
  const open = judgements
    .filter(({ verdict }) => verdict === 'accepted')
    .map(({ handshake }) => `${handshake.from.label} to ${handshake.to.label}`);
  const confidence = most.map((one) => one.confidence).reduce((a, b) => (lessSure(b, a) === a ? b : a));
  return {
    rule: first.rule,
    confidence: open.length > 0 ? lessSure(confidence, 'likely') : confidence,
    assumes: [...first.assumes, ...(open.length > 0 ? [{ code: 'connects-elsewhere', who: namesOne(first, judgements) } as const] : [])],
    failed: { handshake: first.handshake, side: first.side },
    detail: first.detail,
    evidence: {
      ...first.facts,
      ...(most.length > 1 ? { alike: most.slice(1).map(({ pair }) => pair) } : {}),
      ...(open.length > 0 ? { open } : {}),
    },
    subjects: [...new Set(most.flatMap(({ subjects }) => subjects))],
  };
}

type PairOutcomeFound = PairFinding['outcome'];

/** A cause, and the first of the encounters that fail for it; `side` is whose certificate is rejected there, null where it is about something else. */
export type PairCause = CandidateCause & { readonly failed: { readonly handshake: PeerHandshake; readonly side: Side } };

type Side = 'server' | 'client' | null;

/** The joining node is at the same end of all of them. */
function namesOne({ handshake }: Failure, judgements: readonly PairJudgement[]): string {
  const isFrom = judgements.every((one) => one.handshake.from.label === handshake.from.label);
  return isFrom ? handshake.from.label : handshake.to.label;
}

type Failure = {
  readonly handshake: PeerHandshake;
  readonly side: Side;
  readonly assumes: readonly Assumption[];
  readonly rule: PairJudgement['outcomes'][number]['rule'];
  readonly confidence: CauseReport['confidence'];
  readonly detail: string;
  readonly facts: Facts;
  readonly subjects: readonly string[];
  readonly pair: string;
};

function failureOf({ handshake, verdict, findings, byVerification }: PairJudgement, namesCount: Direction['namesCount']): Failure | null {
  const { from, to } = handshake;
  const byName = verdict === 'unknown' && byVerification.full === 'refused';
  if (verdict !== 'refused' && !byName) return null;
  const found = findings.find(({ rule }) => rule.under === 'any' || from.verification !== 'certificate');
  if (found === undefined) return null;
  const { rule, outcome } = found;
  const proven = outcome.certainty ?? 'proven';
  return {
    handshake,
    side: outcome.refuses === undefined ? null : outcome.refuses === 'from' ? 'server' : 'client',
    assumes: assumptionsOf(handshake, rule, outcome),
    rule,
    confidence: rule.under === 'full' && from.verification === null ? lessSure(proven, namesCount) : proven,
    detail: outcome.message,
    facts: outcome.facts ?? {},
    subjects: outcome.blames === undefined ? [from.label, to.label] : [handshake[outcome.blames].label],
    pair: `${from.label} to ${to.label}`,
  };
}

/** What makes it no more than likely. */
function assumptionsOf(handshake: PeerHandshake, rule: Failure['rule'], outcome: PairOutcomeFound): readonly Assumption[] {
  const { from } = handshake;
  const { closes } = outcome.facts ?? {};
  if (typeof closes === 'string') return [{ code: 'closes-for-its-versions', who: closes }];
  const judge = outcome.refuses === undefined ? null : handshake[outcome.refuses].label;
  const ofRule: readonly Assumption[] =
    outcome.certainty !== 'likely'
      ? []
      : judge === null
        ? [{ code: rule === nodeVersionIncompatible ? 'no-older-node-left' : 'files-are-those-in-use' }]
        : [{ code: outcome.facts?.reason === 'refused-untold' ? 'rejected-for-its-issuer' : 'trusts-own-issuer', who: judge }];
  return [...ofRule, ...(rule.under === 'full' && from.verification === null ? [{ code: 'checks-names', who: from.label } as const] : [])];
}

function placeOf(failure: Failure | undefined): number {
  return joinRules.findIndex(({ id }) => id === failure?.rule.id);
}
