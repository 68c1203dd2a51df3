import { isLoopbackSetting } from '../../model/bind-address.ts';
import { ruleText } from '../../model/rule-text.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { kibanaPlaintext } from '../endpoint/kibana-plaintext.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether Kibana would speak TLS to browsers. */
export const kibanaPlaintextInSetup: SetupRule = {
  ...ruleText(kibanaPlaintext),
  products: ['kibana'],
  judge: ({ setup }) => {
    if (contextsOf(setup, 'kibana-server').length > 0) return { kind: 'pass' };
    const server = setup.contexts.find(({ kind }) => kind === 'kibana-server');
    const alone = setup.facts.httpHosts.every(isLoopbackSetting);
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message: `server.ssl.enabled is not true${alone ? '; Kibana is bound to the loopback, where a proxy with TLS may stand before it' : ', and other machines reach Kibana'}.`,
          ...(alone ? { severity: 'info' as const } : {}),
          context: server ?? null,
          settings: ['server.ssl.enabled'],
          places: [server?.enabled.place ?? null],
          facts: { hosts: setup.facts.httpHosts },
        }),
      ],
    };
  },
};
