import type { CertificateNames } from '../model/certificate-names.ts';
import { someNamed } from '../model/name-list.ts';

/** What the certificate is for, at most five entries, so that one with thousands leaves a readable sentence. */
export function namesText({ dns, ip, common }: CertificateNames): string {
  const names = [...dns, ...ip];
  if (names.length === 0) return common === null ? 'no name at all' : `no name but CN=${common}`;
  return someNamed(names, 5);
}
