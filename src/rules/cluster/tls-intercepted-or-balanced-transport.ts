import { platformTransport } from '../platform-owned.ts';
import type { ClusterRule } from '../rule.ts';
import { leafCounts } from './leaf-counts.ts';
import { labelsOf, listed, shownOn } from './members.ts';

/** Whether a transport address leads to one node, every time. */
export const tlsInterceptedOrBalancedTransport: ClusterRule = {
  id: 'tls-intercepted-or-balanced-transport',
  title: 'A proxy or balancer stands before transport',
  severity: 'high',
  channels: ['transport', 'remote-cluster'],
  holds: 'A transport address shows the same certificate in every handshake; a second one for another kind of key does not count.',
  why: 'Nodes dial nodes, one by one. Through a balancer they reach another one each time, through a proxy that ends TLS they meet its certificate, and neither lets a client certificate pass.',
  remedy: {
    self: 'Let discovery.seed_hosts and network.publish_host name the nodes themselves, and let balancers and proxies pass TCP through unopened.',
    eck: 'Use the headless transport service of the operator, <name>-es-transport, not a service that balances.',
    ...platformTransport,
  },
  source: 'Elastic docs: remote clusters, networking; SecurityNetty4Transport',
  judge: (cluster) => {
    const shown = shownOn(cluster, 'transport', 'remote-cluster');
    if (shown.length === 0) return { kind: 'not-applicable' };
    const several = shown.filter(({ evidence }) => leafCounts(evidence).some((count) => count > 1));
    if (several.length > 0) {
      return {
        kind: 'finding',
        subjects: labelsOf(several),
        message: `${listed(labelsOf(several))} showed different certificates in one run of questions.`,
        facts: { endpoints: labelsOf(several) },
      };
    }
    const once = shown.filter(
      ({ evidence: { observation } }) =>
        observation.conversations.filter(({ chain }) => chain.length > 0).length < 2 && observation.details?.leaves === undefined,
    );
    return once.length === 0 ? { kind: 'pass' } : { kind: 'unknown', because: `${listed(labelsOf(once))} showed a certificate once only` };
  },
};
