import { ruleText } from '../../model/rule-text.ts';
import { remotePortModelMismatch } from '../endpoint/remote-port-model-mismatch.ts';
import { remoteClusters } from '../facts/remote-clusters.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether a node connects to a remote cluster at the port that fits how it logs in. */
export const remotePortModelMismatchInSetup: SetupRule = {
  ...ruleText(remotePortModelMismatch),
  products: ['elasticsearch'],
  judge: ({ setup }) =>
    remoteClusters(setup, (clusters) => {
      const cases = clusters.flatMap(({ alias, addresses, apiKey, place }) =>
        addresses
          .filter((address) => new RegExp(apiKey ? ':9[34]00$' : ':9443$').test(address))
          .map((address) =>
            setupCase({
              message: apiKey
                ? `The remote cluster ${alias} has an API key, and the node connects to it at ${address}, which is usually a transport port.`
                : `The remote cluster ${alias} has no API key here, and the node connects to it at ${address}, which is usually its port for API keys.`,
              // Any port can be set.
              certainty: 'likely',
              places: [place],
              facts: { remoteCluster: alias, address, model: apiKey ? 'api-key' : 'certificate' },
            }),
          ),
      );
      return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
    }),
};
