import type { FixContext, FixOf, FixStep } from '../../model/fix.ts';
import { setting } from './settings-edit.ts';
import { advice, at, command } from './steps.ts';
import { fullRestart } from './tools.ts';

/** OpenSearch has no setting for it: its security plugin demands and checks client certificates on transport, or is not there at all. */
export const alwaysChecksPeers: FixOf = () => [
  advice(
    at('network'),
    'OpenSearch with TLS on transport always demands a client certificate and checks it against plugins.security.ssl.transport.pemtrustedcas_filepath; no setting changes that. So something else ends TLS before the node: a proxy, a load balancer, a service mesh. Make it pass TCP through unopened, or remove it.',
  ),
];

/** The security plugin, which does not run without TLS on transport. */
export function enableOpenSearchTls(context: FixContext): readonly FixStep[] {
  return [
    advice(
      at('every-node', { file: 'opensearch.yml' }),
      'The security plugin is off or not installed: delete plugins.security.disabled: true, or install it.',
    ),
    setting(context, 'every-node', 'Name the certificates, and the subjects of the nodes and of the admin certificate.', {
      'plugins.security.ssl.transport.pemcert_filepath': 'node.crt',
      'plugins.security.ssl.transport.pemkey_filepath': 'node.key',
      'plugins.security.ssl.transport.pemtrustedcas_filepath': 'ca.crt',
      'plugins.security.nodes_dn': ['CN=NODE'],
      'plugins.security.authcz.admin_dn': ['CN=admin'],
    }),
    ...fullRestart(context, 'Nodes with and without TLS do not talk to each other.'),
    command(
      at('member'),
      'Load the security configuration.',
      'plugins/opensearch-security/tools/securityadmin.sh -cd config/opensearch-security -icl -h HOST -cacert CA_CERT -cert admin.crt -key admin.key',
    ),
  ];
}
