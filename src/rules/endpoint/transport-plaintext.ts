import { whySilent } from '../../model/why-silent.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { enableTransportTls } from '../remedies/enable-tls.ts';
import { enableOpenSearchTls } from '../remedies/opensearch.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';

/** Whether the transport port speaks TLS at all. One that does not takes anyone for a node, and shows all data to whoever is on the path. */
export const transportPlaintext: EndpointRule = {
  id: 'transport-plaintext',
  title: 'Transport port without TLS',
  severity: 'critical',
  channels: ['transport'],
  requirement: 'The transport port uses TLS.',
  impact:
    'Anyone who reaches the port can join the cluster or call its internal actions. Anyone on the network path can read and change all data between nodes. Nodes with TLS and nodes without it cannot talk to each other.',
  fix: byDeployment({
    self: (context) => enableTransportTls(context, { also: { 'xpack.security.enabled': true } }),
    eck: inKubernetes(
      'The operator turns transport TLS on and no field turns it off: remove xpack.security.enabled: false and xpack.security.transport.ssl.* from spec.nodeSets[].config.',
    ),
    ...platformTransport,
    openSearch: enableOpenSearchTls,
  }),
  source: 'Elastic docs: set up basic security for the Elastic Stack',
  judge: ({ observation }) => {
    const { security, application, version } = observation.service;
    const missing = whySilent(observation);
    if (missing !== null) return { kind: 'unknown', because: missing };
    if (security === 'tls') return { kind: 'pass' };
    if (security !== 'plaintext') return { kind: 'not-applicable' };
    if (application?.kind === 'http') return { kind: 'not-applicable' };
    if (application?.kind !== 'transport') return { kind: 'unknown', because: { code: 'plain-port-not-transport' } };
    const proofs = [
      ...(application.pong ? ['the keep-alive ping came back in the clear'] : []),
      ...(application.versionId === null ? [] : [`it gave its version (${version ?? application.versionId}) in the clear`]),
      ...(application.notHttp ? ['it said "This is not an HTTP port"'] : []),
    ];
    if (proofs.length === 0) return { kind: 'unknown', because: { code: 'plain-port-not-transport' } };
    return {
      kind: 'finding',
      message: `The transport port speaks no TLS: ${proofs.join(', and ')}.`,
      facts: { pong: application.pong, versionId: application.versionId, notHttp: application.notHttp },
    };
  },
};
