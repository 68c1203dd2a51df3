import type { SetupRule } from './framework/rule.ts';
import { autoconfigBlockConflict } from './setup/autoconfig-block-conflict.ts';
import { autoconfigSkipped } from './setup/autoconfig-skipped.ts';
import { bootstrapTlsMissing } from './setup/bootstrap-tls-missing.ts';
import { caPrivateKeyOnNodes } from './setup/ca-private-key-on-nodes.ts';
import { ciphersUnsupportedByJvm } from './setup/ciphers-unsupported-by-jvm.ts';
import {
  chainRulesInSetup,
  clientTrustRulesInSetup,
  dateRulesInSetup,
  nameRulesInSetup,
  publicKeyRulesInSetup,
  usageRulesInSetup,
} from './setup/configured-certificate-rules.ts';
import { conflictingKeySettings } from './setup/conflicting-key-settings.ts';
import { conflictingPasswords } from './setup/conflicting-passwords.ts';
import { conflictingTrustSettings } from './setup/conflicting-trust-settings.ts';
import { diagnoseTrustDisabled } from './setup/diagnose-trust-disabled.ts';
import { discoverySingleNode } from './setup/discovery-single-node.ts';
import { ekuClientMissingClientauth } from './setup/eku-client-missing-clientauth.ts';
import { enrollmentImpossible } from './setup/enrollment-impossible.ts';
import { fileMissing } from './setup/file-missing.ts';
import { fileNotReadable } from './setup/file-not-readable.ts';
import { fileOutsideConfigDir } from './setup/file-outside-config-dir.ts';
import { fipsIncompatible } from './setup/fips-incompatible.ts';
import { hostnameUnderscoreInSetup } from './setup/hostname-underscore.ts';
import { httpPlaintextInSetup } from './setup/http-plaintext.ts';
import { httpVerificationNoneWithClientAuthInSetup } from './setup/http-verification-none-with-client-auth.ts';
import { javaSecurityOverridden } from './setup/java-security-overridden.ts';
import { javaxNetSslProperties } from './setup/javax-net-ssl-properties.ts';
import { keyCertificateMismatchInSetup } from './setup/key-certificate-mismatch.ts';
import { keystorePasswordNotStored } from './setup/keystore-password-not-stored.ts';
import { keystorePasswordWrong } from './setup/keystore-password-wrong.ts';
import { keystoreSeveralKeys } from './setup/keystore-several-keys.ts';
import { keystoreTypeMismatch } from './setup/keystore-type-mismatch.ts';
import { keystoreWithoutPrivateKey } from './setup/keystore-without-private-key.ts';
import { kibanaAlwaysPresentCertificate } from './setup/kibana-always-present-certificate.ts';
import { kibanaClientAuthWithoutCaInSetup } from './setup/kibana-client-auth-without-ca.ts';
import { kibanaEnrollmentCaStale } from './setup/kibana-enrollment-ca-stale.ts';
import { kibanaEsMtlsAndPassword } from './setup/kibana-es-mtls-and-password.ts';
import { kibanaEsMtlsHalfConfigured } from './setup/kibana-es-mtls-half-configured.ts';
import { kibanaLegacyPkcs12 } from './setup/kibana-legacy-pkcs12.ts';
import { kibanaMissingEsCa } from './setup/kibana-missing-es-ca.ts';
import { kibanaPlaintextInSetup } from './setup/kibana-plaintext.ts';
import { kibanaPublicUrlMismatch } from './setup/kibana-public-url-mismatch.ts';
import { kibanaTrustsWrongLink } from './setup/kibana-trusts-wrong-link.ts';
import { kibanaVerificationWeakened } from './setup/kibana-verification-weakened.ts';
import { layersExpireApartInSetup } from './setup/layers-expire-apart.ts';
import { legacyProtocolEnabledInSetup } from './setup/legacy-protocol-enabled.ts';
import { legacyProtocolListedButDead } from './setup/legacy-protocol-listed-but-dead.ts';
import { noCommonCipherInSetup } from './setup/no-common-cipher.ts';
import { passwordInYaml } from './setup/password-in-yaml.ts';
import { pemEmpty } from './setup/pem-empty.ts';
import { pemKeyEncrypted } from './setup/pem-key-encrypted.ts';
import { pemKeyUnsupported } from './setup/pem-key-unsupported.ts';
import { pemNotACertificate } from './setup/pem-not-a-certificate.ts';
import { pemPairOutOfStep } from './setup/pem-pair-out-of-step.ts';
import { pemTextInPlaceOfPath } from './setup/pem-text-in-place-of-path.ts';
import { pkiRealmWithoutClientAuth } from './setup/pki-realm-without-client-auth.ts';
import { privateKeyWorldReadable } from './setup/private-key-world-readable.ts';
import { remoteCertModelDeprecatedInSetup } from './setup/remote-cert-model-deprecated.ts';
import { remoteClusterServerDisabledInSetup } from './setup/remote-cluster-server-disabled.ts';
import { remotePortModelMismatchInSetup } from './setup/remote-port-model-mismatch.ts';
import { remoteTrustMissing } from './setup/remote-trust-missing.ts';
import { sameCertificateHttpAndTransportInSetup } from './setup/same-certificate-http-and-transport.ts';
import { securityDisabled } from './setup/security-disabled.ts';
import { seedHostsMissing } from './setup/seed-hosts-missing.ts';
import { singleNodeExempt } from './setup/single-node-exempt.ts';
import { sslEnabledFalseExplicit } from './setup/ssl-enabled-false-explicit.ts';
import { sslEnabledWithoutKey } from './setup/ssl-enabled-without-key.ts';
import { sslSettingsWithoutEnabled } from './setup/ssl-settings-without-enabled.ts';
import { staleCertificateInMemoryInSetup } from './setup/stale-certificate-in-memory.ts';
import { tokenServiceWithoutHttps } from './setup/token-service-without-https.ts';
import { transportBoundToLocalhost } from './setup/transport-bound-to-localhost.ts';
import { transportClientAuthNotEnforcedInSetup } from './setup/transport-client-auth-not-enforced.ts';
import { transportClientAuthOptionalInSetup } from './setup/transport-client-auth-optional.ts';
import { transportPlaintextInSetup } from './setup/transport-plaintext.ts';
import { transportProfileWeakensAuth } from './setup/transport-profile-weakens-auth.ts';
import { transportTrustsPublicCasInSetup } from './setup/transport-trusts-public-cas.ts';
import { transportVerificationCertificateOnly } from './setup/transport-verification-certificate-only.ts';
import { transportVerificationNoneInSetup } from './setup/transport-verification-none.ts';
import { truststoreNoAnchors } from './setup/truststore-no-anchors.ts';
import { truststorePinsLeaf } from './setup/truststore-pins-leaf.ts';
import { unknownSslSetting } from './setup/unknown-ssl-setting.ts';
import { upgradeTlsBreakers } from './setup/upgrade-tls-breakers.ts';
import { verificationFullWithSharedCertificate } from './setup/verification-full-with-shared-certificate.ts';
import { weakStorePassword } from './setup/weak-store-password.ts';
import { yamlShapeOverrides } from './setup/yaml-shape-overrides.ts';

