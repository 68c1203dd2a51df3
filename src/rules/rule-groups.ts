import { sanEntryMalformed } from './certificate/san-entry-malformed.ts';
import { sanIpAsDns } from './certificate/san-ip-as-dns.ts';
import { sanMissing } from './certificate/san-missing.ts';
import { sanWildcardScope } from './certificate/san-wildcard-scope.ts';
import { trustLookalikeCa } from './certificate/trust-lookalike-ca.ts';
import { trustMissingIntermediate } from './certificate/trust-missing-intermediate.ts';
import { trustUnknownIssuer } from './certificate/trust-unknown-issuer.ts';
import { trustOneWay } from './cluster/trust-one-way.ts';
import { sanCnOnlyName } from './endpoint/san-cn-only-name.ts';
import { sanIpMissing } from './endpoint/san-ip-missing.ts';
import { sanLocalhostOnly } from './endpoint/san-localhost-only.ts';
import { sanNameMismatch } from './endpoint/san-name-mismatch.ts';
import { sanNatOrPublicAddress } from './endpoint/san-nat-or-public-address.ts';
import { sanPublishAddressMissing } from './endpoint/san-publish-address-missing.ts';
import { sanStaleAfterMove } from './endpoint/san-stale-after-move.ts';

/** Rules on the names in a certificate, by id: whether they hold depends on what it is dialled by. */
export const rulesOnNames: ReadonlySet<string> = new Set(
  [
    sanCnOnlyName,
    sanEntryMalformed,
    sanIpAsDns,
    sanIpMissing,
    sanLocalhostOnly,
    sanMissing,
    sanNameMismatch,
    sanNatOrPublicAddress,
    sanPublishAddressMissing,
    sanStaleAfterMove,
    sanWildcardScope,
  ].map(({ id }) => id),
);

/** Rules on who issued a certificate, by id: whether they hold depends on whom the other end trusts. */
export const rulesOnTrust: ReadonlySet<string> = new Set(
  [trustLookalikeCa, trustMissingIntermediate, trustUnknownIssuer, trustOneWay].map(({ id }) => id),
);
