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
import { chainTooLong } from './certificate/chain-too-long.ts';
import { chainUnrelatedCertificate } from './certificate/chain-unrelated-certificate.ts';
import { defaultOrSampleCertificate } from './certificate/default-or-sample-certificate.ts';
import { ecCurveUnsupported } from './certificate/ec-curve-unsupported.ts';
import { eceRouteServerNotRenewed } from './certificate/ece-route-server-not-renewed.ts';
import { eckOperatorNotRotating } from './certificate/eck-operator-not-rotating.ts';
import { ekuMissingServerauth } from './certificate/eku-missing-serverauth.ts';
import { ekuTransportMissingClientauth } from './certificate/eku-transport-missing-clientauth.ts';
import { expiredMaskedByPinning } from './certificate/expired-masked-by-pinning.ts';
import { kuWithoutDigitalsignature } from './certificate/ku-without-digitalsignature.ts';
import { leafExpired } from './certificate/leaf-expired.ts';
import { leafExpiring } from './certificate/leaf-expiring.ts';
import { leafIsCa } from './certificate/leaf-is-ca.ts';
import { leafNotYetValid } from './certificate/leaf-not-yet-valid.ts';
import { remoteOthernameMissing } from './certificate/remote-othername-missing.ts';
import { sanEntryMalformed } from './certificate/san-entry-malformed.ts';
import { sanIpAsDns } from './certificate/san-ip-as-dns.ts';
import { sanMissing } from './certificate/san-missing.ts';
import { sanWildcardScope } from './certificate/san-wildcard-scope.ts';
import { selfSignedPerNode } from './certificate/self-signed-per-node.ts';
import { transportSharedCa } from './certificate/transport-shared-ca.ts';
import { trustLookalikeCa } from './certificate/trust-lookalike-ca.ts';
import { trustMissingIntermediate } from './certificate/trust-missing-intermediate.ts';
import { trustUnknownIssuer } from './certificate/trust-unknown-issuer.ts';
import { upgradeJdk26ExpiredOwnCertificate } from './certificate/upgrade-jdk26-expired-own-certificate.ts';
import { upgradeJdk26Sha1Root } from './certificate/upgrade-jdk26-sha1-root.ts';
import { validityOutsideParents } from './certificate/validity-outside-parents.ts';
import { validityTooLongForBrowsers } from './certificate/validity-too-long-for-browsers.ts';
import { weakKey } from './certificate/weak-key.ts';
import { weakSignature } from './certificate/weak-signature.ts';
import type { CertificateRule } from './framework/rule.ts';

/** Whom the holder trusts. */
export const clientTrustRules: readonly CertificateRule[] = [transportSharedCa];

/** Chains, and the CAs above. */
export const chainRules: readonly CertificateRule[] = [
  certificateUnreadable,
  trustUnknownIssuer,
  trustLookalikeCa,
  trustMissingIntermediate,
  chainOrderInvalid,
  chainUnrelatedCertificate,
  chainTooLong,
  selfSignedPerNode,
  leafIsCa,
  upgradeJdk26Sha1Root,
  caReissuedSameKey,
  caExpired,
  caExpiring,
  caNotACa,
  caKeyusageWithoutCertsign,
  caWithoutKeyusage,
  akiSkiMismatch,
  remoteOthernameMissing,
];

/** Names. */
export const nameRules: readonly CertificateRule[] = [sanMissing, sanIpAsDns, sanEntryMalformed, sanWildcardScope];

/** Dates. */
export const dateRules: readonly CertificateRule[] = [
  leafExpired,
  leafExpiring,
  eckOperatorNotRotating,
  eceRouteServerNotRenewed,
  autoconfigHttpCertificate2y,
  leafNotYetValid,
  expiredMaskedByPinning,
  upgradeJdk26ExpiredOwnCertificate,
  validityOutsideParents,
  validityTooLongForBrowsers,
];

/** Usages, keys and algorithms. */
export const usageRules: readonly CertificateRule[] = [
  ekuTransportMissingClientauth,
  ekuMissingServerauth,
  kuWithoutDigitalsignature,
  weakKey,
  weakSignature,
  ecCurveUnsupported,
];

/** Keys that everybody has. */
export const publicKeyRules: readonly CertificateRule[] = [defaultOrSampleCertificate];

/** Every rule on certificates, wherever they are found. */
export const certificateRules: readonly CertificateRule[] = [
  ...clientTrustRules,
  ...chainRules,
  ...nameRules,
  ...dateRules,
  ...usageRules,
  ...publicKeyRules,
];
