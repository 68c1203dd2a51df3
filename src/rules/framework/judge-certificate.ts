import type { CertificateEvidence } from '../../model/evidence.ts';
import type { RuleText } from '../../model/rule-text.ts';
import type { Severity } from '../../model/severity.ts';
import { askRule } from './ask-rule.ts';
import type { CertificateRule, Outcome } from './rule.ts';

/** What one rule found wrong with a certificate. */
export type CertificateFinding = {
  readonly rule: RuleText;
  readonly severity: Severity;
  readonly outcome: Extract<Outcome, { readonly kind: 'finding' }>;
};

/** Whether a rule has a say where a certificate is shown. One that lies in a file may be for any port, so that each rule is asked of it. */
export function hasSay(rule: CertificateRule, { channel, use }: Pick<CertificateEvidence, 'channel' | 'use'>): boolean {
  if (use === 'client' && rule.ofServers === true) return false;
  return use === 'at-rest' || rule.channels.includes(channel);
}

/** What is wrong with a certificate, in the order of the rules. One that could not judge it says nothing. */
export function certificateFindings(rules: readonly CertificateRule[], evidence: CertificateEvidence): CertificateFinding[] {
  return rules.flatMap((rule) => {
    const outcome = hasSay(rule, evidence) ? askRule(rule, evidence) : null;
    return outcome?.kind === 'finding' ? [{ rule, severity: outcome.severity ?? rule.severity, outcome }] : [];
  });
}
