import type { ListedCertificate } from './api-facts.ts';
import type { Certificate } from './certificate.ts';

/**
 * Whether a certificate that a node lists is this one. The list has no fingerprint: serial number and end together tell, since issuers that number carelessly still differ in dates.
 */
export function isListedAs({ serialNumber, notAfter }: Certificate, listed: ListedCertificate): boolean {
  // X.509 counts in seconds.
  return listed.serialNumber === serialNumber && Math.floor(listed.expiry.getTime() / 1000) === Math.floor(notAfter.getTime() / 1000);
}
