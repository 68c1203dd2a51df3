import { ruleText } from '../../model/rule-text.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { trustUnknownIssuer } from '../certificate/trust-unknown-issuer.ts';
import { judgeRefusal } from '../facts/judge-refusal.ts';
import type { PairRule } from '../framework/rule.ts';

/** Whether each trusts the CA that issued the other's certificate. */
export const trustUnknownIssuerBetween: PairRule = {
  ...ruleText(trustUnknownIssuer),
  under: 'any',
  judge: (handshake) => judgeRefusal(handshake, pathless, { blames: 'nobody', tellsUnknown: true }),
};

/** Reasons that mean: nothing leads from the chain to a trusted CA. */
export const pathless: readonly RefusalReason[] = [
  'unknown-issuer',
  'self-signed-leaf',
  'untrusted-root',
  'incomplete-trust',
  'signature-invalid',
  'no-anchors',
  // Offered on the wire and refused, while nothing that shows speaks against it: its issuer is the likeliest reason.
  'refused-untold',
];
