import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a node that others reach has TLS on transport, which it does not start without. */
export const bootstrapTlsMissing = reportedRule({
  id: 'bootstrap-tls-missing',
  title: 'Node does not start: transport without TLS',
  severity: 'critical',
  channels: ['transport'],
  products: ['elasticsearch'],
  holds: 'A node with security on, that transport binds beyond the loopback, has TLS on transport, unless discovery.type is single-node.',
  why: 'The bootstrap checks end the process. In 7.x trial licences were exempt.',
  remedy: filesRemedy(
    'Set xpack.security.transport.ssl.enabled: true with keystore.path and truststore.path (bin/elasticsearch-certutil ca, then cert --ca elastic-stack-ca.p12). For a node alone: discovery.type: single-node.',
  ),
  source: 'Elastic docs: bootstrap checks; elastic/elasticsearch: TransportTLSBootstrapCheck',
  logLines: [
    'bootstrap check failure [1] of [1]: Transport SSL must be enabled if security is enabled',
    'Transport SSL must be enabled if security is enabled',
  ],
});
