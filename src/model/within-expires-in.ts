import type { Finding } from './finding.ts';

/** Whether a finding tells of a certificate that ends, or has ended, within the time that the user named (`--expires-in`). */
export function isWithinExpiresIn({ evidence }: Pick<Finding, 'evidence'>): boolean {
  return evidence.withinExpiresIn === true;
}
