import { nothingHeard } from './nothing-heard.ts';
import { platformTransport } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** Whether the transport port speaks TLS at all. One that does not takes anyone for a node, and shows all data to whoever is on the path. */
export const transportPlaintext: Rule = {
  id: 'transport-plaintext',
  title: 'Transport port without TLS',
  severity: 'critical',
  channels: ['transport'],
  holds: 'The transport port speaks TLS.',
  why: 'Whoever reaches the port can join the cluster or call its internal actions, and whoever is on the path reads and changes all data between nodes. Nodes with TLS and nodes without it cannot talk to each other.',
  remedy: {
    self: 'Make a CA and certificates (bin/elasticsearch-certutil ca; bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12). On every node set xpack.security.enabled: true, xpack.security.transport.ssl.enabled: true, …ssl.verification_mode: certificate, …ssl.client_authentication: required, …ssl.keystore.path and …ssl.truststore.path: elastic-certificates.p12, and store the password (bin/elasticsearch-keystore add xpack.security.transport.ssl.keystore.secure_password, and the same for truststore). Then stop the whole cluster and start it again: with a rolling restart the two halves would not find each other.',
    eck: 'The operator turns transport TLS on and no field turns it off: remove xpack.security.enabled: false and xpack.security.transport.ssl.* from spec.nodeSets[].config.',
    ...platformTransport,
    openSearch:
      'The security plugin, which does not run without TLS on transport, is off or not installed: remove plugins.security.disabled: true from opensearch.yml, or install it. On every node set plugins.security.ssl.transport.pemcert_filepath, pemkey_filepath and pemtrustedcas_filepath, plugins.security.nodes_dn with the subjects of the nodes and plugins.security.authcz.admin_dn with that of the admin certificate. Then stop the whole cluster, start it again, and load the security configuration with securityadmin.sh.',
  },
  source: 'Elastic docs: set up basic security for the Elastic Stack',
  logLines: [
    'SSL/TLS request received but SSL/TLS is not enabled on this node, got (16,3,',
    'received plaintext traffic on an encrypted channel',
    'Transport SSL must be enabled if security is enabled',
  ],
  judge: ({ observation }) => {
    const { security, application, version } = observation.service;
    const missing = nothingHeard(observation);
    if (missing !== null) return { kind: 'unknown', because: missing };
    if (security === 'tls') return { kind: 'pass' };
    if (security !== 'plaintext') return { kind: 'not-applicable' };
    if (application?.kind === 'http') return { kind: 'not-applicable' };
    if (application?.kind !== 'transport')
      return { kind: 'unknown', because: 'it speaks no TLS, but did not answer as a transport port does' };
    const proofs = [
      ...(application.pong ? ['the keep-alive ping came back in the clear'] : []),
      ...(application.versionId === null ? [] : [`it told its version (${version ?? application.versionId}) in the clear`]),
      ...(application.notHttp ? ['it said "This is not an HTTP port"'] : []),
    ];
    if (proofs.length === 0) return { kind: 'unknown', because: 'it speaks no TLS, but did not answer as a transport port does' };
    return {
      kind: 'finding',
      message: `The transport port speaks no TLS: ${proofs.join(', and ')}.`,
      facts: { pong: application.pong, versionId: application.versionId, notHttp: application.notHttp },
    };
  },
};
