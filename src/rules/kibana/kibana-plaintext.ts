import { isIP } from 'node:net';
import { kibanaPlaintext } from '../kibana-plaintext.ts';
import { isLocalName, isLoopback } from '../local-name.ts';
import type { SetupCase, SetupRule } from '../rule.ts';
import { setupCase } from '../setup/setup-cases.ts';
import { placeOf } from './dialled.ts';

const { judge: _, ...text } = kibanaPlaintext;

/** Whether Kibana speaks TLS, as its settings have it and as its port does. */
export const kibanaPlaintextOfSetup: SetupRule = {
  ...text,
  products: ['kibana'],
  judge: ({ setup, met }) => {
    const context = setup.contexts.find(({ kind }) => kind === 'kibana-server');
    if (context === undefined) return { kind: 'not-applicable' };
    const cases: SetupCase[] = [];
    if (context.enabled.value) {
      for (const { written, as, evidence } of met) {
        if (as !== 'own-port' || evidence.observation.service.security !== 'plaintext') continue;
        cases.push(
          setupCase({
            message: `server.ssl.enabled is true, and ${written} speaks HTTP in the clear: it was started before that was set, or something else answers there.`,
            certainty: 'likely',
            context,
            settings: ['server.ssl.enabled'],
            places: [context.enabled.place],
            facts: { port: written },
          }),
        );
      }
    } else {
      const hosts = setup.facts.httpHosts;
      const open = hosts.filter((host) => !isLocalName(host) && !(isIP(host) !== 0 && isLoopback(host)));
      // A proxy with TLS in front of it is what such a URL says.
      const fronted = setup.facts.httpPublishHosts.some((url) => /^https:/i.test(url));
      if (open.length > 0 && !fronted) {
        cases.push(
          setupCase({
            message: `server.ssl.enabled is not true, and server.host is ${open.join(', ')}: whoever reaches this address sends passwords and cookies in the clear.`,
            context,
            settings: ['server.host', 'server.ssl.enabled'],
            places: [placeOf(setup, 'server.host'), context.enabled.place],
          }),
        );
      }
    }
    return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
  },
};
