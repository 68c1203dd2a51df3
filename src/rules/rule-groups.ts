import { trustLookalikeCa } from './certificate/trust-lookalike-ca.ts';
import { trustMissingIntermediate } from './certificate/trust-missing-intermediate.ts';
import { trustUnknownIssuer } from './certificate/trust-unknown-issuer.ts';
import { trustOneWay } from './cluster/trust-one-way.ts';

/** Rules on who issued a certificate, by id: whether they hold depends on whom the other end trusts. */
export const rulesOnTrust: ReadonlySet<string> = new Set(
  [trustLookalikeCa, trustMissingIntermediate, trustUnknownIssuer, trustOneWay].map(({ id }) => id),
);
