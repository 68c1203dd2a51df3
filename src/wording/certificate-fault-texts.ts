import type { CertificateFlaw, OtherStructure } from '../model/certificate-flaw.ts';
import type { CertificateFault, ConstraintFormFault, NameFormFault } from '../model/reasons/certificate-fault.ts';
import type { FieldFault } from '../model/reasons/field-fault.ts';
import { structureFaultText } from './structure-fault-texts.ts';
import type { Texts } from './texts.ts';

const structures: Readonly<Record<OtherStructure, string>> = {
  'signing-request': 'a certificate signing request, not a certificate',
  'revocation-list': 'a revocation list, not a certificate',
  pkcs7: 'PKCS#7, not a certificate',
  'public-key': 'a bare public key, not a certificate',
  'private-key': 'a private key, not a certificate',
};

const fieldTexts: Texts<FieldFault> = {
  'field-version-unknown': () => 'version is none of X.509',
  'field-serial-padded': () => 'serialNumber is padded',
  'field-name-part-empty': () => 'a name has a part that is empty',
  'field-extensions-empty': () => 'extensions are empty',
  'field-key-form': () => 'its public key is of a form that is not read',
  'field-two-algorithms': () => 'it names two different signature algorithms',
  'field-issuer-empty': () => 'it has no issuer',
  'field-version-padded': () => 'version is padded',
  'field-extension-followed': () => 'an extension has something behind its value',
  'field-date-form': () => 'a date is of a form that is not read',
  'field-not-known': () => 'tbsCertificate has a field that is not known',
  'field-signature-of-part-octets': () => 'signatureValue is not a whole number of octets',
  'field-extension-in-ber': ({ extension }) => `${extension} is BER, not DER`,
  'field-unreadable': ({ fault }) => structureFaultText(fault),
};

const flawTexts: Texts<CertificateFlaw> = {
  empty: () => 'is empty',
  'pem-text': () => 'is PEM text, where DER belongs',
  'not-asn1': () => 'does not begin like a certificate',
  truncated: ({ have, need }) => `is cut off after ${have} of ${need} bytes`,
  'trailing-bytes': ({ count }) => (count === 1 ? 'has 1 byte behind its end' : `has ${count} bytes behind its end`),
  'other-structure': ({ structure }) => `is ${structures[structure]}`,
  'not-read': ({ have, most }) => `was not read, nor was any behind it: of the ${have} certificates that were sent, the first ${most} are`,
  'too-large': ({ have, most }) => `has ${have} bytes; more than ${most} are not read`,
  'not-der': () => 'is written in BER, where DER belongs',
  extension: ({ extension, how }) => `has ${how === 'broken' ? 'an extension that cannot be read' : 'an extension twice'} (${extension})`,
  field: ({ fault }) => `is malformed (${fieldFaultText(fault)})`,
};

const formTexts: Texts<NameFormFault | ConstraintFormFault> = {
  'name-form-dns': ({ name }) => `${name} is not a DNS name`,
  'name-form-email': ({ name }) => `${name} is not an e-mail address`,
  'name-form-uri': ({ name }) => `${name} is not a URI with a scheme`,
  'name-form-address': ({ octets }) => `an iPAddress has ${octets} octets`,
  'name-form-unreadable': () => 'an entry of subjectAltName cannot be read',
  'constraint-form-host': ({ base }) => `nameConstraints has ${base}, which is no host or domain`,
  'constraint-form-mailbox': ({ base }) => `nameConstraints has ${base}, which is no mailbox, host or domain`,
  'constraint-form-range': () => 'nameConstraints has an address range that is none',
};

const texts: Texts<CertificateFault | ConstraintFormFault> = {
  ...formTexts,
  'certificate-flawed': ({ flaw }) => `it ${flawText(flaw)}`,
  'certificate-version-1-spelled-out': () => 'version 1 is spelled out',
  'certificate-serial-negative': () => 'its serial number is negative',
  'certificate-serial-zero': () => 'its serial number is zero',
  'certificate-serial-too-long': () => 'its serial number has more than 20 octets',
  'certificate-date-form': () => 'a date is not written as RFC 5280 §4.1.2.5 has it',
  'certificate-extensions-before-version-3': () => 'it has extensions, but is not of version 3',
  'certificate-unique-id-in-version-1': () => 'it has a unique identifier, but is of version 1',
  'certificate-alternatives-empty': () => 'subjectAltName is empty',
  'certificate-alternative-unreadable': () => 'subjectAltName has an entry that cannot be read',
  'certificate-names-nobody': () => 'it has neither a subject nor a critical subjectAltName',
  'certificate-extension-repeated': ({ extension }) => `extension ${extension} occurs twice`,
  'certificate-extension-broken': ({ fault }) => structureFaultText(fault),
};

/** Where a certificate, or a constraint of its, is not as RFC 5280 has it, without a full stop. */
export function certificateFaultText(fault: CertificateFault | ConstraintFormFault): string {
  return (texts[fault.code] as (fault: CertificateFault | ConstraintFormFault) => string)(fault);
}

/** What is wrong, to be put behind "it" or a certificate's name: `is cut off after 300 of 900 bytes`. */
export function flawText(flaw: CertificateFlaw): string {
  return (flawTexts[flaw.code] as (flaw: CertificateFlaw) => string)(flaw);
}

/** The facts of a flaw as a report has them, where a field is told by its sentence. */
export function flawFacts(flaw: CertificateFlaw): Exclude<CertificateFlaw, { readonly code: 'field' }> | { code: 'field'; detail: string } {
  return flaw.code === 'field' ? { code: 'field', detail: fieldFaultText(flaw.fault) } : flaw;
}

function fieldFaultText(fault: FieldFault): string {
  return (fieldTexts[fault.code] as (fault: FieldFault) => string)(fault);
}
