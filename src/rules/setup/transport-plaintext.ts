import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import { ruleText } from '../../model/rule-text.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { transportPlaintext } from '../endpoint/transport-plaintext.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether a node that others reach would speak TLS on transport. */
export const transportPlaintextInSetup: SetupRule = {
  ...ruleText(transportPlaintext),
  products: ['elasticsearch'],
  judge: ({ setup }) => {
    if (contextsOf(setup, 'transport').length > 0) return { kind: 'pass' };
    const transport = setup.contexts.find(({ kind }) => kind === 'transport');
    // A node on loopback is told by single-node-exempt, one that does not start by bootstrap-tls-missing.
    if (!bindsBeyondLoopback(setup.facts) || setup.startupErrors.some(({ rule }) => rule === 'bootstrap-tls-missing'))
      return { kind: 'not-applicable' };
    const { securityEnabled } = setup.facts;
    const why = securityEnabled.value ? 'xpack.security.transport.ssl.enabled is not true' : 'security is off';
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message: `Transport would speak no TLS (${why}), and other machines reach it.`,
          context: transport ?? null,
          settings: [securityEnabled.value ? 'xpack.security.transport.ssl.enabled' : 'xpack.security.enabled'],
          places: [securityEnabled.value ? (transport?.enabled.place ?? null) : securityEnabled.place],
          facts: { hosts: setup.facts.transportHosts },
        }),
      ],
    };
  },
};
