import type { PathFault } from '../../model/reasons/path-fault.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';

const anyPolicy = '2.5.29.32.0';

/**
 * Why the policies of a path refuse it (RFC 5280 §6.1, with any-policy as what the user accepts and nothing required at first); null where they do not.
 * `path` is leaf first and ends before the anchor. The valid policy tree is kept as one set a level: only whether it is empty is asked, and a tree
 * can be made to grow without bound (CVE-2023-0464).
 */
export function policyFault(path: readonly ParsedCertificate[]): PathFault | null {
  const count = path.length;
  let explicit = count + 1;
  let mapping = count + 1;
  let inhibitAny = count + 1;
  /** The policies that the level above leaves acceptable below it; null once there are none. */
  let expected: Set<string> | null = new Set([anyPolicy]);
  for (let i = count - 1; i >= 0; i--) {
    const certificate = path[i];
    if (certificate === undefined) break;
    const { certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy } = certificate.extensions;
    const final = i === 0;
    const { selfIssued } = certificate.certificate;
    if (certificatePolicies === null) expected = null;
    if (expected !== null && certificatePolicies !== null)
      expected = level(expected, certificatePolicies, inhibitAny > 0 || (!final && selfIssued));
    if (explicit === 0 && expected === null) {
      return { code: 'path-policy-ends', subject: certificate.certificate.subject };
    }
    if (final) {
      if (policyConstraints?.requireExplicit === 0) explicit = 0;
      else if (explicit > 0) explicit--;
      continue;
    }
    if (policyMappings !== null) {
      if (policyMappings.some(({ issuerDomain, subjectDomain }) => issuerDomain === anyPolicy || subjectDomain === anyPolicy)) {
        return { code: 'path-maps-any-policy', subject: certificate.certificate.subject };
      }
      expected = expected === null ? null : mapped(expected, policyMappings, mapping > 0);
    }
    if (!selfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    explicit = Math.min(explicit, policyConstraints?.requireExplicit ?? explicit);
    mapping = Math.min(mapping, policyConstraints?.inhibitMapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, inhibitAnyPolicy ?? inhibitAny);
  }
  if (explicit === 0 && expected === null) return { code: 'path-without-policy' };
  return null;
}

/** Steps (d)(1) to (3): what of a certificate's policies the level above allows. */
function level(expected: ReadonlySet<string>, policies: readonly string[], anyAllowed: boolean): Set<string> | null {
  const next = new Set(policies.filter((policy) => policy !== anyPolicy && (expected.has(policy) || expected.has(anyPolicy))));
  if (anyAllowed && policies.includes(anyPolicy)) for (const policy of expected) next.add(policy);
  return next.size === 0 ? null : next;
}

/** Step (b) of preparing for the next certificate. */
function mapped(
  expected: ReadonlySet<string>,
  mappings: readonly { readonly issuerDomain: string; readonly subjectDomain: string }[],
  allowed: boolean,
): Set<string> | null {
  const next = new Set(expected);
  for (const { issuerDomain } of mappings) next.delete(issuerDomain);
  if (allowed) {
    for (const { issuerDomain, subjectDomain } of mappings) {
      if (expected.has(issuerDomain) || expected.has(anyPolicy)) next.add(subjectDomain);
    }
  }
  return next.size === 0 ? null : next;
}
