import { judgeFromOutside } from '../facts/reached-from-outside.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a port that only the hosts of Elastic Cloud Enterprise need is open to others. */
export const eceInternalPortReachable: EndpointRule = {
  id: 'ece-internal-port-reachable',
  title: 'Inner port of ECE is reachable from outside',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'From outside (--vantage outside) only the ports of the proxy (9200, 9243, 9300, 9343, 9400, 9443) and of the Cloud UI (12300, 12343, 12400, 12443) can be reached. Those that hosts use among themselves cannot: ZooKeeper (2112, 12191-12201), Docker (2375), allocators (14000), instances (18000-23999).',
  impact:
    'Behind these ports no proxy stands: whoever reaches an instance goes past the traffic filters of its deployment, and whoever reaches ZooKeeper or Docker may control the platform.',
  fix: () => [
    advice(
      at('network'),
      'Close the port in the firewall to all but the hosts of the platform. The networking prerequisites of the ECE documentation list which role needs which port.',
    ),
  ],
  source: 'Elastic docs: networking prerequisites (Elastic Cloud Enterprise)',
  readsEndpointIdentity: true,
  judge: ({ eceService, observation }) => {
    if (eceService !== 'internal') return { kind: 'not-applicable' };
    const { target, service } = observation;
    const inTheClear = service.security === 'plaintext';
    return judgeFromOutside(observation, () => ({
      kind: 'finding',
      severity: inTheClear ? 'critical' : 'high',
      message: `Port ${target.port} takes connections from where this scan was made, which was declared to be outside${inTheClear ? ', and it speaks no TLS' : ''}.`,
      facts: { port: target.port, vantage: 'outside', security: service.security },
    }));
  },
};
