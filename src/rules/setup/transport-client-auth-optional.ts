import { ruleText } from '../../model/rule-text.ts';
import { transportClientAuthOptional } from '../endpoint/transport-client-auth-optional.ts';
import type { SetupRule } from '../framework/rule.ts';
import { judgeTransportClientAuth } from './transport-client-auth-not-enforced.ts';

/** Whether the settings of transport insist on client certificates. */
export const transportClientAuthOptionalInSetup: SetupRule = {
  ...ruleText(transportClientAuthOptional),
  products: ['elasticsearch'],
  judge: (evidence) => judgeTransportClientAuth(evidence, 'optional', 'it asks for a certificate and goes on without one'),
};
