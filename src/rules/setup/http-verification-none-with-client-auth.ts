import { ruleText } from '../../model/rule-text.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { httpVerificationNoneWithClientAuth } from '../endpoint/http-verification-none-with-client-auth.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether HTTP checks the client certificates that its settings ask for. */
export const httpVerificationNoneWithClientAuthInSetup: SetupRule = {
  ...ruleText(httpVerificationNoneWithClientAuth),
  products: ['elasticsearch'],
  judge: ({ setup }) => {
    const [context] = contextsOf(setup, 'http');
    const asks = context?.clientAuthentication?.value ?? 'none';
    if (context === undefined || asks === 'none') return { kind: 'not-applicable' };
    if (context.verification.value !== 'none') return { kind: 'pass' };
    const settings = [`${context.name}.verification_mode`, `${context.name}.client_authentication`];
    const message = `client_authentication is ${asks}, and verification_mode is none: any client certificate is taken.`;
    return {
      kind: 'findings',
      cases: [setupCase({ message, context, settings, places: [context.verification.place, context.clientAuthentication?.place ?? null] })],
    };
  },
};
