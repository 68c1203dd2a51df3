import { platformTransport } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** How a transport port comes to insist on client certificates. */
export const enforceClientAuth: Rule['remedy'] = {
  self: "Set xpack.security.transport.ssl.client_authentication: required in elasticsearch.yml of every node, or delete the key (required is its default), and restart one node after the other. First see that each node's certificate may be used by a client: extendedKeyUsage with clientAuth, or none at all.",
  eck: 'Delete xpack.security.transport.ssl.client_authentication from spec.nodeSets[].config: the operator leaves it at required.',
  ...platformTransport,
};
