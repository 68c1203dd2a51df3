import { isIP } from 'node:net';
import { areForLocalhostAlone, type CertificateNames, hasAlternativeNames, plainName, wildcardBeside } from '../model/certificate-names.ts';
import type { NameMismatch, NameVerdict } from '../model/evidence.ts';
import { isLocalName, isLoopback, sameAddress } from '../model/local-name.ts';
import type { Observation } from '../model/observation.ts';

/** Why a certificate is not for the name that was connected to; null where it is, or no name was compared. */
export function nameMismatch(
  verdict: NameVerdict,
  names: CertificateNames,
  { channel, vantage, address }: Pick<Observation, 'channel' | 'vantage' | 'address'>,
): NameMismatch | null {
  if (verdict.kind !== 'mismatch') return null;
  const { name } = verdict;
  const web = channel === 'http' || channel === 'kibana';
  const isAddress = isIP(name) !== 0;
  if (isAddress && names.dns.some((entry) => isIP(entry) !== 0 && sameAddress(entry, name))) return 'address-as-dns';
  if (isCommonNameAlone(names, name)) return 'common-name-alone';
  if ((web || channel === 'transport') && wildcardBeside(names, name) !== null) return 'wildcard-beside';
  if (web && !isLoopback(address) && areForLocalhostAlone(names)) return 'localhost-alone';
  if (channel === 'http' && listFormerAddresses(names, name, address)) return 'former-addresses';
  if ((web || channel === 'remote-cluster') && vantage === 'outside' && hasAlternativeNames(names)) return 'outside-name';
  return isAddress && (channel === 'transport' || channel === 'http') ? 'address-missing' : 'name-missing';
}

/** Once there are DNS names in the subjectAltName, the common name does not count; before that it is where clients look. */
function isCommonNameAlone({ dns, common }: CertificateNames, name: string): boolean {
  return isIP(name) === 0 && dns.length > 0 && common?.toLowerCase() === plainName(name);
}

/** As auto-configuration makes it, with all addresses of its host on that day, of which the one that was connected to is none. */
function listFormerAddresses({ dns, ip }: CertificateNames, name: string, address: string | null): boolean {
  const ofAllInterfaces = ip.some(isLoopback) && dns.some(isLocalName);
  if (!ofAllInterfaces || ip.every(isLoopback)) return false;
  return isIP(name) !== 0 || !ip.some((listed) => address !== null && sameAddress(listed, address));
}
