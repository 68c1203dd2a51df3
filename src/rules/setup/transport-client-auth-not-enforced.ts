import { ruleText } from '../../model/rule-text.ts';
import type { ClientAuthentication } from '../../model/setup.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { transportClientAuthNotEnforced } from '../endpoint/transport-client-auth-not-enforced.ts';
import type { SetupOutcome, SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether the settings of transport ask for client certificates. */
export const transportClientAuthNotEnforcedInSetup: SetupRule = {
  ...ruleText(transportClientAuthNotEnforced),
  products: ['elasticsearch'],
  judge: (evidence) => judgeTransportClientAuth(evidence, 'none', 'it asks nobody for a certificate'),
};

/** Judges `client_authentication` of transport; profiles are told by transport-profile-weakens-auth. */
export function judgeTransportClientAuth({ setup }: SetupEvidence, wrong: ClientAuthentication, so: string): SetupOutcome {
  const [context] = contextsOf(setup, 'transport');
  if (context === undefined) return { kind: 'not-applicable' };
  const { value, place } = context.clientAuthentication ?? { value: 'required', place: null };
  if (value !== wrong) return { kind: 'pass' };
  const setting = `${context.name}.client_authentication`;
  return {
    kind: 'findings',
    cases: [setupCase({ message: `${setting} is ${value}: ${so}.`, context, settings: [setting], places: [place] })],
  };
}
