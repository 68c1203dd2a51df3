import { autoconfigHttpCertificate2y } from '../certificate/autoconfig-http-certificate-2y.ts';
import { caKeyusageWithoutCertsign } from '../certificate/ca-keyusage-without-certsign.ts';
import { caNotACa } from '../certificate/ca-not-a-ca.ts';
import { caReissuedSameKey } from '../certificate/ca-reissued-same-key.ts';
import { caWithoutKeyusage } from '../certificate/ca-without-keyusage.ts';
import { chainTooLong } from '../certificate/chain-too-long.ts';
import { defaultOrSampleCertificate } from '../certificate/default-or-sample-certificate.ts';
import { ecCurveUnsupported } from '../certificate/ec-curve-unsupported.ts';
import { ekuMissingServerauth } from '../certificate/eku-missing-serverauth.ts';
import { ekuTransportMissingClientauth } from '../certificate/eku-transport-missing-clientauth.ts';
import { expiredMaskedByPinning } from '../certificate/expired-masked-by-pinning.ts';
import { kuWithoutDigitalsignature } from '../certificate/ku-without-digitalsignature.ts';
import { leafExpired } from '../certificate/leaf-expired.ts';
import { leafExpiring } from '../certificate/leaf-expiring.ts';
import { leafIsCa } from '../certificate/leaf-is-ca.ts';
import { leafNotYetValid } from '../certificate/leaf-not-yet-valid.ts';
import { selfSignedPerNode } from '../certificate/self-signed-per-node.ts';
import { transportSharedCa } from '../certificate/transport-shared-ca.ts';
import { validityOutsideParents } from '../certificate/validity-outside-parents.ts';
import { validityTooLongForBrowsers } from '../certificate/validity-too-long-for-browsers.ts';
import { weakKey } from '../certificate/weak-key.ts';
import { weakSignature } from '../certificate/weak-signature.ts';
import type { CertificateRule, SetupRule } from '../framework/rule.ts';
import { judgeShown, type Side } from './judge-shown.ts';

/** An endpoint's rule on certificates, asked of those in files: as if the endpoint served them. */
function setupForm(rule: CertificateRule, side: Side): SetupRule {
  const { judge, ...text } = rule;
  return { ...text, products: ['elasticsearch', 'kibana'], judge: (evidence) => judgeShown(evidence, rule, side) };
}

/** Chains, and the CAs above. */
export const chainRules: readonly SetupRule[] = [
  setupForm(chainTooLong, 'both'),
  setupForm(selfSignedPerNode, 'listener'),
  setupForm(leafIsCa, 'both'),
  setupForm(caReissuedSameKey, 'listener'),
  setupForm(caNotACa, 'both'),
  setupForm(caKeyusageWithoutCertsign, 'both'),
  setupForm(caWithoutKeyusage, 'listener'),
];

/** Whom transport trusts beyond the cluster. */
export const transportSharedCaInSetup: SetupRule = setupForm(transportSharedCa, 'listener');

/** Dates. */
export const dateRules: readonly SetupRule[] = [
  setupForm(leafExpired, 'both'),
  setupForm(leafExpiring, 'both'),
  setupForm(autoconfigHttpCertificate2y, 'listener'),
  setupForm(leafNotYetValid, 'both'),
  setupForm(expiredMaskedByPinning, 'listener'),
  setupForm(validityOutsideParents, 'both'),
  setupForm(validityTooLongForBrowsers, 'listener'),
];

/** Usages, keys and algorithms. */
export const usageRules: readonly SetupRule[] = [
  setupForm(ekuTransportMissingClientauth, 'listener'),
  setupForm(ekuMissingServerauth, 'listener'),
  setupForm(kuWithoutDigitalsignature, 'listener'),
  setupForm(weakKey, 'both'),
  setupForm(weakSignature, 'both'),
  setupForm(ecCurveUnsupported, 'both'),
];

/** Keys that are public. */
export const defaultOrSampleCertificateInSetup: SetupRule = setupForm(defaultOrSampleCertificate, 'both');
