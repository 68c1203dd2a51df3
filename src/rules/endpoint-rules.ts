import { akiSkiMismatch } from './certificate/aki-ski-mismatch.ts';
import { autoconfigHttpCertificate2y } from './certificate/autoconfig-http-certificate-2y.ts';
import { caExpired } from './certificate/ca-expired.ts';
import { caExpiring } from './certificate/ca-expiring.ts';
import { caKeyusageWithoutCertsign } from './certificate/ca-keyusage-without-certsign.ts';
import { caNotACa } from './certificate/ca-not-a-ca.ts';
import { caReissuedSameKey } from './certificate/ca-reissued-same-key.ts';
import { caWithoutKeyusage } from './certificate/ca-without-keyusage.ts';
import { certificateUnreadable } from './certificate/certificate-unreadable.ts';
import { chainOrderInvalid } from './certificate/chain-order-invalid.ts';
import { chainRefused } from './certificate/chain-refused.ts';
import { chainRootIncluded } from './certificate/chain-root-included.ts';
import { chainTooLong } from './certificate/chain-too-long.ts';
import { chainUnrelatedCertificate } from './certificate/chain-unrelated-certificate.ts';
import { crlOcspUnreachableOrRevoked } from './certificate/crl-ocsp-unreachable-or-revoked.ts';
import { defaultOrSampleCertificate } from './certificate/default-or-sample-certificate.ts';
import { ecCurveUnsupported } from './certificate/ec-curve-unsupported.ts';
import { ekuMissingServerauth } from './certificate/eku-missing-serverauth.ts';
import { ekuTransportMissingClientauth } from './certificate/eku-transport-missing-clientauth.ts';
import { expiredMaskedByPinning } from './certificate/expired-masked-by-pinning.ts';
import { kuWithoutDigitalsignature } from './certificate/ku-without-digitalsignature.ts';
import { leafExpired } from './certificate/leaf-expired.ts';
import { leafExpiring } from './certificate/leaf-expiring.ts';
import { leafIsCa } from './certificate/leaf-is-ca.ts';
import { leafNotYetValid } from './certificate/leaf-not-yet-valid.ts';
import { remoteOthernameMissing } from './certificate/remote-othername-missing.ts';
import { sanCnOnlyName } from './certificate/san-cn-only-name.ts';
import { sanEntryMalformed } from './certificate/san-entry-malformed.ts';
import { sanIpAsDns } from './certificate/san-ip-as-dns.ts';
import { sanIpMissing } from './certificate/san-ip-missing.ts';
import { sanMissing } from './certificate/san-missing.ts';
import { sanNameMismatch } from './certificate/san-name-mismatch.ts';
import { sanStaleAfterMove } from './certificate/san-stale-after-move.ts';
import { sanWildcardScope } from './certificate/san-wildcard-scope.ts';
import { selfSignedPerNode } from './certificate/self-signed-per-node.ts';
import { transportSharedCa } from './certificate/transport-shared-ca.ts';
import { trustLookalikeCa } from './certificate/trust-lookalike-ca.ts';
import { trustMissingIntermediate } from './certificate/trust-missing-intermediate.ts';
import { trustUnknownIssuer } from './certificate/trust-unknown-issuer.ts';
import { validityOutsideParents } from './certificate/validity-outside-parents.ts';
import { validityTooLongForBrowsers } from './certificate/validity-too-long-for-browsers.ts';
import { weakKey } from './certificate/weak-key.ts';
import { weakSignature } from './certificate/weak-signature.ts';
import { cipherSuitesCustomised } from './endpoint/cipher-suites-customised.ts';
import { clockSkew } from './endpoint/clock-skew.ts';
import { eceProxyDefaultOrIncompleteChain } from './endpoint/ece-proxy-default-or-incomplete-chain.ts';
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
import { proxySniMissing } from './endpoint/proxy-sni-missing.ts';
import { remoteCertModelDeprecated } from './endpoint/remote-cert-model-deprecated.ts';
import { remoteClusterServerDisabled } from './endpoint/remote-cluster-server-disabled.ts';
import { remotePortModelMismatch } from './endpoint/remote-port-model-mismatch.ts';
import { sanLocalhostOnly } from './endpoint/san-localhost-only.ts';
import { sanNatOrPublicAddress } from './endpoint/san-nat-or-public-address.ts';
import { sanPublishAddressMissing } from './endpoint/san-publish-address-missing.ts';
import { sha1HandshakeSignatures } from './endpoint/sha1-handshake-signatures.ts';
import { staleCertificateInMemory } from './endpoint/stale-certificate-in-memory.ts';
import { tlsHandshakeTimeout } from './endpoint/tls-handshake-timeout.ts';
import { tls13Missing } from './endpoint/tls13-missing.ts';
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
  proxySniMissing,
  transportReachablePublicly,
  remotePortModelMismatch,
  remoteClusterServerDisabled,
  // Client authentication
  transportClientAuthNotEnforced,
  transportClientAuthOptional,
  transportVerificationNone,
  transportTrustsPublicCas,
  transportSharedCa,
  httpVerificationNoneWithClientAuth,
  httpClientCertRequiredBySurprise,
  kibanaClientAuthWithoutCa,
  // Trust and chains
  certificateUnreadable,
  trustUnknownIssuer,
  trustLookalikeCa,
  trustMissingIntermediate,
  chainRefused,
  chainOrderInvalid,
  chainUnrelatedCertificate,
  chainRootIncluded,
  chainTooLong,
  selfSignedPerNode,
  leafIsCa,
  caReissuedSameKey,
  caExpired,
  caExpiring,
  caNotACa,
  caKeyusageWithoutCertsign,
  caWithoutKeyusage,
  akiSkiMismatch,
  remoteOthernameMissing,
  remoteCertModelDeprecated,
  eceProxyDefaultOrIncompleteChain,
  // Names
  sanMissing,
  sanNameMismatch,
  sanIpMissing,
  sanPublishAddressMissing,
  sanNatOrPublicAddress,
  sanIpAsDns,
  sanEntryMalformed,
  sanStaleAfterMove,
  sanLocalhostOnly,
  sanWildcardScope,
  sanCnOnlyName,
  hostnameUnderscore,
  eckServiceNameMissing,
  // Time
  leafExpired,
  leafExpiring,
  autoconfigHttpCertificate2y,
  leafNotYetValid,
  clockSkew,
  expiredMaskedByPinning,
  expiredButConnectionsAlive,
  staleCertificateInMemory,
  validityOutsideParents,
  validityTooLongForBrowsers,
  crlOcspUnreachableOrRevoked,
  // Keys, usages, algorithms, versions
  ekuTransportMissingClientauth,
  ekuMissingServerauth,
  kuWithoutDigitalsignature,
  keyCertificateMismatch,
  weakKey,
  weakSignature,
  sha1HandshakeSignatures,
  legacyProtocolEnabled,
  weakCipherAccepted,
  cipherSuitesCustomised,
  tls13Missing,
  ecCurveUnsupported,
  // Configuration
  defaultOrSampleCertificate,
];
