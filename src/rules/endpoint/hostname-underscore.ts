import { isIP } from 'node:net';
import { whySilent } from '../../model/why-silent.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { prefixOf } from '../remedies/layer.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a JVM can check the name at all. */
export const hostnameUnderscore: EndpointRule = {
  id: 'hostname-underscore',
  title: 'Host name contains an underscore',
  severity: 'high',
  channels: ['transport', 'http', 'remote-cluster'],
  requirement: 'The name that clients connect to has only letters, digits and hyphens.',
  impact:
    'Java refuses such a name before it compares anything, and sends no SNI for it. Under verification_mode full no node connects, whatever the certificate says. OpenSSL, curl and Kibana connect, so the nodes seem to be at fault.',
  fix: byDeployment({
    self: (context) => [
      advice(
        at('node'),
        'Rename the host or the Compose service with a hyphen (es-01, not es_01), also in discovery.seed_hosts and network.publish_host, and issue its certificate for that name.',
      ),
      setting(context, 'every-node', 'Turn off the check of names until then.', {
        [`${prefixOf(context)}.verification_mode`]: 'certificate',
      }),
      ...rollingRestart(context),
    ],
    eck: inKubernetes(
      'Connect to the name of the Service that the operator made: names of Kubernetes have no underscore. An alias of your own in DNS needs one without it.',
    ),
    ece: onPlatform('Choose a deployment alias and domain without an underscore.'),
    ech: inConsole('Connect to the endpoint name that the console shows, or to an alias of your own without an underscore.'),
    serverless: inConsole('Connect to the endpoint name that the console shows, or to an alias of your own without an underscore.'),
    openSearch: (context) => [
      advice(
        at('node'),
        'Rename the host or the Compose service with a hyphen (os-01, not os_01), also in discovery.seed_hosts and network.publish_host, and issue its certificate for that name.',
      ),
      setting(
        context,
        'every-node',
        'Turn off the check of names until then. Newer releases call the setting transport.ssl.enforce_hostname_verification.',
        {
          'plugins.security.ssl.transport.enforce_hostname_verification': false,
        },
      ),
      ...rollingRestart(context),
    ],
  }),
  source: 'RFC 952, RFC 1123 §2.1; behaviour of JSSE on JDK 17 and 25',
  readsEndpointIdentity: true,
  judge: ({ observation, name }) => {
    const { service, target, reachability } = observation;
    if (reachability.kind === 'open' && (service.security === 'plaintext' || service.security === 'other'))
      return { kind: 'not-applicable' };
    const missing = whySilent(observation);
    if (missing !== null) return { kind: 'unknown', because: { code: 'tls-not-shown', why: missing } };
    const connected = name.kind === 'not-checked' ? target.host : name.name;
    if (isIP(connected) !== 0) return { kind: 'not-applicable' };
    if (!connected.includes('_')) return { kind: 'pass' };
    return {
      kind: 'finding',
      message: `The name ${connected} has an underscore: nodes with verification_mode full do not connect to it.`,
      facts: { name: connected },
    };
  },
};
