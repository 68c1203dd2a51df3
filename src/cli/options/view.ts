import { didYouMean, showWords, UsageError } from '../../index.ts';
import { flag, texts, type Values } from './option.ts';

/** How much of a report people are told; programs are always told all. */
export const viewOptions = {
  show: texts('show', 'WHAT', {
    group: 'Output',
    common: true,
    help: 'all, low, info, calendar, or a rule',
    detail: 'or unreachable: shows more of these; with --details every fact',
    completes: { words: showWords, rules: true },
  }),
  details: flag('details', {
    group: 'Output',
    common: true,
    help: 'All problems, fixes and endpoints',
    detail: 'and what was not checked',
  }),
};

export type ViewRequest = Values<typeof viewOptions>;

/** @throws UsageError */
export async function checkShow({ show }: Pick<ViewRequest, 'show'>): Promise<void> {
  if (show.length === 0) return;
  // Every rule is loaded for it, and most who scan ask for none.
  const { ruleIds } = await import('../rule-ids.ts');
  const known = [...showWords, ...ruleIds];
  const wrong = show.find((word) => !known.includes(word));
  if (wrong === undefined) return;
  const near = didYouMean(wrong, known);
  throw new UsageError(
    'arguments',
    `--show cannot be "${wrong}"`,
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : `it is one of ${showWords.join(', ')}, or the id of a rule: "handclasp explain" lists them`,
  );
}
