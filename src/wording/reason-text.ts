import type { Reason } from '../model/reasons/reason.ts';
import { acceptedTexts, peerTexts, undecidedTexts } from './acceptance-texts.ts';
import { apiTexts } from './api-texts.ts';
import { bundleTexts } from './bundle-texts.ts';
import { clientAuthTexts } from './client-auth-texts.ts';
import { comparisonTexts } from './comparison-texts.ts';
import { endpointTexts } from './endpoint-texts.ts';
import { keystoreTexts } from './file-fault-texts.ts';
import { kubernetesTexts } from './kubernetes-texts.ts';
import { pairVerdictText } from './pair-verdict-text.ts';
import { policyTexts } from './policy-texts.ts';
import { setupRuleTexts } from './setup-rule-texts.ts';
import { setupTexts } from './setup-texts.ts';
import { silenceTexts } from './silence-texts.ts';
import type { Texts } from './texts.ts';
import { ocspTexts, verdictTexts } from './verdict-texts.ts';

const texts: Texts<Reason> = {
  ...silenceTexts,
  ...verdictTexts,
  ...ocspTexts,
  ...clientAuthTexts,
  ...apiTexts,
  ...setupTexts,
  ...keystoreTexts,
  ...peerTexts,
  ...acceptedTexts(reasonText),
  ...undecidedTexts(reasonText),
  ...endpointTexts(reasonText),
  ...comparisonTexts(reasonText),
  ...setupRuleTexts(reasonText),
  ...policyTexts,
  ...bundleTexts,
  ...kubernetesTexts,
  'context-undetermined': ({ context, why }) => `${context}: ${reasonText(why)}`,
  'pair-undecided': ({ from, to, why }) => `${from} to ${to}: ${pairVerdictText(why, reasonText)}`,
};

/** What a reason says, as the end of a sentence, without a full stop. */
export function reasonText(reason: Reason): string {
  return (texts[reason.code] as (reason: Reason) => string)(reason);
}
