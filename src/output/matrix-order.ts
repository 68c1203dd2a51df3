import type { PairReport, Report } from '../model/report.ts';

/** Nodes as a grid has them: those that stand out first, then in the order of the targets. */
export function matrixOrder({ matrix }: Report): readonly string[] {
  const labels = (matrix?.nodes ?? []).map(({ label }) => label);
  const odd = (matrix?.differs ?? []).map(({ node }) => node).filter((node) => labels.includes(node));
  // Where everybody differs from everybody, nobody stands out.
  return odd.length === labels.length ? labels : [...odd, ...labels.filter((label) => !odd.includes(label))];
}

/** What a cell says. `full-only`: refused under verification_mode full alone, and the mode does not show. */
export type CellState = 'accepted' | 'refused' | 'full-only' | 'unknown' | 'self';

export const cellTexts: Readonly<Record<CellState, { readonly sign: string; readonly meaning: string }>> = {
  accepted: { sign: '+', meaning: 'accepted' },
  refused: { sign: 'x', meaning: 'refused' },
  'full-only': { sign: 'f', meaning: 'refused under verification_mode full, accepted under certificate' },
  unknown: { sign: '?', meaning: 'not checked' },
  self: { sign: '.', meaning: 'itself' },
};

export function cellState(pair: PairReport | undefined): CellState {
  if (pair === undefined) return 'self';
  const { full, certificate } = pair.byVerification;
  return pair.verdict === 'unknown' && full === 'refused' && certificate === 'accepted' ? 'full-only' : pair.verdict;
}

/** Finds a pair by its ends. */
export function pairFinder({ pairs }: Report): (from: string, to: string) => PairReport | undefined {
  const byEnds = new Map((pairs ?? []).map((pair) => [`${pair.from}\n${pair.to}`, pair]));
  return (from, to) => byEnds.get(`${from}\n${to}`);
}

export const stageTexts: Readonly<Record<string, string>> = {
  'old-ca-only': 'old CA only',
  'both-trusted': 'both trusted',
  'new-leaf': 'new certificate, both trusted',
  'old-ca-removed': 'new certificate, old CA removed',
  'new-leaf-too-early': 'new certificate too early: it does not trust the new CA',
  'old-ca-removed-too-early': 'old CA removed too early: its certificate is still from it',
  unknown: 'does not show',
};
