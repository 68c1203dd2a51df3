import type { CertificateEvidence } from '../../model/evidence.ts';
import { trustMissingIntermediate } from '../certificate/trust-missing-intermediate.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import type { SetupRule } from '../framework/rule.ts';

const { judge, ...text } = trustMissingIntermediate;

/** Whether the files hold what the process has to send beside its certificate. */
export const trustMissingIntermediateInSetup: SetupRule = {
  ...text,
  products: ['elasticsearch', 'kibana'],
  judge: (evidence) => judgeConfigured(evidence, { ...text, judge: (shown) => judge(asGiven(shown)) }),
};

/** Without the names of a CertificateRequest: from a port they tell which CA is a root, of a setup they are its own trust once more. */
export function asGiven(evidence: CertificateEvidence): CertificateEvidence {
  return { ...evidence, acceptableIssuers: null };
}
