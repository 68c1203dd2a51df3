import { akiSkiMismatch } from './aki-ski-mismatch.ts';
import { autoconfigHttpCertificate2y } from './autoconfig-http-certificate-2y.ts';
import { caExpired } from './ca-expired.ts';
import { caExpiring } from './ca-expiring.ts';
import { caKeyusageWithoutCertsign } from './ca-keyusage-without-certsign.ts';
import { caNotACa } from './ca-not-a-ca.ts';
import { caReissuedSameKey } from './ca-reissued-same-key.ts';
import { caWithoutKeyusage } from './ca-without-keyusage.ts';
import { certificateUnreadable } from './certificate-unreadable.ts';
import { chainOrderInvalid } from './chain-order-invalid.ts';
import { chainRefused } from './chain-refused.ts';
import { chainRootIncluded } from './chain-root-included.ts';
import { chainTooLong } from './chain-too-long.ts';
import { chainUnrelatedCertificate } from './chain-unrelated-certificate.ts';
import { cipherSuitesCustomised } from './cipher-suites-customised.ts';
import { clockSkew } from './clock-skew.ts';
import { crlOcspUnreachableOrRevoked } from './crl-ocsp-unreachable-or-revoked.ts';
import { defaultOrSampleCertificate } from './default-or-sample-certificate.ts';
import { ecCurveUnsupported } from './ec-curve-unsupported.ts';
import { eceProxyDefaultOrIncompleteChain } from './ece-proxy-default-or-incomplete-chain.ts';
import { eckServiceNameMissing } from './eck-service-name-missing.ts';
import { ekuMissingServerauth } from './eku-missing-serverauth.ts';
import { ekuTransportMissingClientauth } from './eku-transport-missing-clientauth.ts';
import { expiredButConnectionsAlive } from './expired-but-connections-alive.ts';
import { expiredMaskedByPinning } from './expired-masked-by-pinning.ts';
import { hostnameUnderscore } from './hostname-underscore.ts';
import { httpClientCertRequiredBySurprise } from './http-client-cert-required-by-surprise.ts';
import { httpPlaintext } from './http-plaintext.ts';
import { httpVerificationNoneWithClientAuth } from './http-verification-none-with-client-auth.ts';
import { keyCertificateMismatch } from './key-certificate-mismatch.ts';
import { kibanaClientAuthWithoutCa } from './kibana-client-auth-without-ca.ts';
import { kibanaPlaintext } from './kibana-plaintext.ts';
import { kuWithoutDigitalsignature } from './ku-without-digitalsignature.ts';
import { leafExpired } from './leaf-expired.ts';
import { leafExpiring } from './leaf-expiring.ts';
import { leafIsCa } from './leaf-is-ca.ts';
import { leafNotYetValid } from './leaf-not-yet-valid.ts';
import { legacyProtocolEnabled } from './legacy-protocol-enabled.ts';
import { managedEndpointIntercepted } from './managed-endpoint-intercepted.ts';
import { proxySniMissing } from './proxy-sni-missing.ts';
import { remoteCertModelDeprecated } from './remote-cert-model-deprecated.ts';
import { remoteClusterServerDisabled } from './remote-cluster-server-disabled.ts';
import { remoteOthernameMissing } from './remote-othername-missing.ts';
import { remotePortModelMismatch } from './remote-port-model-mismatch.ts';
import type { Rule } from './rule.ts';
import { sanCnOnlyName } from './san-cn-only-name.ts';
import { sanEntryMalformed } from './san-entry-malformed.ts';
import { sanIpAsDns } from './san-ip-as-dns.ts';
import { sanIpMissing } from './san-ip-missing.ts';
import { sanLocalhostOnly } from './san-localhost-only.ts';
import { sanMissing } from './san-missing.ts';
import { sanNameMismatch } from './san-name-mismatch.ts';
import { sanNatOrPublicAddress } from './san-nat-or-public-address.ts';
import { sanPublishAddressMissing } from './san-publish-address-missing.ts';
import { sanStaleAfterMove } from './san-stale-after-move.ts';
import { sanWildcardScope } from './san-wildcard-scope.ts';
import { selfSignedPerNode } from './self-signed-per-node.ts';
import { sha1HandshakeSignatures } from './sha1-handshake-signatures.ts';
import { staleCertificateInMemory } from './stale-certificate-in-memory.ts';
import { tlsHandshakeTimeout } from './tls-handshake-timeout.ts';
import { tls13Missing } from './tls13-missing.ts';
import { transportClientAuthNotEnforced } from './transport-client-auth-not-enforced.ts';
import { transportClientAuthOptional } from './transport-client-auth-optional.ts';
import { transportPlaintext } from './transport-plaintext.ts';
import { transportReachablePublicly } from './transport-reachable-publicly.ts';
import { transportSharedCa } from './transport-shared-ca.ts';
import { transportTrustsPublicCas } from './transport-trusts-public-cas.ts';
import { transportVerificationNone } from './transport-verification-none.ts';
import { trustLookalikeCa } from './trust-lookalike-ca.ts';
import { trustMissingIntermediate } from './trust-missing-intermediate.ts';
import { trustUnknownIssuer } from './trust-unknown-issuer.ts';
import { validityOutsideParents } from './validity-outside-parents.ts';
import { validityTooLongForBrowsers } from './validity-too-long-for-browsers.ts';
import { weakCipherAccepted } from './weak-cipher-accepted.ts';
import { weakKey } from './weak-key.ts';
import { weakSignature } from './weak-signature.ts';

/** Every rule that can be judged from one endpoint, in the order of the catalogue. */
export const endpointRules: readonly Rule[] = [
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
