import type { EndpointEvidence } from '../../model/evidence.ts';
import type { PolicyCheck } from '../../model/policy.ts';
import { protocolVersions } from '../../model/protocol-version.ts';
import { brokenBy, type CheckOutcome, met, undetermined } from './check-outcome.ts';

/** Which protocol versions are accepted. */
export function checkVersions(
  { allow, require = [] }: Extract<PolicyCheck, { readonly kind: 'protocol-versions' }>,
  { observation: { versions } }: EndpointEvidence,
): CheckOutcome {
  const forbidden = protocolVersions.filter((version) => !allow.includes(version));
  const found = [
    ...forbidden.filter((version) => versions[version] === 'accepted'),
    ...require.filter((version) => versions[version] === 'rejected').map((version) => `no ${version}`),
  ];
  const open = [...forbidden, ...require].filter((version) => versions[version] === undefined || versions[version] === 'unknown');
  return brokenBy(found, open.length === 0 ? met : undetermined({ code: 'policy-version-not-shown', versions: open }));
}
