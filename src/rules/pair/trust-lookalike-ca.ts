import { ruleText } from '../../model/rule-text.ts';
import { trustLookalikeCa } from '../certificate/trust-lookalike-ca.ts';
import { judgeRefusal } from '../facts/judge-refusal.ts';
import type { PairRule } from '../framework/rule.ts';
import { isAutoconfigured } from './autoconfig-separate-clusters.ts';

/** Whether the CA that one trusts by the name of the other's issuer has the issuer's key. */
export const trustLookalikeCaBetween: PairRule = {
  ...ruleText(trustLookalikeCa),
  under: 'any',
  judge: (handshake) => {
    const outcome = judgeRefusal(handshake, ['lookalike-ca'], { blames: 'nobody' });
    // Told by autoconfig-separate-clusters, with another remedy.
    return outcome.kind === 'finding' && isAutoconfigured(outcome.facts?.authority) ? { kind: 'pass' } : outcome;
  },
};
