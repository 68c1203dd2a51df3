import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the node has security on. */
export const securityDisabled = reportedRule({
  id: 'security-disabled',
  title: 'Security is switched off',
  severity: 'critical',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'xpack.security.enabled is not false.',
  why: 'Whoever reaches port 9200 or 9300 reads and changes everything. Settings for TLS on transport and HTTP are read and have no effect, so a configured certificate protects nothing; Kibana asks for no password either.',
  remedy: filesRemedy(
    'Remove xpack.security.enabled: false from elasticsearch.yml of every node. Transport needs TLS before that (bin/elasticsearch-certutil ca, then cert --ca elastic-stack-ca.p12; xpack.security.transport.ssl.enabled: true with keystore.path and truststore.path), and the whole cluster a stop and a start: nodes with and without TLS do not talk to each other.',
    'Remove xpack.security.enabled: false from spec.nodeSets[].config; the operator sets up TLS and passwords by itself.',
  ),
  source: 'Elasticsearch reference: security settings; Elastic docs: set up basic security',
});
