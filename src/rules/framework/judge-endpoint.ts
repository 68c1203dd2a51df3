import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Finding, Unknown } from '../../model/finding.ts';
import type { FixContext } from '../../model/fix.ts';
import { severities } from '../../model/severity.ts';
import { KnownFixes } from '../remedies/known-fixes.ts';
import { askRule, findingOf, unknownOf } from './ask-rule.ts';
import type { EndpointRule } from './rule.ts';

/** How fixes are filled in. */
export type FixWish = {
  /** What differs among endpoints that otherwise showed the same is left out of the fix, so that they share it: for scans of thousands. */
  readonly sharesFixes?: boolean;
  /** Those of the run so far; absent: endpoints share nothing. */
  readonly known?: KnownFixes;
};

/** What rules said. */
export type Judged = { readonly findings: readonly Finding[]; readonly unknown: readonly Unknown[] };

/**
 * Asks each rule that has a say on the endpoint's channel. Findings come worst first, then by id; what could not be judged comes by id. A rule that throws costs its own
 * outcome, which is then unknown, with the message.
 */
export function judgeEndpoint(
  rules: readonly EndpointRule[],
  evidence: EndpointEvidence,
  { sharesFixes = false, known = new KnownFixes() }: FixWish = {},
): Judged {
  const findings: Finding[] = [];
  const unknown: Unknown[] = [];
  let plain: FixContext | null = null;
  let named: FixContext | null = null;
  const contextOf = ({ aboutName }: EndpointRule): FixContext => {
    plain ??= known.contextOf(evidence);
    if (aboutName !== true) return plain;
    named ??= known.contextWithName(evidence, plain, sharesFixes);
    return named;
  };
  for (const rule of rules) {
    if (!rule.channels.includes(evidence.observation.channel)) continue;
    if (rule.ofNodes === true && evidence.eceService === 'proxy') continue;
    const outcome = askRule(rule, evidence);
    switch (outcome.kind) {
      case 'finding':
        findings.push(findingOf(rule, outcome, known.fixFor(rule.fix, contextOf(rule))));
        break;
      case 'unknown':
        unknown.push(unknownOf(rule, outcome.because));
        break;
      case 'pass':
      case 'not-applicable':
        break;
    }
  }
  return { findings: findings.sort(worstFirst), unknown: unknown.sort(byRule) };
}

/** What two sets of rules said of one endpoint, as if they had been asked together. */
export function judgedTogether(a: Judged, b: Judged): Judged {
  return { findings: merged(a.findings, b.findings, worstFirst), unknown: merged(a.unknown, b.unknown, byRule) };
}

/** Two lists in order, as one. */
function merged<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const all: T[] = [];
  let at = 0;
  for (const item of b) {
    for (let next = a[at]; next !== undefined && compare(next, item) <= 0; next = a[at]) {
      all.push(next);
      at += 1;
    }
    all.push(item);
  }
  for (; at < a.length; at++) all.push(a[at] as T);
  return all;
}

function worstFirst(a: Finding, b: Finding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || byRule(a, b);
}

function byRule(a: { readonly rule: string }, b: { readonly rule: string }): number {
  return a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0;
}
