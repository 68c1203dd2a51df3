import type { EndpointEvidence } from '../../model/evidence.ts';
import type { PolicyCheck, PolicyFeature } from '../../model/policy.ts';
import { brokenBy, type CheckOutcome, notApplicable, undetermined } from './check-outcome.ts';

/** What is asked of TLS 1.2 and older. */
export function checkFeatures(
  { require = [], forbid = [] }: Extract<PolicyCheck, { readonly kind: 'features' }>,
  { observation: { versions, details } }: EndpointEvidence,
): CheckOutcome {
  const features = details?.features;
  if (features === undefined)
    return versions['TLSv1.2'] === 'rejected' ? notApplicable : undetermined({ code: 'policy-not-asked', what: 'features' });
  const has: Readonly<Record<PolicyFeature, boolean>> = {
    extended_master_secret: features.extendedMasterSecret,
    renegotiation_info: features.secureRenegotiation,
    status_request: features.ocspStapling,
    compression: features.compression,
    heartbeat: features.heartbeat,
  };
  return brokenBy([...require.filter((one) => !has[one]).map((one) => `no ${one}`), ...forbid.filter((one) => has[one])]);
}
