import { ruleText } from '../../model/rule-text.ts';
import { kibanaPlaintext } from '../endpoint/kibana-plaintext.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether a Kibana that was told to speak TLS does. */
export const kibanaPlaintextOnWire: SetupRule = {
  ...ruleText(kibanaPlaintext),
  products: ['kibana'],
  judge: ({ setup, met }) => {
    const context = setup.contexts.find(({ kind }) => kind === 'kibana-server');
    const own = met.filter(({ as }) => as === 'own-port');
    if (context === undefined || !context.enabled.value || own.length === 0) return { kind: 'not-applicable' };
    const plain = own.filter(({ evidence }) => evidence.observation.service.security === 'plaintext');
    if (plain.length === 0) return { kind: 'pass' };
    const cases = plain.map(({ written }) =>
      setupCase({
        message: `server.ssl.enabled is true, and ${written} speaks HTTP in the clear: it was started before that was set, or something else answers there.`,
        certainty: 'likely',
        context,
        settings: ['server.ssl.enabled'],
        places: [context.enabled.place],
        facts: { port: written },
      }),
    );
    return { kind: 'findings', cases };
  },
};
