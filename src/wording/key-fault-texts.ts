import type { EntryFlaw } from '../model/certificate-flaw.ts';
import type { KeyFault, PemKeyFault, StoreKeyFault } from '../model/reasons/key-fault.ts';
import { algorithmFaultParts, algorithmFaultText } from './algorithm-fault-texts.ts';
import { flawText } from './certificate-fault-texts.ts';
import { structureFaultText } from './structure-fault-texts.ts';
import type { Texts } from './texts.ts';

const pemTexts: Texts<PemKeyFault> = {
  'key-end-missing': () => 'has no END line',
  'key-not-base64': () => 'is not Base64',
  'key-not-as-labelled': () => 'is not what its label says, or of an algorithm that is not known',
  'key-header-broken': () => 'says that it is encrypted, but has no valid DEK-Info header',
  'key-of-openssh': () =>
    'is in OpenSSH’s own format, which neither Elasticsearch nor Kibana reads: turn it into PKCS#8 with ssh-keygen -p -m PKCS8',
  'key-password-not-given': () => 'is encrypted, and no password was given',
  'key-password-wrong': () => 'is encrypted, and the password is wrong',
  'key-kind-not-supported': ({ label }) => `is of the kind ${label}, which is not supported: PKCS#8, PKCS#1 or SEC1 is expected`,
  'key-cipher-not-supported': ({ cipher }) => `is encrypted with ${cipher}, which is not supported`,
  'key-algorithm-not-supported': ({ fault }) => {
    const { subject, predicate } = algorithmFaultParts(fault);
    return subject === 'it' ? predicate : `${subject} ${predicate}`;
  },
  'key-malformed': ({ fault }) => `is broken: ${structureFaultText(fault)}`,
};

const storeTexts: Texts<StoreKeyFault> = {
  'entry-password-wrong': () => 'the password does not open the key',
  'entry-key-unknown': () => 'it is not a known kind of private key',
  'entry-protection-not-supported': ({ id }) => `the key is protected with ${id}, which is not supported`,
  'entry-algorithm-not-supported': ({ fault }) => algorithmFaultText(fault),
  'entry-malformed': ({ fault }) => structureFaultText(fault),
};

/** What is wrong with a key of a PEM file, to be put behind `the key`. */
export function pemKeyFaultText(fault: PemKeyFault): string {
  return (pemTexts[fault.code] as (fault: PemKeyFault) => string)(fault);
}

/** What is wrong with a key of a file of any format. */
export function keyFaultText(fault: KeyFault): string {
  return fault.code in pemTexts
    ? `the key ${pemKeyFaultText(fault as PemKeyFault)}`
    : (storeTexts[fault.code as StoreKeyFault['code']] as (fault: KeyFault) => string)(fault);
}

/** What is wrong with the certificate of an entry. */
export function entryFlawText(flaw: EntryFlaw): string {
  return flaw.code === 'not-x509' ? 'it is not an X.509 certificate' : `it ${flawText(flaw)}`;
}
