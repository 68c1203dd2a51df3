import { reportedRule } from '../framework/reported-rule.ts';
import { enableTransportTls } from '../remedies/enable-tls.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a lone node could take a second one. */
export const singleNodeExempt = reportedRule({
  id: 'single-node-exempt',
  title: 'Single node without TLS on transport',
  severity: 'low',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement: 'Transport has TLS even on a single node.',
  impact:
    'A node on loopback, or with discovery.type single-node, does not need TLS. With a second node, both need it, and this one needs a restart.',
  fix: filesFix(
    (context) => [
      advice(at('node', { name: context.node.name }), 'Before you add a second node, turn on TLS for transport, as follows.'),
      ...enableTransportTls(context),
    ],
    inKubernetes(
      'The operator turns on TLS for transport and issues the certificates: remove xpack.security.enabled: false and xpack.security.transport.ssl.* from spec.nodeSets[].config.',
    ),
  ),
  source: 'Elastic docs: bootstrap checks',
});
