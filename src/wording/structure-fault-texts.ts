import type { PlainAsn1Fault, StructureFault } from '../model/reasons/structure-fault.ts';
import type { Texts } from './texts.ts';

/** Behind the field. */
const plainTexts: Readonly<Record<PlainAsn1Fault, string>> = {
  'asn1-ends-early': 'ends early',
  'asn1-unknown-tag': 'has an unknown tag',
  'asn1-impossible-length': 'has an impossible length',
  'asn1-indefinite-length': 'has an indefinite length, which DER forbids',
  'asn1-length-not-shortest': 'has a length that is not in its shortest form',
  'asn1-without-length': 'has no length',
  'asn1-too-deep': 'is nested too deep',
  'asn1-too-many-parts': 'has more parts than are read',
  'asn1-missing': 'is missing',
  'asn1-other-type': 'has another type than it must have',
  'asn1-no-structure': 'is not a structure',
  'asn1-empty': 'is empty',
  'asn1-more-than-allowed': 'has more than it may have',
  'asn1-more-than-two-parts': 'has more than two parts',
  'asn1-no-pair': 'is not a pair',
  'asn1-none-of-three': 'is none of the three',
  'asn1-empty-number': 'is an empty number',
  'asn1-number-not-shortest': 'is a number that is not in its shortest form',
  'asn1-negative': 'is negative',
  'asn1-too-large': 'is too large a number',
  'asn1-no-small-number': 'is no small number',
  'asn1-no-boolean': 'is neither true nor false',
  'asn1-no-bit-string': 'is not a bit string',
  'asn1-empty-bit-string': 'is an empty bit string',
  'asn1-part-octets': 'is not a whole number of octets',
  'asn1-padding-not-zero': 'has padding that is not zero',
  'asn1-no-time': 'is not a time',
  'asn1-no-date': 'is not a date in the calendar',
  'asn1-no-identifier': 'is not an object identifier',
  'asn1-identifier-not-shortest': 'is an object identifier that is not in its shortest form',
  'asn1-empty-list': 'has an empty list',
  'asn1-policy-twice': 'names a policy twice',
  'asn1-subtree-without-base': 'has a subtree without a base',
  'asn1-subtree-with-bounds': 'has a subtree with a minimum or maximum',
  'asn1-other-name-without-value': 'has an otherName without a value',
  'asn1-no-directory-name': 'has a directory name that is none',
  'asn1-unknown-name-form': 'has a name of an unknown form',
};

const texts: Texts<Exclude<StructureFault, { readonly code: PlainAsn1Fault }>> = {
  'asn1-followed': ({ what, bytes }) => `${what} is followed by ${bytes} more bytes`,
  'certificate-not-of-three-parts': () => 'certificate does not have three parts',
  'validity-of-more-than-two-times': () => 'validity has more than two times',
  'extensions-followed': () => 'extensions are followed by something else',
  'pkcs12-unknown-part': () => 'a part has an unknown type',
  'pkcs12-too-deep': () => 'bags are nested too deep',
  'pkcs12-not-version-3': () => 'its version is not 3',
  'pkcs12-unknown-content': () => 'its content has an unknown type',
  'jks-ends-early': () => 'it ends early',
  'jks-followed': () => 'something follows the last entry',
  'jks-unknown-version': ({ version }) => `its version is ${version}`,
  'jks-too-many-entries': ({ count }) => `it claims to have ${count} entries`,
  'jks-chain-too-long': ({ count }) => `a chain claims to have ${count} certificates`,
  'jks-unknown-entry': ({ kind }) => `an entry has the unknown kind ${kind}`,
  'stretching-without-rounds': () => 'the iteration count is not positive',
  'stretching-too-long': ({ most }) => `it asks for more than ${most} rounds of key stretching, which is refused`,
  'stretching-key-length': ({ most }) => `the key length is not between 1 and ${most}`,
};

/** What is wrong with the bytes of a structure, without a full stop. */
export function structureFaultText(fault: StructureFault): string {
  return isPlain(fault) ? `${fault.what} ${plainTexts[fault.code]}` : (texts[fault.code] as (fault: StructureFault) => string)(fault);
}

function isPlain(fault: StructureFault): fault is { readonly code: PlainAsn1Fault; readonly what: string } {
  return fault.code in plainTexts;
}
