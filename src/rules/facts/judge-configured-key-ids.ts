import { ruleText } from '../../model/rule-text.ts';
import { isTransport } from '../../model/tls-context.ts';
import { withoutFullStop } from '../../wording/full-stop.ts';
import type { CertificateRule, SetupRule } from '../framework/rule.ts';
import { judgeConfigured } from './judge-configured.ts';

/** A rule on key ids, asked of the certificates in files. Where the node's own trust fails for it, so will its peers'. */
export function configuredKeyIds(rule: CertificateRule): SetupRule {
  return {
    ...ruleText(rule),
    products: ['elasticsearch', 'kibana'],
    judge: (evidence) => {
      const outcome = judgeConfigured(evidence, rule);
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
}
