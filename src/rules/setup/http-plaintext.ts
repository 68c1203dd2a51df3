import { isLoopbackSetting } from '../../model/bind-address.ts';
import { ruleText } from '../../model/rule-text.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { httpPlaintext } from '../endpoint/http-plaintext.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether a node would speak TLS on HTTP. */
export const httpPlaintextInSetup: SetupRule = {
  ...ruleText(httpPlaintext),
  products: ['elasticsearch'],
  judge: ({ setup }) => {
    if (contextsOf(setup, 'http').length > 0) return { kind: 'pass' };
    const http = setup.contexts.find(({ kind }) => kind === 'http');
    const { securityEnabled, httpHosts } = setup.facts;
    const alone = httpHosts.every(isLoopbackSetting);
    const why = securityEnabled.value ? 'xpack.security.http.ssl.enabled is not true' : 'security is off';
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message: `The REST API would speak no TLS (${why})${alone ? '; it is bound to the loopback' : ', and other machines reach it'}.`,
          ...(alone ? { severity: 'info' as const } : {}),
          context: http ?? null,
          settings: [securityEnabled.value ? 'xpack.security.http.ssl.enabled' : 'xpack.security.enabled'],
          places: [securityEnabled.value ? (http?.enabled.place ?? null) : securityEnabled.place],
          facts: { hosts: httpHosts },
        }),
      ],
    };
  },
};
