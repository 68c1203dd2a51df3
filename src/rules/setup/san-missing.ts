import { ruleText } from '../../model/rule-text.ts';
import { sanMissing } from '../certificate/san-missing.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import type { SetupRule } from '../framework/rule.ts';

/** Whether a certificate says in the modern place whom it is for. Of transport it is asked only where no name is compared; otherwise verification-full-with-shared-certificate tells it. */
export const sanMissingInSetup: SetupRule = {
  ...ruleText(sanMissing),
  products: ['elasticsearch', 'kibana'],
  judge: (evidence) => {
    const shown = evidence.shown.filter(({ context }) => context.kind !== 'transport' || context.verification.value !== 'full');
    const outcome = judgeConfigured({ ...evidence, shown }, sanMissing);
    if (outcome.kind !== 'findings') return outcome;
    const unnamed = new Set(shown.flatMap(({ context }) => (context.kind === 'transport' ? [context.name] : [])));
    return {
      ...outcome,
      cases: outcome.cases.map((one) => (one.context !== null && unnamed.has(one.context) ? { ...one, severity: 'info' } : one)),
    };
  },
};
