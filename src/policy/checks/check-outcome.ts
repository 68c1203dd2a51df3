import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Finding, Unknown } from '../../model/finding.ts';
import type { PolicyReason } from '../../model/reasons/policy-reason.ts';

/** One endpoint as a policy looks at it: what it showed, and what the rules made of that. */
export type PolicySubject = {
  readonly label: string;
  readonly evidence: EndpointEvidence;
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
};

/** What one check makes of one endpoint. `found`: what is there and should not be, or should be and is not. */
export type CheckOutcome =
  | { readonly kind: 'met' | 'not-applicable' }
  | { readonly kind: 'broken'; readonly found: readonly string[] }
  | { readonly kind: 'undetermined'; readonly because: PolicyReason | Unknown };

export const met: CheckOutcome = { kind: 'met' };
export const notApplicable: CheckOutcome = { kind: 'not-applicable' };

/** Broken where anything was found; otherwise as given. */
export function brokenBy(found: readonly string[], otherwise: CheckOutcome = met): CheckOutcome {
  return found.length > 0 ? { kind: 'broken', found: [...new Set(found)] } : otherwise;
}

export function undetermined(because: PolicyReason | Unknown): CheckOutcome {
  return { kind: 'undetermined', because };
}
