import { ruleText } from '../../model/rule-text.ts';
import { isTransport } from '../../model/tls-context.ts';
import { withoutFullStop } from '../../wording/full-stop.ts';
import { akiSkiMismatch } from '../certificate/aki-ski-mismatch.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import type { SetupRule } from '../framework/rule.ts';

/** Whether a certificate names the key of its CA. Where the node's own trust fails for it, so will its peers'. */
export const akiSkiMismatchInSetup: SetupRule = {
  ...ruleText(akiSkiMismatch),
  products: ['elasticsearch', 'kibana'],
  judge: (evidence) => {
    const outcome = judgeConfigured(evidence, akiSkiMismatch);
    if (outcome.kind !== 'findings') return outcome;
    const refused = new Set(
      evidence.shown
        .filter(({ context, evidence: { peers } }) =>
          [peers?.verdicts.jsse17, peers?.verdicts.jsse25].every(
            (verdict) => isTransport(context) && verdict?.kind === 'untrusted' && verdict.reason === 'key-identifier-mismatch',
          ),
        )
        .map(({ context }) => context.name),
    );
    return {
      ...outcome,
      cases: outcome.cases.map((one) => {
        if (one.context === null || !refused.has(one.context)) return one;
        return {
          ...one,
          severity: 'critical',
          message: `${withoutFullStop(one.message)}: the JVM finds no path by it, under this node's own trust either.`,
        };
      }),
    };
  },
};
