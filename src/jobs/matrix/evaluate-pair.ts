import { type AcceptingOptions, predictAcceptance } from '../../evidence/peers/predict-acceptance.ts';
import type { NameVerdict } from '../../model/evidence.ts';
import type { PairVerdict } from '../../model/pair-verdict.ts';
import type { Acceptance, Peer, PeerHandshake } from '../../model/peer-handshake.ts';
import type { PairVerdictReason } from '../../model/reasons/reason.ts';
import { askRule } from '../../rules/framework/ask-rule.ts';
import type { PairOutcome, PairRule } from '../../rules/framework/rule.ts';
import { offerAnswerText } from '../../wording/refusal-fault-texts.ts';
import { matchName } from '../../x509/path/match-name.ts';

/** What happens when one node connects to another. */
export async function predictHandshake(from: Peer, to: Peer, options: AcceptingOptions): Promise<PeerHandshake> {
  const [server, client] = await Promise.all([predictAcceptance(to, from, 'server', options), clientSide(from, to, options)]);
  return { from, to, at: options.at, server, client, names: to.namesConnectedTo.map((name) => nameVerdict(to, name)) };
}

async function clientSide(from: Peer, to: Peer, options: AcceptingOptions): Promise<Acceptance> {
  switch (to.clientAuthentication) {
    case 'none':
      return { kind: 'accepted', because: { code: 'certificate-not-asked', peer: to.label } };
    case 'optional': {
      const verdict = asTried(await predictAcceptance(from, to, 'client', options), from, to);
      const keptBack = verdict.kind === 'refused' && verdict.reason === 'not-sent';
      return keptBack ? { kind: 'accepted', because: { code: 'unsent-let-in', peer: to.label } } : verdict;
    }
    case 'required':
      return asTried(await predictAcceptance(from, to, 'client', options), from, to);
    case 'unknown': {
      const verdict = asTried(await predictAcceptance(from, to, 'client', options), from, to);
      if (verdict.kind === 'accepted') return verdict;
      return {
        kind: 'unknown',
        because: {
          code: 'insistence-not-proved',
          peer: to.label,
          besides: verdict.kind === 'refused' ? { kind: 'refused', fault: verdict.fault } : verdict,
        },
      };
    }
  }
}

/** Where this very certificate was offered, what became of it outweighs what was foretold; but what a Java node would not even send, it was offered in vain. */
function asTried(verdict: Acceptance, from: Peer, to: Peer): Acceptance {
  const trial = to.trust.kind === 'names' ? to.trust.tried.find(({ sha256 }) => sha256 === from.chain[0]?.sha256) : undefined;
  if (trial === undefined) return verdict;
  if (trial.answer === 'accepted') {
    const keptBack = verdict.kind === 'refused' && verdict.reason === 'not-sent';
    return keptBack ? verdict : { kind: 'accepted', because: { code: 'offered-and-taken', peer: to.label, how: trial.how } };
  }
  if (verdict.kind === 'refused')
    return { ...verdict, certainty: 'proven', facts: { ...verdict.facts, tried: offerAnswerText(trial.how) } };
  return {
    kind: 'refused',
    reason: 'refused-untold',
    fault: { code: 'refusal-without-reason', peer: to.label, how: trial.how },
    facts: { subject: from.chain[0]?.subject, issuer: trial.issuer, tried: offerAnswerText(trial.how) },
    certainty: 'likely',
  };
}

/** JSSE of JDK 17 and 25 differ in wildcards alone; the stricter one is taken. */
function nameVerdict({ chain }: Peer, name: string): NameVerdict {
  const [leaf] = chain;
  if (leaf === undefined) return { kind: 'not-checked', because: { code: 'no-certificate-seen' } };
  const match = matchName(leaf, name, 'jsse25');
  return match.kind === 'match'
    ? { kind: 'match', name: match.name, by: match.by }
    : { kind: 'mismatch', name: match.name, because: match.because };
}

/** Whether the one node would be let in by the other, and accept it. */
export type PairJudgement = {
  readonly handshake: PeerHandshake;
  /** Under the dialler's verification mode; where that is not known and decides, unknown. */
  readonly verdict: PairVerdict;
  /** What each mode would make of it. */
  readonly byVerification: { readonly full: PairVerdict; readonly certificate: PairVerdict };
  /** The first rule that found something, or else could not tell; null where all passed. */
  readonly rule: PairRule | null;
  readonly because: PairVerdictReason;
  readonly findings: readonly PairFinding[];
  /** What each rule said, in their order. */
  readonly outcomes: readonly { readonly rule: PairRule; readonly outcome: PairOutcome }[];
};

export type PairFinding = { readonly rule: PairRule; readonly outcome: Extract<PairOutcome, { readonly kind: 'finding' }> };

/** Asks each rule in its order. The first that finds something is the cause. */
export function evaluatePair(rules: readonly PairRule[], handshake: PeerHandshake): PairJudgement {
  const outcomes = rules.map((rule) => ({ rule, outcome: askRule(rule, handshake) }));
  const certificate = verdictOf(outcomes.filter(({ rule }) => rule.under === 'any'));
  const full = verdictOf(outcomes);
  const byVerification = { full: full.verdict, certificate: certificate.verdict };
  const { verification } = handshake.from;
  const decided = verification === null ? null : verification === 'full' ? full : certificate;
  const findings = outcomes.flatMap(({ rule, outcome }) => (outcome.kind === 'finding' ? [{ rule, outcome }] : []));
  if (decided !== null) return { handshake, byVerification, ...decided, findings, outcomes };
  if (full.verdict === certificate.verdict) return { handshake, byVerification, ...full, findings, outcomes };
  const because = { code: 'pair-mode-decides', from: handshake.from.label, ...byVerification, why: full.because } as const;
  return { handshake, byVerification, verdict: 'unknown', rule: full.rule, because, findings, outcomes };
}

type Judged = {
  readonly verdict: PairVerdict;
  readonly rule: PairRule | null;
  readonly because: Exclude<PairVerdictReason, { readonly code: 'pair-mode-decides' }>;
};

function verdictOf(outcomes: readonly { readonly rule: PairRule; readonly outcome: PairOutcome }[]): Judged {
  let unknown: Judged | null = null;
  for (const { rule, outcome } of outcomes) {
    if (outcome.kind === 'finding') return { verdict: 'refused', rule, because: { code: 'pair-fault-found', message: outcome.message } };
    if (outcome.kind === 'unknown') unknown ??= { verdict: 'unknown', rule, because: { code: 'pair-not-told', why: outcome.because } };
  }
  return unknown ?? { verdict: 'accepted', rule: null, because: { code: 'pair-without-fault' } };
}
