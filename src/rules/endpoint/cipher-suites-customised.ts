import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { advice, atFault } from '../remedies/steps.ts';
import { withoutLists } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether versions and suites are those that the product ships with. */
export const cipherSuitesCustomised: EndpointRule = {
  id: 'cipher-suites-customised',
  title: 'Versions or cipher suites are not the defaults',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement:
    'The versions and cipher suites that the endpoint accepts, and their order, are the defaults of Elasticsearch or Kibana on one of the runtimes that they support.',
  impact:
    'A custom list is not a fault, but it does not change with upgrades. Suites that a later release or JDK adds stay out, suites that it drops stay in the file, and a node that has no suite in common with its peers cannot join. Where nobody configured such a list, something else answers here: a proxy, or a modified JVM.',
  fix: byDeployment({
    self: (context) => [
      ...withoutLists(context, 'The defaults then apply.'),
      ...rollingRestart(context),
      advice(atFault(context), 'If the list is wanted, keep it, write down why, and review it at each upgrade.'),
    ],
    eck: inKubernetes(
      'Delete cipher_suites and supported_protocols from spec.nodeSets[].config, and server.ssl.cipherSuites and server.ssl.supportedProtocols from the spec.config of Kibana, unless they are wanted.',
    ),
    ece: onPlatform(
      'The proxies have a list of their own. To restore its defaults, run resetToDefaultTls.sc on a director, then recreate frc-proxies-proxyv2 on every proxy host.',
    ),
    ech: inConsole('Elastic sets versions and suites: nothing to do, unless something on your path to the endpoint terminates TLS.'),
    serverless: inConsole('Elastic sets versions and suites: nothing to do, unless something on your path to the endpoint terminates TLS.'),
  }),
  source: 'Elastic docs: ssl.cipher_suites, ssl.supported_protocols, server.ssl.cipherSuites, and their defaults',
  judge: ({ observation, shipped, deployment }): Outcome => {
    const { service, details } = observation;
    if (service.security === 'plaintext' || service.security === 'other' || service.product === 'opensearch')
      return { kind: 'not-applicable' };
    // What stands before those is Elastic's proxy, with a list of its own.
    if (deployment.type === 'ech' || deployment.type === 'serverless' || deployment.type === 'ece') return { kind: 'not-applicable' };
    if (!shipped) {
      return {
        kind: 'unknown',
        because: {
          code:
            details?.cipherSuites === undefined && !observation.unanswered.some(({ topic }) => topic === 'cipher-suites')
              ? 'suites-not-asked'
              : 'suites-not-complete',
        },
      };
    }
    const { adds, lacks, order } = shipped;
    if (adds.length === 0 && lacks.length === 0 && order !== 'other') return { kind: 'pass' };
    const parts = [
      ...(adds.length > 0 ? [`adds ${adds.join(', ')}`] : []),
      ...(lacks.length > 0 ? [`lacks ${lacks.join(', ')}`] : []),
      ...(order === 'other' ? ['has the same in another order'] : []),
    ];
    return {
      kind: 'finding',
      message: `Customised, or not what it seems: against ${shipped.with} it ${parts.join('; ')}.`,
      facts: { with: shipped.with, adds, lacks, order },
    };
  },
};
