import { listed } from '../../wording/listed.ts';
import { labelsOf, shownOn } from '../facts/cluster-members.ts';
import { leafCounts } from '../facts/leaf-counts.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a transport address leads to one node, every time. */
export const tlsInterceptedOrBalancedTransport: ClusterRule = {
  id: 'tls-intercepted-or-balanced-transport',
  title: 'A proxy or load balancer is in front of transport',
  severity: 'high',
  channels: ['transport', 'remote-cluster'],
  requirement: 'A transport address presents the same certificate in every handshake. A second one for another kind of key does not count.',
  impact:
    "Each node connects to each other node. Through a load balancer it reaches a different node each time. Through a proxy that terminates TLS it gets the proxy's certificate. Neither passes a client certificate on.",
  fix: byDeployment({
    self: (context) => [
      setting(context, 'every-node', 'Name the nodes, not a balancer.', {
        'discovery.seed_hosts': ['HOST:9300'],
        'network.publish_host': 'ADDRESS',
      }),
      ...rollingRestart(context),
      advice(at('network'), 'Make balancers and proxies pass TCP through unopened.'),
    ],
    eck: inKubernetes('Use the headless transport service of the operator, NAME-es-transport, not a service that balances.'),
    ...platformTransport,
  }),
  source: 'Elastic docs: remote clusters, networking; SecurityNetty4Transport',
  judge: (cluster) => {
    const shown = shownOn(cluster, 'transport', 'remote-cluster');
    if (shown.length === 0) return { kind: 'not-applicable' };
    const several = shown.filter(({ evidence }) => leafCounts(evidence).some((count) => count > 1));
    if (several.length > 0) {
      return {
        kind: 'finding',
        subjects: labelsOf(several),
        message: `${listed(labelsOf(several))} showed different certificates within one scan.`,
        facts: { endpoints: labelsOf(several) },
      };
    }
    const once = shown.filter(
      ({ evidence: { observation } }) =>
        observation.conversations.filter(({ chain }) => chain.length > 0).length < 2 && observation.details?.leaves === undefined,
    );
    return once.length === 0 ? { kind: 'pass' } : { kind: 'unknown', because: { code: 'one-certificate-seen', nodes: labelsOf(once) } };
  },
};
