import type { RuleText } from '../../model/rule-text.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformHttp } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Somebody keeps speaking plain HTTP to the HTTPS port: who it is, the log of the node alone tells. */
export const plainClientsOnHttps: RuleText = {
  id: 'plain-clients-on-https',
  title: 'Clients speak plain HTTP to the HTTPS port',
  severity: 'low',
  channels: ['http'],
  requirement: 'Clients of the Elasticsearch HTTP port use TLS.',
  impact:
    'Elasticsearch closes and logs each attempt. The remote address in the line shows the client: usually the health check of a load balancer or of Kubernetes, an agent with http in its URL, or a client that falls back to http after sniffing.',
  fix: byDeployment({
    self: () => [
      advice(
        at('client'),
        'Find the machine by remoteAddress in the line, and let its check or client use https with the CA of the HTTP layer; a health check may also do with a TCP connection. For clients with sniffing turn it off, or give them https URLs.',
      ),
    ],
    eck: inKubernetes(
      'Give probes and clients of your own the https scheme; the probes that the operator writes have it. A load balancer of the cloud provider is told by an annotation of the Service that its backend speaks HTTPS.',
    ),
    ...platformHttp,
  }),
  source: 'elastic/cloud-on-k8s#6231; elastic/elasticsearch-py#1911',
};
