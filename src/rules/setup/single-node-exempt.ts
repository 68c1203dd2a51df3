import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a lone node could take a second one. */
export const singleNodeExempt = reportedRule({
  id: 'single-node-exempt',
  title: 'Lone node without TLS on transport',
  severity: 'low',
  channels: ['transport'],
  products: ['elasticsearch'],
  holds: 'Transport has TLS even where the node stands alone.',
  why: 'A node on loopback, or of discovery.type single-node, may do without. A second node then needs TLS on both, and this one a restart.',
  remedy: filesRemedy(
    'Before a second node is added: bin/elasticsearch-certutil ca, then cert --ca elastic-stack-ca.p12; xpack.security.transport.ssl.enabled: true with keystore.path and truststore.path; restart.',
  ),
  source: 'Elastic docs: bootstrap checks',
});