/** Every rule that the files of a node or a Kibana can show, in the order of the catalogue. */
export const setupRules: readonly SetupRule[] = [
  // What answers
  transportPlaintextInSetup,
  httpPlaintextInSetup,
  kibanaPlaintextInSetup,
  remotePortModelMismatchInSetup,
  remoteClusterServerDisabledInSetup,
  // Client authentication
  transportClientAuthNotEnforcedInSetup,
  transportClientAuthOptionalInSetup,
  transportVerificationNoneInSetup,
  transportTrustsPublicCasInSetup,
  ...clientTrustRulesInSetup,
  transportProfileWeakensAuth,
  httpVerificationNoneWithClientAuthInSetup,
  pkiRealmWithoutClientAuth,
  kibanaEsMtlsHalfConfigured,
  kibanaEsMtlsAndPassword,
  kibanaAlwaysPresentCertificate,
  kibanaClientAuthWithoutCaInSetup,
  // Trust and chains
  ...chainRulesInSetup,
  caPrivateKeyOnNodes,
  truststoreNoAnchors,
  truststorePinsLeaf,
  kibanaMissingEsCa,
  kibanaTrustsWrongLink,
  kibanaVerificationWeakened,
  kibanaEnrollmentCaStale,
  remoteTrustMissing,
  remoteCertModelDeprecatedInSetup,
  // Names
  ...nameRulesInSetup,
  hostnameUnderscoreInSetup,
  verificationFullWithSharedCertificate,
  transportVerificationCertificateOnly,
  kibanaPublicUrlMismatch,
  // Time
  ...dateRulesInSetup,
  staleCertificateInMemoryInSetup,
  pemPairOutOfStep,
  layersExpireApartInSetup,
  // Keys, usages, algorithms, versions
  ...usageRulesInSetup,
  ekuClientMissingClientauth,
  keyCertificateMismatchInSetup,
  legacyProtocolEnabledInSetup,
  legacyProtocolListedButDead,
  noCommonCipherInSetup,
  ciphersUnsupportedByJvm,
  fipsIncompatible,
  kibanaLegacyPkcs12,
  // Configuration and files
  securityDisabled,
  sslSettingsWithoutEnabled,
  sslEnabledWithoutKey,
  sslEnabledFalseExplicit,
  conflictingKeySettings,
  conflictingTrustSettings,
  conflictingPasswords,
  yamlShapeOverrides,
  autoconfigBlockConflict,
  unknownSslSetting,
  keystorePasswordWrong,
  keystorePasswordNotStored,
  keystoreTypeMismatch,
  keystoreWithoutPrivateKey,
  keystoreSeveralKeys,
  pemTextInPlaceOfPath,
  pemKeyUnsupported,
  pemKeyEncrypted,
  pemNotACertificate,
  pemEmpty,
  fileMissing,
  fileNotReadable,
  fileOutsideConfigDir,
  privateKeyWorldReadable,
  passwordInYaml,
  weakStorePassword,
  sameCertificateHttpAndTransportInSetup,
  ...publicKeyRulesInSetup,
  autoconfigSkipped,
  transportBoundToLocalhost,
  discoverySingleNode,
  seedHostsMissing,
  enrollmentImpossible,
  bootstrapTlsMissing,
  singleNodeExempt,
  tokenServiceWithoutHttps,
  diagnoseTrustDisabled,
  javaSecurityOverridden,
  javaxNetSslProperties,
  upgradeTlsBreakers,
];
