import type { PairRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { enableTransportTls } from '../remedies/enable-tls.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { fullRestart } from '../remedies/tools.ts';

/** Whether both ends speak TLS, or neither does. */
export const transportMixedTls: PairRule = {
  id: 'transport-mixed-tls',
  title: 'TLS on some transport ports, not on others',
  severity: 'critical',
  channels: ['transport'],
  under: 'any',
  requirement: 'All transport ports of a cluster use TLS, or none does.',
  impact:
    'A node with TLS and one without cannot talk to each other at all. The cluster splits into two parts, or the new node finds no master.',
  fix: byDeployment({
    self: (context) => [
      advice(
        at('node', { name: context.node.name }),
        'If only one node differs, its elasticsearch.yml lacks the xpack.security.transport.ssl.* lines of the others: give it the same, with a certificate from the same CA, and restart it.',
      ),
      ...enableTransportTls(context),
    ],
    eck: inKubernetes(
      'The operator turns TLS on for every node: look for xpack.security.transport.ssl.enabled or xpack.security.enabled in the nodeSets[].config of the node that differs, and take it out.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      advice(
        at('node', { name: context.node.name }),
        'If only one node differs, the security plugin is off there (plugins.security.disabled: true) or not installed: give its opensearch.yml the plugins.security.ssl.transport.* lines of the others, with a certificate of the same kind, and restart it.',
      ),
      ...fullRestart(context, 'Turning on TLS for a whole cluster cannot be done node by node.'),
    ],
  }),
  source: 'Elastic docs: set up basic security for the Elastic Stack; troubleshoot TLS',
  judge: ({ from, to }) => {
    const unseen = [from, to].find(({ security }) => security === 'unknown');
    if (unseen !== undefined) return { kind: 'unknown', because: { code: 'peer-security-not-shown', peer: unseen.label, why: unseen.gap } };
    if (from.security === to.security) return { kind: 'pass' };
    const [clear, tls] = from.security === 'plaintext' ? [from, to] : [to, from];
    return {
      kind: 'finding',
      message: `${clear.label} uses no TLS on transport, ${tls.label} does.`,
      facts: { plaintext: clear.label, tls: tls.label },
    };
  },
};
