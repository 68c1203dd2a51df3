import { chainRules, clientTrustRules, dateRules, nameRules, publicKeyRules, usageRules } from './certificate-rules.ts';
import { chainRefused } from './endpoint/chain-refused.ts';
import { chainRootIncluded } from './endpoint/chain-root-included.ts';
import { cipherSuitesCustomised } from './endpoint/cipher-suites-customised.ts';
import { clockSkew } from './endpoint/clock-skew.ts';
import { crlOcspUnreachableOrRevoked } from './endpoint/crl-ocsp-unreachable-or-revoked.ts';
import { eceCertificatesDue } from './endpoint/ece-certificates-due.ts';
import { eceIntermediateTls } from './endpoint/ece-intermediate-tls.ts';
import { eceInternalPortReachable } from './endpoint/ece-internal-port-reachable.ts';
import { eceProxyDefaultOrIncompleteChain } from './endpoint/ece-proxy-default-or-incomplete-chain.ts';
import { eceSha1CertificatesAllowed } from './endpoint/ece-sha1-certificates-allowed.ts';
import { eckServiceNameMissing } from './endpoint/eck-service-name-missing.ts';
import { expiredButConnectionsAlive } from './endpoint/expired-but-connections-alive.ts';
import { hostnameUnderscore } from './endpoint/hostname-underscore.ts';
import { httpClientCertRequiredBySurprise } from './endpoint/http-client-cert-required-by-surprise.ts';
import { httpPlaintext } from './endpoint/http-plaintext.ts';
import { httpVerificationNoneWithClientAuth } from './endpoint/http-verification-none-with-client-auth.ts';
import { keyCertificateMismatch } from './endpoint/key-certificate-mismatch.ts';
import { kibanaClientAuthWithoutCa } from './endpoint/kibana-client-auth-without-ca.ts';
import { kibanaPlaintext } from './endpoint/kibana-plaintext.ts';
import { legacyProtocolEnabled } from './endpoint/legacy-protocol-enabled.ts';
import { managedEndpointIntercepted } from './endpoint/managed-endpoint-intercepted.ts';
import { pqHybridMissing } from './endpoint/pq-hybrid-missing.ts';
import { pqHybridSeen } from './endpoint/pq-hybrid-seen.ts';
import { proxyAnswersInstead } from './endpoint/proxy-answers-instead.ts';
import { proxySniMissing } from './endpoint/proxy-sni-missing.ts';
import { remoteCertModelDeprecated } from './endpoint/remote-cert-model-deprecated.ts';
import { remoteClusterServerDisabled } from './endpoint/remote-cluster-server-disabled.ts';
import { remotePortModelMismatch } from './endpoint/remote-port-model-mismatch.ts';
import { sanCnOnlyName } from './endpoint/san-cn-only-name.ts';
import { sanIpMissing } from './endpoint/san-ip-missing.ts';
import { sanLocalhostOnly } from './endpoint/san-localhost-only.ts';
import { sanNameMismatch } from './endpoint/san-name-mismatch.ts';
import { sanNatOrPublicAddress } from './endpoint/san-nat-or-public-address.ts';
import { sanPublishAddressMissing } from './endpoint/san-publish-address-missing.ts';
import { sanStaleAfterMove } from './endpoint/san-stale-after-move.ts';
import { serverOrderNotHonoured } from './endpoint/server-order-not-honoured.ts';
import { sha1HandshakeSignatures } from './endpoint/sha1-handshake-signatures.ts';
import { staleCertificateInMemory } from './endpoint/stale-certificate-in-memory.ts';
import { tlsHandshakeTimeout } from './endpoint/tls-handshake-timeout.ts';
import { tlsLargeHelloRefused } from './endpoint/tls-large-hello-refused.ts';
import { tls13Missing } from './endpoint/tls13-missing.ts';
import { trafficFilterRefuses } from './endpoint/traffic-filter-refuses.ts';
import { transportClientAuthNotEnforced } from './endpoint/transport-client-auth-not-enforced.ts';
import { transportClientAuthOptional } from './endpoint/transport-client-auth-optional.ts';
import { transportPlaintext } from './endpoint/transport-plaintext.ts';
import { transportReachablePublicly } from './endpoint/transport-reachable-publicly.ts';
import { transportTrustsPublicCas } from './endpoint/transport-trusts-public-cas.ts';
import { transportVerificationNone } from './endpoint/transport-verification-none.ts';
import { weakCipherAccepted } from './endpoint/weak-cipher-accepted.ts';
import type { EndpointRule } from './framework/rule.ts';

/** Every rule that can be judged from one endpoint, in the order of the catalogue. */
export const endpointRules: readonly EndpointRule[] = [
  // What answers
  transportPlaintext,
  httpPlaintext,
  kibanaPlaintext,
  tlsHandshakeTimeout,
  managedEndpointIntercepted,
  proxyAnswersInstead,
  proxySniMissing,
  trafficFilterRefuses,
  transportReachablePublicly,
  eceInternalPortReachable,
  remotePortModelMismatch,
  remoteClusterServerDisabled,
  // Client authentication
  transportClientAuthNotEnforced,
  transportClientAuthOptional,
  transportVerificationNone,
  transportTrustsPublicCas,
  ...clientTrustRules,
  httpVerificationNoneWithClientAuth,
  httpClientCertRequiredBySurprise,
  kibanaClientAuthWithoutCa,
  // Trust and chains
  ...chainRules,
  chainRefused,
  chainRootIncluded,
  remoteCertModelDeprecated,
  eceProxyDefaultOrIncompleteChain,
  // Names
  ...nameRules,
  sanNameMismatch,
  sanIpMissing,
  sanStaleAfterMove,
  sanCnOnlyName,
  sanPublishAddressMissing,
  sanNatOrPublicAddress,
  sanLocalhostOnly,
  hostnameUnderscore,
  eckServiceNameMissing,
  // Time
  ...dateRules,
  eceCertificatesDue,
  crlOcspUnreachableOrRevoked,
  clockSkew,
  expiredButConnectionsAlive,
  staleCertificateInMemory,
  // Keys, usages, algorithms, versions
  ...usageRules,
  keyCertificateMismatch,
  sha1HandshakeSignatures,
  legacyProtocolEnabled,
  eceIntermediateTls,
  eceSha1CertificatesAllowed,
  weakCipherAccepted,
  cipherSuitesCustomised,
  tls13Missing,
  serverOrderNotHonoured,
  tlsLargeHelloRefused,
  pqHybridSeen,
  pqHybridMissing,
  // Configuration
  ...publicKeyRules,
];
