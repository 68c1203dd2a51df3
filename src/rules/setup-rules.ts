import type { SetupRule } from './rule.ts';
import { autoconfigBlockConflict } from './setup/autoconfig-block-conflict.ts';
import { bootstrapTlsMissing } from './setup/bootstrap-tls-missing.ts';
import {
  chainRules,
  dateRules,
  defaultOrSampleCertificateInSetup,
  transportSharedCaInSetup,
  usageRules,
} from './setup/certificate-rules.ts';
import { chainOrderInvalidInSetup } from './setup/chain-order-invalid.ts';
import { chainUnrelatedCertificateInSetup } from './setup/chain-unrelated-certificate.ts';
import { ciphersUnsupportedByJvm } from './setup/ciphers-unsupported-by-jvm.ts';
import { conflictingKeySettings } from './setup/conflicting-key-settings.ts';
import { conflictingPasswords } from './setup/conflicting-passwords.ts';
import { conflictingTrustSettings } from './setup/conflicting-trust-settings.ts';
import { diagnoseTrustDisabled } from './setup/diagnose-trust-disabled.ts';
import { fileMissing } from './setup/file-missing.ts';
import { fileNotReadable } from './setup/file-not-readable.ts';
import { fileOutsideConfigDir } from './setup/file-outside-config-dir.ts';
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
import { kibanaEsMtlsAndPassword } from './setup/kibana-es-mtls-and-password.ts';
import { kibanaEsMtlsHalfConfigured } from './setup/kibana-es-mtls-half-configured.ts';
import { kibanaLegacyPkcs12 } from './setup/kibana-legacy-pkcs12.ts';
import { kibanaVerificationWeakened } from './setup/kibana-verification-weakened.ts';
import { passwordInYaml } from './setup/password-in-yaml.ts';
import { pemEmpty } from './setup/pem-empty.ts';
import { pemKeyEncrypted } from './setup/pem-key-encrypted.ts';
import { pemKeyUnsupported } from './setup/pem-key-unsupported.ts';
import { pemNotACertificate } from './setup/pem-not-a-certificate.ts';
import { privateKeyWorldReadable } from './setup/private-key-world-readable.ts';
import { securityDisabled } from './setup/security-disabled.ts';
import { singleNodeExempt } from './setup/single-node-exempt.ts';
import { sslEnabledFalseExplicit } from './setup/ssl-enabled-false-explicit.ts';
import { sslEnabledWithoutKey } from './setup/ssl-enabled-without-key.ts';
import { sslSettingsWithoutEnabled } from './setup/ssl-settings-without-enabled.ts';
import { tokenServiceWithoutHttps } from './setup/token-service-without-https.ts';
import { transportVerificationNoneInSetup } from './setup/transport-verification-none.ts';
import { truststoreNoAnchors } from './setup/truststore-no-anchors.ts';
import { unknownSslSetting } from './setup/unknown-ssl-setting.ts';
import { weakStorePassword } from './setup/weak-store-password.ts';
import { yamlShapeOverrides } from './setup/yaml-shape-overrides.ts';

/** Every rule that the files of a node or a Kibana can show, in the order of the catalogue. */
export const setupRules: readonly SetupRule[] = [
  // What answers
  // Client authentication
  transportVerificationNoneInSetup,
  transportSharedCaInSetup,
  kibanaEsMtlsHalfConfigured,
  kibanaEsMtlsAndPassword,
  kibanaAlwaysPresentCertificate,
  kibanaClientAuthWithoutCaInSetup,
  // Trust and chains
  ...chainRules,
  chainOrderInvalidInSetup,
  chainUnrelatedCertificateInSetup,
  truststoreNoAnchors,
  kibanaVerificationWeakened,
  // Names
  // Time
  ...dateRules,
  // Keys, usages, algorithms, versions
  ...usageRules,
  keyCertificateMismatchInSetup,
  ciphersUnsupportedByJvm,
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
  defaultOrSampleCertificateInSetup,
  bootstrapTlsMissing,
  singleNodeExempt,
  tokenServiceWithoutHttps,
  diagnoseTrustDisabled,
  javaSecurityOverridden,
  javaxNetSslProperties,
];
