import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Enumerated } from '../../model/observation.ts';
import type { PolicyCheck } from '../../model/policy.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import type { PolicyReason } from '../../model/reasons/policy-reason.ts';
import { brokenBy, type CheckOutcome, met, notApplicable, undetermined } from './check-outcome.ts';

type Listed = Extract<PolicyReason, { readonly code: 'policy-list-incomplete' }>['what'];

/** The cipher suites that are accepted in one version. */
export function checkSuites(
  { version, allow }: Extract<PolicyCheck, { readonly kind: 'cipher-suites' }>,
  { observation: { versions, details } }: EndpointEvidence,
): CheckOutcome {
  if (versions[version] === 'rejected') return notApplicable;
  const suites = details?.cipherSuites?.[version];
  if (suites === undefined)
    return undetermined(
      versions[version] === 'accepted'
        ? { code: 'policy-not-asked', what: 'cipher-suites' }
        : { code: 'policy-version-not-shown', versions: [version] },
    );
  return brokenBy(outside(suites.accepted, allow), whole('cipher-suites', [suites]));
}

/** The groups of the key exchange, of all versions together. */
export function checkGroups({ allow }: Extract<PolicyCheck, { readonly kind: 'groups' }>, evidence: EndpointEvidence): CheckOutcome {
  const lists = listsOf(evidence, 'groups');
  if (lists.length === 0) return undetermined({ code: 'policy-not-asked', what: 'groups' });
  return brokenBy(outside(acceptedIn(lists), allow), whole('groups', lists));
}

/** Whether enough of some groups are among those that are accepted. */
export function checkGroupsAccepted(
  { anyOf, atLeast = 1 }: Extract<PolicyCheck, { readonly kind: 'groups-accepted' }>,
  evidence: EndpointEvidence,
): CheckOutcome {
  const lists = listsOf(evidence, 'groups');
  if (lists.length === 0) return undetermined({ code: 'policy-not-asked', what: 'groups' });
  const accepted = acceptedIn(lists);
  if (anyOf.filter((group) => accepted.includes(group)).length >= atLeast) return met;
  const all = whole('groups', lists);
  return all.kind === 'met' ? brokenBy([accepted.length === 0 ? 'no group at all' : `only ${accepted.join(', ')}`]) : all;
}

/** What the server signs its handshakes with. */
export function checkSignatureSchemes(
  { allow }: Extract<PolicyCheck, { readonly kind: 'signature-schemes' }>,
  evidence: EndpointEvidence,
): CheckOutcome {
  const lists = listsOf(evidence, 'signatureSchemes');
  if (lists.length === 0) return undetermined({ code: 'policy-not-asked', what: 'signature-schemes' });
  return brokenBy(outside(acceptedIn(lists), allow), whole('signature-schemes', lists));
}

/** Who decides which suite is taken, where there is more than one to decide between. */
export function checkSuiteOrder(
  { decides }: Extract<PolicyCheck, { readonly kind: 'suite-order' }>,
  { observation: { versions, details } }: EndpointEvidence,
): CheckOutcome {
  if (versions['TLSv1.2'] === 'rejected') return notApplicable;
  const suites = details?.cipherSuites?.['TLSv1.2'];
  if (suites === undefined) return undetermined({ code: 'policy-not-asked', what: 'suite-order' });
  if (suites.accepted.length < 2 && suites.gap === null) return notApplicable;
  if (suites.serverOrder === null) return undetermined({ code: 'policy-suite-order-unclear' });
  return brokenBy(suites.serverOrder === (decides === 'server') ? [] : [`the ${suites.serverOrder ? 'server' : 'client'} decides`]);
}

function listsOf({ observation: { details } }: EndpointEvidence, which: 'groups' | 'signatureSchemes'): readonly Enumerated[] {
  const byVersion: Readonly<Partial<Record<ProtocolVersion, Enumerated>>> = details?.[which] ?? {};
  return protocolVersions.flatMap((version) => byVersion[version] ?? []);
}

function acceptedIn(lists: readonly Enumerated[]): readonly string[] {
  return [...new Set(lists.flatMap(({ accepted }) => accepted))];
}

/** What was left out on purpose was asked elsewhere. */
function whole(what: Listed, lists: readonly Enumerated[]): CheckOutcome {
  const cut = lists.find(({ gap }) => gap !== null && gap.kind !== 'elsewhere');
  return cut?.gap == null ? met : undetermined({ code: 'policy-list-incomplete', what, gap: cut.gap });
}

function outside(accepted: readonly string[], allow: readonly string[]): readonly string[] {
  return accepted.filter((name) => !allow.includes(name));
}
