import type { Terminal } from './terminal.ts';

/** Keeps ids of rules whole where a secret of the run is a part of one. All rules are loaded for it, so only then. */
export async function spareRuleIds({ mask }: Pick<Terminal, 'mask'>): Promise<void> {
  if (mask.looksLikeId) mask.spare((await import('./rule-ids.ts')).ruleIds);
}
