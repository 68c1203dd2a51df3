import { hash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { CertificateReader } from '../model/certificate-flaw.ts';
import type { PlainCertificateFault } from '../model/reasons/certificate-fault.ts';
import type { PlainFieldFault } from '../model/reasons/field-fault.ts';
import { signatureAlgorithms } from './algorithms.ts';
import { Asn1Error, type Element, expectTag, tags } from './asn1/element.ts';
import { latin1 } from './asn1/octet-text.ts';
import { oid } from './asn1/oid.ts';
import { boolean, elements, onlyElement, sequence, time } from './asn1/read-der.ts';
import { BoundedCache } from './bounded-cache.ts';
import { commonName, type Name, nameText, parseName } from './distinguished-name.ts';
import { type Extension, type Extensions, extensionName, purposeName } from './extensions.ts';
import { encodingFault, everyReader, type Fault, flawsOf, keyFault } from './fault.ts';
import type { RawName } from './general-name.ts';
import { isJavaKey } from './java-key.ts';
import type { Written } from './otherwise-written.ts';
import { publicKeyOf } from './public-key.ts';
import { readExtensions } from './read-extensions.ts';
import type { CertificateStructure } from './read-structure.ts';
import { shownName } from './shown-name.ts';

/** What a certificate says: its record, and what comparing, matching and validating need beyond it. Byte arrays are views of the DER. */
export type CertificateBody = {
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
  readonly extensionList: readonly Extension[];
  readonly extensions: Extensions;
  readonly faults: readonly Fault[];
};

/**
 * Walks over the fields of RFC 5280 §4.1, and says what names, keys and extensions say, and what is not written as it should be. Throws Asn1Error.
 *
 * @param structure the parts as pkijs reads them, where the bytes are no DER; null: the walk's own
 * @param isSelfSigned whether its own key verifies the signature; asked once, when somebody wants to know
 */
export function readBody(
  der: Uint8Array,
  sha256: string,
  written: Written,
  structure: CertificateStructure | null,
  isSelfSigned: (body: CertificateBody) => boolean,
): CertificateBody {
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
    const { content } = expectTag(number, tags.integer, 'version');
    // The JDK does not mind zeros in front.
    const value = content.length === 2 && content[0] === 0 && (content[1] ?? 0) < 0x80 ? content.subarray(1) : content;
    if (value !== content) oddlyWritten('field-version-padded', ['openssl']);
    version = value.length === 1 ? (value[0] ?? 0) + 1 : 0;
    if (version < 1 || version > 3) {
      oddlyWritten('field-version-unknown', ['java']);
      version = 3;
    } else if (version === 1) malformed('certificate-version-1-spelled-out');
  }
  const [serial, innerAlgorithm, issuerField, validity, subjectField, spkiField, ...optional] = fields;
  judgeSerial(serial, malformed, oddlyWritten);
  const algorithm = oid(sequence(outerAlgorithm, 'signatureAlgorithm')[0], 'signatureAlgorithm');
  oid(sequence(innerAlgorithm, 'signature algorithm')[0], 'signature algorithm');
  if (!sameToJava(outerAlgorithm, innerAlgorithm)) oddlyWritten('field-two-algorithms', ['java']);
  const { name: issuer, text: issuerText } = issuerName(issuerField);
  const [notBeforeField, notAfterField, more] = sequence(validity, 'validity');
  if (more !== undefined) throw new Asn1Error({ code: 'validity-of-more-than-two-times' });
  const notBefore = time(notBeforeField, 'notBefore');
  const notAfter = time(notAfterField, 'notAfter');
  if (!notBefore.exact || !notAfter.exact) malformed('certificate-date-form', 'malformed-date');
  // YYMMDDhhmm+hhmm is the one form that the JDK does not read.
  if ([notBeforeField, notAfterField].some((date) => date?.tag === tags.utcTime && date.content.length === 15)) {
    oddlyWritten('field-date-form', ['java']);
  }
  const subject = nameOf(subjectField, 'subject');
  const spki = expectTag(spkiField, tags.sequence, 'subjectPublicKeyInfo').bytes;
  const publicKey = publicKeyOf(spki);
  if (!isJavaKey(spki)) faults.push(keyFault(['java']));

  if (issuer.length === 0)
    faults.push({ ...encodingFault({ code: 'field', fault: { code: 'field-issuer-empty' } }, ['java']), kind: 'unread' });
  if (subject.some((part) => part.length === 0) || issuer.some((part) => part.length === 0)) oddlyWritten('field-name-part-empty', []);

  let extensionList: readonly Extension[] = [];
  let listed = false;
  for (const [index, field] of optional.entries()) {
    const earlier = optional[index - 1]?.tag ?? 0;
    if (field.tag === 0xa3 && !listed) {
      listed = true;
      if (version !== 3) malformed('certificate-extensions-before-version-3', 'forbidden-field');
      const { list, followed } = extensionsIn(field);
      extensionList = list;
      if (followed) oddlyWritten('field-extension-followed', ['openssl']);
      if (extensionList.length === 0) oddlyWritten('field-extensions-empty', []);
    } else if ((field.tag & ~0x20) === 0x81 && earlier === 0) {
      if (version === 1) malformed('certificate-unique-id-in-version-1', 'forbidden-field');
    } else if ((field.tag & ~0x20) === 0x82 && (earlier & ~0x20) !== 0x82 && !listed) {
      if (version === 1) malformed('certificate-unique-id-in-version-1', 'forbidden-field');
    } else {
      oddlyWritten('field-not-known', version === 3 ? ['openssl'] : everyReader);
      // The JDK reads nothing from there on.
      break;
    }
  }
  if (!hasWholeOctets(signature)) oddlyWritten('field-signature-of-part-octets', everyReader);
  const walked: CertificateStructure = {
    serialNumber: serial?.content ?? none,
    issuer: issuerField?.bytes ?? none,
    subject: subjectField?.bytes ?? none,
    notBefore: notBefore.at,
    notAfter: notAfter.at,
    tbs: tbs?.bytes ?? none,
    signature: signature?.content.subarray(1) ?? none,
    extensions: extensionList,
  };
  const parts = structure ?? walked;
  extensionList = parts.extensions;
  const extensions = readExtensions(extensionList, faults);
  const { subject: subjectDer, issuer: issuerDer, serialNumber } = parts;
  const selfIssued = Buffer.compare(subjectDer, issuerDer) === 0;
  let selfSigned: boolean | null = null;
  const hex = (bytes: Uint8Array | null | undefined): string | null => (bytes ? Buffer.from(bytes).toString('hex') : null);
  const certificate: Certificate = {
    der,
    subject: nameText(subject),
    issuer: issuerText,
    subjectDer,
    issuerDer,
    commonName: commonName(subject),
    serialNumber: serialText(hex(serialNumber)) ?? '',
    notBefore: notBefore.at,
    notAfter: notAfter.at,
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
    get selfSigned() {
      selfSigned ??= selfIssued && isSelfSigned(body);
      return selfSigned;
    },
    ...flawsOf(faults),
  };
  const body: CertificateBody = {
    certificate,
    version,
    serialNumber,
    tbs: parts.tbs,
    signatureAlgorithm: outerAlgorithm?.bytes ?? none,
    innerSignatureAlgorithm: innerAlgorithm?.bytes ?? none,
    signature: parts.signature,
    spki,
    subject,
    issuer,
    extensionList,
    extensions,
    faults,
  };
  return body;
}

