import { autoconfigHttpCertificate2y } from '../autoconfig-http-certificate-2y.ts';
import { caKeyusageWithoutCertsign } from '../ca-keyusage-without-certsign.ts';
import { caNotACa } from '../ca-not-a-ca.ts';
import { caReissuedSameKey } from '../ca-reissued-same-key.ts';
import { caWithoutKeyusage } from '../ca-without-keyusage.ts';
import { chainTooLong } from '../chain-too-long.ts';
import { defaultOrSampleCertificate } from '../default-or-sample-certificate.ts';
import { ecCurveUnsupported } from '../ec-curve-unsupported.ts';
import { ekuMissingServerauth } from '../eku-missing-serverauth.ts';
import { ekuTransportMissingClientauth } from '../eku-transport-missing-clientauth.ts';
import { expiredMaskedByPinning } from '../expired-masked-by-pinning.ts';
import { kuWithoutDigitalsignature } from '../ku-without-digitalsignature.ts';
import { leafExpired } from '../leaf-expired.ts';
import { leafExpiring } from '../leaf-expiring.ts';
import { leafIsCa } from '../leaf-is-ca.ts';
import { leafNotYetValid } from '../leaf-not-yet-valid.ts';
import type { Rule, SetupRule } from '../rule.ts';
import { selfSignedPerNode } from '../self-signed-per-node.ts';
import { transportSharedCa } from '../transport-shared-ca.ts';
import { validityOutsideParents } from '../validity-outside-parents.ts';
import { validityTooLongForBrowsers } from '../validity-too-long-for-browsers.ts';
import { weakKey } from '../weak-key.ts';
import { weakSignature } from '../weak-signature.ts';
import { judgeShown, type Side } from './judge-shown.ts';

/** An endpoint's rule on certificates, asked of those in files: as if the endpoint served them. */
function setupForm(rule: Rule, side: Side): SetupRule {
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
