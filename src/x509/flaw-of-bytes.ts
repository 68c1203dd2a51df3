import type { CertificateFlaw, OtherStructure } from '../model/certificate-flaw.ts';
import type { FieldFault } from '../model/reasons/field-fault.ts';
import { Asn1Error, type Element, readHead, tags } from './asn1/element.ts';
import { elements, onlyElement, sequence } from './asn1/read-der.ts';

/** What is wrong with bytes that are no certificate. @param fault of the fields, where nothing tells more than that */
export function flawOfBytes(bytes: Uint8Array, fault: FieldFault): CertificateFlaw {
  if (bytes.length === 0) return { code: 'empty' };
  if (isPem(bytes)) return { code: 'pem-text' };
  if (bytes[0] !== tags.sequence) return { code: 'not-asn1' };
  const need = lengthSaid(bytes);
  if (need !== null && need > bytes.length) return { code: 'truncated', have: bytes.length, need };
  const structure = structureOf(bytes);
  return structure === null ? { code: 'field', fault } : { code: 'other-structure', structure };
}

/** Whether it is text with a PEM block, as somebody who forgot to decode it would send. */
export function isPem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).includes('-----BEGIN ');
}

/** How long the outermost element says that it is, with its head; null where that is no sane number. */
export function lengthSaid(bytes: Uint8Array): number | null {
  // Three octets of length are all that a TLS message has.
  const head = readHead(bytes, 0, 3);
  return typeof head === 'string' || head.length === null ? null : head.size + head.length;
}

/** What a SEQUENCE is that people mistake for a certificate, by its shape; null where it has none of these. */
function structureOf(bytes: Uint8Array): OtherStructure | null {
  try {
    const [first, second, third] = sequence(onlyElement(bytes, 'structure'), 'structure');
    if (first?.tag === tags.oid && second?.tag === 0xa0) return 'pkcs7';
    if (first?.tag === tags.integer) return second?.tag === tags.octetString || third?.tag === tags.octetString ? 'private-key' : null;
    if (first?.tag !== tags.sequence) return null;
    if (second?.tag === tags.bitString) return 'public-key';
    if (third?.tag !== tags.bitString) return null;
    return signedStructureOf(elements(first, 'structure'));
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/** CertificationRequestInfo (RFC 2986 §4.1) ends with [0]; TBSCertList (RFC 5280 §5.1) has a time where a certificate has a SEQUENCE of two. */
function signedStructureOf(fields: readonly Element[]): OtherStructure | null {
  const [version, , , attributes] = fields;
  if (version?.tag === tags.integer && attributes?.tag === 0xa0) return 'signing-request';
  const at = version?.tag === tags.integer ? 3 : 2;
  const time = fields[at]?.tag;
  return time === tags.utcTime || time === tags.generalizedTime ? 'revocation-list' : null;
}
