import { andMore } from '../model/name-list.ts';
import type { FirstNames, NameFault } from '../model/reasons/name-fault.ts';
import type { Texts } from './texts.ts';

const texts: Texts<NameFault> = {
  'name-alternatives-unreadable-to-java': () => 'the JDK cannot read the subjectAltName',
  'name-empty': () => 'the name is empty',
  'name-refused-by-java': ({ underscore }) =>
    `Java does not accept ${underscore ? 'a name with an underscore' : 'such a name'}: Illegal given domain name`,
  'name-of-others': ({ names }) => `the certificate is for ${listed(names)}`,
  'name-of-other-common-name': ({ names }) => `the certificate has no DNS name, and its common name is ${listed(names)}`,
  'name-without-dns-entry': () => 'the certificate has no DNS name',
  'address-of-others': ({ names }) => `the certificate is for the addresses ${listed(names)}`,
  'address-without-alternatives': () => 'the certificate has no subjectAltName',
  'address-as-dns-entry': () => 'the certificate has addresses as DNS names, which nobody accepts, and no iPAddress',
  'address-without-ip-entry': () => 'the certificate has no iPAddress',
};

/** Why a certificate is not for a name, as the end of `NAME: …`. */
export function nameFaultText(fault: NameFault): string {
  return (texts[fault.code] as (fault: NameFault) => string)(fault);
}

function listed({ first, count }: FirstNames): string {
  return first.join(', ') + andMore(count - first.length);
}
