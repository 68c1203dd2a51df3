import { platformTransport } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** OpenSearch has no setting for it: its security plugin demands and checks client certificates on transport, or is not there at all. */
export const alwaysChecksPeers =
  'OpenSearch with TLS on transport always demands a client certificate and checks it against plugins.security.ssl.transport.pemtrustedcas_filepath; no setting changes that. So something else ends TLS before the node: a proxy, a load balancer, a service mesh. Let it pass TCP through unopened, or take it away.';

/** How a transport port comes to insist on client certificates. */
export const enforceClientAuth: Rule['remedy'] = {
  self: "Set xpack.security.transport.ssl.client_authentication: required in elasticsearch.yml of every node, or delete the key (required is its default), and restart one node after the other. First see that each node's certificate may be used by a client: extendedKeyUsage with clientAuth, or none at all.",
  eck: 'Delete xpack.security.transport.ssl.client_authentication from spec.nodeSets[].config: the operator leaves it at required.',
  ...platformTransport,
  openSearch: alwaysChecksPeers,
};
