import { ruleText } from '../../model/rule-text.ts';
import { isTransport } from '../../model/tls-context.ts';
import { trustLookalikeCa } from '../certificate/trust-lookalike-ca.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import type { SetupRule } from '../framework/rule.ts';

/** Whether the CA that a node trusts is the one that issued its certificate, and not another of the same name. */
export const trustLookalikeCaInSetup: SetupRule = {
  ...ruleText(trustLookalikeCa),
  products: ['elasticsearch'],
  judge: (evidence) => {
    // Elsewhere the trust of a context says nothing of who should have issued its certificate.
    const shown = evidence.shown.filter(({ context }) => isTransport(context));
    const outcome = judgeConfigured({ ...evidence, shown }, trustLookalikeCa);
    if (outcome.kind !== 'findings') return outcome;
    // That it refuses its own certificate is sure; what its peers show is not known.
    return { ...outcome, cases: outcome.cases.map((one) => ({ ...one, certainty: 'likely' })) };
  },
};
