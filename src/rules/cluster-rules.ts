import { autoconfigSeparateClustersInCluster } from './cluster/autoconfig-separate-clusters.ts';
import { caRotationHalfDone } from './cluster/ca-rotation-half-done.ts';
import { crossEnvironmentTrust } from './cluster/cross-environment-trust.ts';
import { eckExternalIssuerTransition } from './cluster/eck-external-issuer-transition.ts';
import { expiredButConnectionsAliveInCluster } from './cluster/expired-but-connections-alive.ts';
import { layersExpireApart } from './cluster/layers-expire-apart.ts';
import { nodesDisagreeOnTlsSettings } from './cluster/nodes-disagree-on-tls-settings.ts';
import { plainListenerBesideTls } from './cluster/plain-listener-beside-tls.ts';
import { sameCertificateHttpAndTransport } from './cluster/same-certificate-http-and-transport.ts';
import { selfSignedPerNodeInCluster } from './cluster/self-signed-per-node.ts';
import { sharedKeyOnAllNodes } from './cluster/shared-key-on-all-nodes.ts';
import { splitDnsDifferentCerts } from './cluster/split-dns-different-certs.ts';
import { tlsInterceptedOrBalancedTransport } from './cluster/tls-intercepted-or-balanced-transport.ts';
import { transportMixedTlsInCluster } from './cluster/transport-mixed-tls.ts';
import { transportSharedCaInCluster } from './cluster/transport-shared-ca.ts';
import { trustLookalikeCaInCluster } from './cluster/trust-lookalike-ca.ts';
import { trustOneWay } from './cluster/trust-one-way.ts';
import type { ClusterRule } from './framework/rule.ts';

/** Every rule that compares endpoints, in the order of the catalogue. */
export const clusterRules: readonly ClusterRule[] = [
  transportMixedTlsInCluster,
  plainListenerBesideTls,
  tlsInterceptedOrBalancedTransport,
  transportSharedCaInCluster,
  trustLookalikeCaInCluster,
  autoconfigSeparateClustersInCluster,
  trustOneWay,
  selfSignedPerNodeInCluster,
  caRotationHalfDone,
  eckExternalIssuerTransition,
  splitDnsDifferentCerts,
  expiredButConnectionsAliveInCluster,
  layersExpireApart,
  sharedKeyOnAllNodes,
  sameCertificateHttpAndTransport,
  crossEnvironmentTrust,
  nodesDisagreeOnTlsSettings,
];
