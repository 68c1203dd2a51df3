/** Days that a publicly trusted certificate may be valid, by the day of issue, the latest first (CA/Browser Forum Baseline Requirements §6.3.2). */
export const publicValidityLimits: readonly { readonly from: Date; readonly days: number }[] = [
  { from: new Date('2029-03-15T00:00:00Z'), days: 47 },
  { from: new Date('2027-03-15T00:00:00Z'), days: 100 },
  { from: new Date('2026-03-15T00:00:00Z'), days: 200 },
  { from: new Date('2020-09-01T00:00:00Z'), days: 398 },
];

/** For how many days a public CA may issue a certificate at that instant; null before there was a limit that browsers hold. */
export function longestPublicValidity(issuedAt: Date): number | null {
  return publicValidityLimits.find(({ from }) => issuedAt >= from)?.days ?? null;
}
