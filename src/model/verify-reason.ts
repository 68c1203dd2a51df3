/** Why a chain is not trusted. The codes are stable: users and programs rely on them. */
export const verifyReasons = [
  'empty-chain',
  'unreadable-certificate',
  'no-anchors',
  'unknown-issuer',
  'self-signed-leaf',
  'untrusted-root',
  'incomplete-trust',
  'lookalike-ca',
  'signature-invalid',
  'signature-unsupported',
  'key-identifier-mismatch',
  'expired',
  'not-yet-valid',
  'ca-expired',
  'ca-not-yet-valid',
  'not-a-ca',
  'ca-key-usage',
  'ca-extended-key-usage',
  'path-length-exceeded',
  'chain-too-long',
  'key-usage',
  'extended-key-usage',
  'critical-extension',
  'malformed-certificate',
  'name-constraints',
  'policy',
  'weak-signature',
  'weak-key',
  'revoked',
  'revocation-unknown',
  'name-mismatch',
  'invalid-name',
  'budget-exhausted',
  'aborted',
] as const;

export type VerifyReason = (typeof verifyReasons)[number];

/**
 * Why a peer refuses a certificate: as a verifier does, or `not-sent` (a Java client keeps it back), `missing-intermediate`, `no-certificate` (one is demanded, and there is none),
 * `refused-untold` and `unexplained` (it was offered on the wire and refused, and nothing shows why; by a node, by Elasticsearch to Kibana).
 */
export type RefusalReason = VerifyReason | 'not-sent' | 'missing-intermediate' | 'no-certificate' | 'refused-untold' | 'unexplained';

/** Reasons that say no more than that it could not be told: whoever really judges may well decide. */
export const undecidedReasons: ReadonlySet<VerifyReason> = new Set<VerifyReason>([
  'signature-unsupported',
  'revocation-unknown',
  'budget-exhausted',
  'aborted',
]);

/** Of a CA that is at hand they tell more than that none was found, as which another peer may see the same. */
const specific: readonly VerifyReason[] = ['lookalike-ca', 'signature-invalid', 'key-identifier-mismatch'];

/** The reasons in the order of how much they tell, where peers refuse one chain for several. */
export const reasonsByWeight: readonly VerifyReason[] = [...specific, ...verifyReasons.filter((reason) => !specific.includes(reason))];
