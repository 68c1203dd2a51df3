import { hash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { CertificateReader } from '../model/certificate-flaw.ts';
import type { PlainCertificateFault } from '../model/reasons/certificate-fault.ts';
import type { PlainFieldFault } from '../model/reasons/field-fault.ts';
import { signatureAlgorithms } from './algorithms.ts';
import { Asn1Error, type Element, expectTag, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { boolean, elements, integerBytes, onlyElement, sequence, time } from './asn1/read-der.ts';
import { commonName, javaNameKey, type Name, nameKey, nameText, parseName } from './distinguished-name.ts';
import { type Extension, type Extensions, extensionName, purposeName } from './extensions.ts';
import { encodingFault, everyReader, type Fault, flawsOf } from './fault.ts';
import type { RawName } from './general-name.ts';
import type { Written } from './otherwise-written.ts';
import { publicKeyOf } from './public-key.ts';
import { readExtensions } from './read-extensions.ts';
import type { CertificateStructure } from './read-structure.ts';
import { shownName } from './shown-name.ts';
import { verifySignature } from './verify-signature.ts';

/** What path validation needs beyond the record. */
export type ParsedCertificate = {
  readonly certificate: Certificate;
  /** 1, 2 or 3. */
  readonly version: number;
  /** Content of the INTEGER. */
  readonly serialNumber: Uint8Array;
  /** TBSCertificate: what is signed. */
  readonly tbs: Uint8Array;
  /** AlgorithmIdentifier outside of TBSCertificate, and the one within. */
  readonly signatureAlgorithm: Uint8Array;
  readonly innerSignatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly subject: Name;
  readonly issuer: Name;
  /** `nameKey` of subject and issuer. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  /** `javaNameKey` of them. */
  readonly javaSubjectKey: string;
  readonly javaIssuerKey: string;
  readonly extensionList: readonly Extension[];
  readonly extensions: Extensions;
  readonly faults: readonly Fault[];
};

/**
 * What pkijs read, with the judgement that it leaves out: whether the bytes are the DER of RFC 5280 §4.1, field by field, and what the names,
 * keys and extensions say. The walk over the fields is for the judgement; the parts of the record are pkijs'.
 */
export function judged(der: Uint8Array, sha256: string, written: Written, structure: CertificateStructure): ParsedCertificate {
  const faults: Fault[] = [...written.faults];
  const malformed = (code: PlainCertificateFault, kind: 'malformed' | 'malformed-date' | 'forbidden-field' = 'malformed'): void => {
    faults.push({ kind, extension: null, critical: true, unreadableTo: everyReader, because: { code }, flaw: null });
  };
  const oddlyWritten = (code: PlainFieldFault, unreadableTo: readonly CertificateReader[]): void => {
    faults.push(encodingFault({ code: 'field', fault: { code } }, unreadableTo));
  };
  const outer = sequence(onlyElement(written.walk, 'certificate'), 'certificate');
  const [tbs, outerAlgorithm, signature] = outer;
  if (outer.length !== 3) throw new Asn1Error({ code: 'certificate-not-of-three-parts' });
  const fields = sequence(tbs, 'tbsCertificate');

  let version = 1;
  if (fields[0]?.tag === 0xa0) {
    const field = fields.shift();
    const number = field === undefined ? undefined : elements(field, 'version')[0];
    const value = integerBytes(number, 'version');
    version = value.length === 1 ? (value[0] ?? 0) + 1 : 0;
    if (version < 1 || version > 3) {
      oddlyWritten('field-version-unknown', ['java']);
      version = 3;
    } else if (version === 1) malformed('certificate-version-1-spelled-out');
  }
  const [serial, innerAlgorithm, issuerField, validity, subjectField, spkiField, ...optional] = fields;
  judgeSerial(serial, malformed, oddlyWritten);
  const { serialNumber } = structure;
  const algorithm = oid(sequence(outerAlgorithm, 'signatureAlgorithm')[0], 'signatureAlgorithm');
  sequence(innerAlgorithm, 'signature algorithm');
  const issuer = nameOf(issuerField, 'issuer');
  const [notBeforeField, notAfterField, more] = sequence(validity, 'validity');
  if (more !== undefined) throw new Asn1Error({ code: 'validity-of-more-than-two-times' });
  const notBefore = time(notBeforeField, 'notBefore');
  const notAfter = time(notAfterField, 'notAfter');
  if (!notBefore.exact || !notAfter.exact) malformed('certificate-date-form', 'malformed-date');
  const subject = nameOf(subjectField, 'subject');
  const spki = expectTag(spkiField, tags.sequence, 'subjectPublicKeyInfo').bytes;
  const publicKey = publicKeyOf(spki);

  if (subject.some((part) => part.length === 0) || issuer.some((part) => part.length === 0)) oddlyWritten('field-name-part-empty', []);

  let extensionList: readonly Extension[] = [];
  let listed = false;
  for (const [index, field] of optional.entries()) {
    const earlier = optional[index - 1]?.tag ?? 0;
    if (field.tag === 0xa3 && !listed) {
      listed = true;
      if (version !== 3) malformed('certificate-extensions-before-version-3', 'forbidden-field');
      if (judgeExtensions(field) === 0) oddlyWritten('field-extensions-empty', []);
      extensionList = structure.extensions;
    } else if ((field.tag & ~0x20) === 0x81 && earlier === 0) {
      if (version === 1) malformed('certificate-unique-id-in-version-1', 'forbidden-field');
    } else if ((field.tag & ~0x20) === 0x82 && (earlier & ~0x20) !== 0x82 && !listed) {
      if (version === 1) malformed('certificate-unique-id-in-version-1', 'forbidden-field');
    } else oddlyWritten('field-not-known', ['openssl']);
  }
  const extensions = readExtensions(extensionList, faults);

  const { subject: subjectDer, issuer: issuerDer } = structure;
  const selfIssued = Buffer.compare(subjectDer, issuerDer) === 0;
  if (!hasWholeOctets(signature)) oddlyWritten('field-signature-of-part-octets', everyReader);
  const parsedParts = {
    tbs: structure.tbs,
    signatureAlgorithm: outerAlgorithm?.bytes ?? new Uint8Array(),
    innerSignatureAlgorithm: innerAlgorithm?.bytes ?? new Uint8Array(),
    signature: structure.signature,
    spki,
  };
  const hex = (bytes: Uint8Array | null | undefined): string | null => (bytes ? Buffer.from(bytes).toString('hex') : null);
  const certificate: Certificate = {
    der,
    subject: nameText(subject),
    issuer: nameText(issuer),
    subjectDer,
    issuerDer,
    commonName: commonName(subject),
    serialNumber: serialText(hex(serialNumber)) ?? '',
    notBefore: structure.notBefore,
    notAfter: structure.notAfter,
    subjectAltNames: extensions.subjectAltName?.map(shownName) ?? null,
    sha256,
    sha1: hash('sha1', der, 'hex'),
    spkiSha256: hash('sha256', spki, 'hex'),
    publicKey,
    signatureAlgorithm: signatureAlgorithms[algorithm]?.name ?? algorithm,
    isCa: extensions.basicConstraints?.isCa ?? false,
    pathLength: extensions.basicConstraints?.pathLength ?? null,
    keyUsage: extensions.keyUsage,
    extendedKeyUsage: extensions.extendedKeyUsage?.map(purposeName) ?? null,
    subjectKeyId: hex(extensions.subjectKeyIdentifier),
    authorityKeyId: hex(extensions.authorityKeyIdentifier?.keyId),
    authorityCertIssuer: directoryNameIn(extensions.authorityKeyIdentifier?.issuer ?? []),
    authorityCertSerialNumber: serialText(hex(extensions.authorityKeyIdentifier?.serialNumber)),
    selfIssued,
    selfSigned: selfIssued && verifySignature(parsedParts, spki) === true,
    ...flawsOf(faults),
  };
  return {
    certificate,
    version,
    serialNumber,
    ...parsedParts,
    subject,
    issuer,
    subjectKey: nameKey(subject),
    issuerKey: nameKey(issuer),
    javaSubjectKey: javaNameKey(subject),
    javaIssuerKey: javaNameKey(issuer),
    extensionList,
    extensions,
    faults,
  };
}

/** A signature is a string of whole octets (RFC 5280 §4.1.1.3). Throws Asn1Error where it is no string of bits, or an empty one. */
function hasWholeOctets(signature: Element | undefined): boolean {
  if (signature?.tag !== tags.bitString) throw new Asn1Error({ code: 'asn1-no-bit-string', what: 'signatureValue' });
  if (signature.content.length === 0) throw new Asn1Error({ code: 'asn1-empty-bit-string', what: 'signatureValue' });
  return signature.content[0] === 0;
}

function serialText(hexadecimal: string | null): string | null {
  return hexadecimal?.replace(/^0+(?=.)/, '') ?? null;
}

function directoryNameIn(names: readonly RawName[]): string | null {
  const found = names.find((one) => one.kind === 'directory');
  return found === undefined ? null : nameText(found.name);
}

function nameOf(element: Element | undefined, what: string): Name {
  return parseName(expectTag(element, tags.sequence, what).bytes);
}

/** A negative or padded serial number is against RFC 5280 §4.1.2.2, but real ones exist: they are read, and said to be wrong. */
function judgeSerial(
  element: Element | undefined,
  malformed: (code: PlainCertificateFault) => void,
  oddlyWritten: (code: PlainFieldFault, unreadableTo: readonly CertificateReader[]) => void,
): void {
  const { content } = expectTag(element, tags.integer, 'serialNumber');
  const [first, second] = content;
  if (first === undefined) throw new Asn1Error({ code: 'asn1-empty', what: 'serialNumber' });
  if (first >= 0x80) malformed('certificate-serial-negative');
  else if (content.length === 1 && first === 0) malformed('certificate-serial-zero');
  else if (content.length > 20 && !(content.length === 21 && first === 0)) malformed('certificate-serial-too-long');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    oddlyWritten('field-serial-padded', ['openssl']);
}

/** How many extensions there are. Throws Asn1Error where the list is not as RFC 5280 §4.1 has it. */
function judgeExtensions(field: Element): number {
  const [list, more] = elements(field, 'extensions');
  if (more !== undefined) throw new Asn1Error({ code: 'extensions-followed' });
  const items = sequence(list, 'extensions');
  for (const item of items) {
    const parts = sequence(item, 'extension');
    const name = `extension ${extensionName(oid(parts[0], 'identifier of an extension'))}`;
    const flag = parts[1]?.tag === tags.boolean ? parts[1] : undefined;
    if (parts.length > (flag === undefined ? 2 : 3)) throw new Asn1Error({ code: 'asn1-more-than-allowed', what: name });
    if (flag !== undefined) boolean(flag, `${name}: critical`);
    expectTag(parts[flag === undefined ? 1 : 2], tags.octetString, name);
  }
  return items.length;
}