const none = new Uint8Array();

/** AlgorithmId.equals of the JDK: NULL for parameters is the same as none. */
function sameToJava(outer: Element | undefined, inner: Element | undefined): boolean {
  if (Buffer.compare(outer?.bytes ?? none, inner?.bytes ?? none) === 0) return true;
  const told = (algorithm: Element | undefined): string =>
    sequence(algorithm, 'signature algorithm')
      .filter(({ tag }, index) => index === 0 || tag !== tags.null)
      .map(({ bytes }) => Buffer.from(bytes).toString('hex'))
      .join();
  return told(outer) === told(inner);
}

/** A signature is a string of whole octets (RFC 5280 §4.1.1.3). Throws Asn1Error where it is no string of bits, or one without octets. */
function hasWholeOctets(signature: Element | undefined): boolean {
  if (signature?.tag !== tags.bitString) throw new Asn1Error({ code: 'asn1-no-bit-string', what: 'signatureValue' });
  const [unused] = signature.content;
  if (unused === undefined) throw new Asn1Error({ code: 'asn1-empty-bit-string', what: 'signatureValue' });
  if (unused > 7) throw new Asn1Error({ code: 'asn1-no-bit-string', what: 'signatureValue' });
  return unused === 0;
}

function serialText(hexadecimal: string | null): string | null {
  return hexadecimal?.replace(/^0+(?=.)/, '') ?? null;
}

function directoryNameIn(names: readonly RawName[]): string | null {
  const found = names.find((one) => one.kind === 'directory');
  return found === undefined ? null : nameText(found.name);
}

/** By the DER: a fleet has few issuers. */
const issuers = new BoundedCache<{ readonly name: Name; readonly text: string }>(64);

function issuerName(element: Element | undefined): { readonly name: Name; readonly text: string } {
  const der = expectTag(element, tags.sequence, 'issuer').bytes;
  if (der.length > 1024) return namedBy(der);
  const key = latin1(der);
  const known = issuers.find(key);
  if (known !== undefined) return known;
  const named = namedBy(der);
  issuers.keep(key, named);
  return named;
}

function namedBy(der: Uint8Array): { readonly name: Name; readonly text: string } {
  const name = parseName(der);
  return { name, text: nameText(name) };
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

/** The extensions, and whether one has more than its value, which the JDK does not look at. Throws Asn1Error where the list is not as RFC 5280 §4.1 has it. */
function extensionsIn(field: Element): { readonly list: readonly Extension[]; readonly followed: boolean } {
  const [items, more] = elements(field, 'extensions');
  if (more !== undefined) throw new Asn1Error({ code: 'extensions-followed' });
  let followed = false;
  const list = sequence(items, 'extensions').map((item) => {
    const parts = sequence(item, 'extension');
    const id = oid(parts[0], 'identifier of an extension');
    const name = `extension ${extensionName(id)}`;
    const flag = parts[1]?.tag === tags.boolean ? parts[1] : undefined;
    if (parts.length > (flag === undefined ? 2 : 3)) followed = true;
    const critical = flag !== undefined && boolean(flag, `${name}: critical`);
    const { content: value } = expectTag(parts[flag === undefined ? 1 : 2], tags.octetString, name);
    return { id, critical, value };
  });
  return { list, followed };
}
