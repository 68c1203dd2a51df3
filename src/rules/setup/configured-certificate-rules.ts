import { ruleText } from '../../model/rule-text.ts';
import { chainRules, clientTrustRules, dateRules, nameRules, publicKeyRules, usageRules } from '../certificate-rules.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import type { CertificateRule, SetupRule } from '../framework/rule.ts';
import { akiSkiMismatchInSetup } from './aki-ski-mismatch.ts';
import { caExpiredInSetup } from './ca-expired.ts';
import { caExpiringInSetup } from './ca-expiring.ts';
import { caReissuedSameKeyInSetup } from './ca-reissued-same-key.ts';
import { chainOrderInvalidInSetup } from './chain-order-invalid.ts';
import { chainUnrelatedCertificateInSetup } from './chain-unrelated-certificate.ts';
import { remoteOthernameMissingInSetup } from './remote-othername-missing.ts';
import { sanMissingInSetup } from './san-missing.ts';
import { sanPublishAddressMissingInSetup } from './san-publish-address-missing.ts';
import { trustLookalikeCaInSetup } from './trust-lookalike-ca.ts';
import { trustMissingIntermediateInSetup } from './trust-missing-intermediate.ts';
import { trustUnknownIssuerInSetup } from './trust-unknown-issuer.ts';
import { upgradeJdk26ExpiredOwnCertificateInSetup } from './upgrade-jdk26-expired-own-certificate.ts';

/** Where the files of a node tell more than its certificate does, such as whom it trusts, the rule looks at that as well. */
const withSettings: ReadonlyMap<string, SetupRule> = new Map(
  [
    trustUnknownIssuerInSetup,
    trustLookalikeCaInSetup,
    trustMissingIntermediateInSetup,
    akiSkiMismatchInSetup,
    caReissuedSameKeyInSetup,
    chainOrderInvalidInSetup,
    chainUnrelatedCertificateInSetup,
    caExpiredInSetup,
    caExpiringInSetup,
    remoteOthernameMissingInSetup,
    sanMissingInSetup,
    upgradeJdk26ExpiredOwnCertificateInSetup,
  ].map((rule) => [rule.id, rule]),
);

/** A rule on certificates, asked of those in files: as if they were shown already. */
function setupForm(rule: CertificateRule): SetupRule {
  return (
    withSettings.get(rule.id) ?? {
      ...ruleText(rule),
      products: ['elasticsearch', 'kibana'],
      judge: (evidence) => judgeConfigured(evidence, rule),
    }
  );
}

function setupForms(rules: readonly CertificateRule[]): readonly SetupRule[] {
  return rules.map(setupForm);
}

/** Whom transport trusts beyond the cluster. */
export const clientTrustRulesInSetup = setupForms(clientTrustRules);

/** Chains, and the CAs above. */
export const chainRulesInSetup = setupForms(chainRules);

/** Names. */
export const nameRulesInSetup: readonly SetupRule[] = [...setupForms(nameRules), sanPublishAddressMissingInSetup];

/** Dates. */
export const dateRulesInSetup = setupForms(dateRules);

/** Usages, keys and algorithms. */
export const usageRulesInSetup = setupForms(usageRules);

/** Keys that are public. */
export const publicKeyRulesInSetup = setupForms(publicKeyRules);
