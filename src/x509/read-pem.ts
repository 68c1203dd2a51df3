import type { CertificatesFault } from '../model/reasons/content-fault.ts';
import { Asn1Error, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { firstElement, onlyElement, sequence, smallInteger } from './asn1/read-der.ts';

/** What a file turned out to hold. */
export type PemContent = {
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
  /** What else was found, or why there is nothing; null where the file is as it should be. */
  readonly problem: PemProblem | null;
};

export type PemProblem = {
  readonly kind:
    | 'empty'
    | 'no-certificate'
    | 'private-key'
    | 'public-key'
    | 'certificate-request'
    | 'crl'
    | 'pkcs12'
    | 'pkcs7'
    | 'jks'
    | 'jceks'
    | 'bcfks'
    | 'broken-pem';
  /** Which of its kind it is. */
  readonly because: CertificatesFault;
};

/**
 * The certificates in a PEM or DER file. PEM may have CRLF, a byte order mark, text around the blocks and several blocks; other blocks
 * (keys, parameters) are passed over if there are certificates as well. A file that is something else is named for what it is.
 * Never throws.
 */
export function readCertificates(bytes: Uint8Array): PemContent {
  if (bytes.length === 0) return nothing('empty', { code: 'content-empty-file' });
  const text = asText(bytes);
  if (/-----BEGIN [^-\r\n]*-----/.test(text)) return fromPem(text);
  return fromBinary(bytes);
}

function nothing(kind: PemProblem['kind'], because: CertificatesFault): PemContent {
  return { certificates: [], problem: { kind, because } };
}

/** Notepad and PowerShell write UTF-16; everything else reads well enough as Latin-1. */
function asText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) return Buffer.from(buffer).swap16().toString('utf16le');
  return buffer.toString('latin1');
}

function fromPem(text: string): PemContent {
  const certificates: Uint8Array[] = [];
  const others = new Set<string>();
  let broken: CertificatesFault | null = null;
  const begin = /-----BEGIN ([^-\r\n]*)-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? '';
    const end = text.indexOf(`-----END ${label}-----`, begin.lastIndex);
    const next = text.indexOf('-----BEGIN ', begin.lastIndex);
    if (end < 0 || (next >= 0 && next < end)) {
      broken ??= { code: 'content-block-without-end', label };
      continue;
    }
    const body = text.slice(begin.lastIndex, end);
    begin.lastIndex = end;
    if (label !== 'CERTIFICATE' && label !== 'X509 CERTIFICATE' && label !== 'TRUSTED CERTIFICATE') {
      others.add(label);
      continue;
    }
    const base64 = body.replace(/\s+/g, '');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
      broken ??= { code: 'content-block-not-base64' };
      continue;
    }
    const der = new Uint8Array(Buffer.from(base64, 'base64'));
    certificates.push(label === 'TRUSTED CERTIFICATE' ? withoutTrust(der) : der);
  }
  if (broken !== null) return { certificates, problem: { kind: 'broken-pem', because: broken } };
  if (certificates.length > 0) return { certificates, problem: null };
  return { certificates, problem: notCertificates([...others]) };
}

/** OpenSSL's own TRUSTED CERTIFICATE has trust settings after the certificate. */
function withoutTrust(der: Uint8Array): Uint8Array {
  try {
    return firstElement(der, 'certificate').bytes;
  } catch {
    return der;
  }
}

function notCertificates(labels: readonly string[]): PemProblem {
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) {
    return { kind: 'private-key', because: { code: 'content-private-key', form: 'pem' } };
  }
  if (labels.some((label) => label.endsWith('PUBLIC KEY')))
    return { kind: 'public-key', because: { code: 'content-public-key', form: 'pem' } };
  if (labels.some((label) => label.endsWith('CERTIFICATE REQUEST'))) {
    return { kind: 'certificate-request', because: { code: 'content-certificate-request', form: 'pem' } };
  }
  if (labels.includes('X509 CRL')) return { kind: 'crl', because: { code: 'content-crl', form: 'pem' } };
  if (labels.includes('PKCS7') || labels.includes('CMS')) return { kind: 'pkcs7', because: { code: 'content-pkcs7', form: 'pem' } };
  return { kind: 'no-certificate', because: { code: 'content-other-blocks', labels } };
}

function fromBinary(bytes: Uint8Array): PemContent {
  if (bytes[0] === 0xfe && bytes[1] === 0xed && bytes[2] === 0xfe && bytes[3] === 0xed) {
    return nothing('jks', { code: 'content-java-store', format: 'jks' });
  }
  if (bytes[0] === 0xce && bytes[1] === 0xce && bytes[2] === 0xce && bytes[3] === 0xce) {
    return nothing('jceks', { code: 'content-java-store', format: 'jceks' });
  }
  try {
    return fromDer(bytes);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    if (bytes[0] === tags.sequence) return nothing('no-certificate', { code: 'content-der-broken', fault: error.fault });
    return nothing('no-certificate', { code: 'content-neither-pem-nor-der' });
  }
}

/** Tells apart what begins with a SEQUENCE by the shape of its first elements. Throws Asn1Error. */
function fromDer(bytes: Uint8Array): PemContent {
  const first = firstElement(bytes, 'file');
  const [head, second, third] = sequence(first, 'file');
  // PFX (RFC 7292 §4): version 3, then a ContentInfo. Some writers use BER inside, so no deeper look.
  if (head?.tag === tags.integer && second?.tag === tags.sequence && smallInteger(head, 'version') === 3) {
    return nothing('pkcs12', { code: 'content-pkcs12' });
  }
  if (head?.tag === tags.integer) return nothing('private-key', { code: 'content-private-key', form: 'der' });
  if (head?.tag === tags.oid && oid(head, 'type').startsWith('1.2.840.113549.1.7.')) {
    return nothing('pkcs7', { code: 'content-pkcs7', form: 'der' });
  }
  if (head?.tag === tags.sequence && second?.tag === tags.octetString) {
    return nothing('private-key', { code: 'content-encrypted-key' });
  }
  if (head?.tag === tags.sequence && second?.tag === tags.bitString)
    return nothing('public-key', { code: 'content-public-key', form: 'der' });
  if (head?.tag === tags.sequence && second?.tag === tags.sequence && third?.tag === tags.bitString) {
    return signedThings(bytes, head.bytes);
  }
  return nothing('no-certificate', { code: 'content-der-of-another-kind' });
}

function isElement(bytes: Uint8Array): boolean {
  return bytes[0] === tags.sequence;
}

function signedThings(bytes: Uint8Array, tbs: Uint8Array): PemContent {
  const fields = sequence(onlyElement(tbs, 'content'), 'content');
  const at = fields[0]?.tag === 0xa0 ? 1 : 0;
  if (fields[at]?.tag === tags.integer && fields[at + 3]?.tag === tags.sequence && fields[at + 5]?.tag === tags.sequence) {
    const certificates: Uint8Array[] = [];
    // Several certificates one after the other are what `cat a.der b.der` makes.
    for (let rest = bytes; rest.length > 0; ) {
      // What is no certificate belongs to the one before it: there it is told.
      const { length } = firstElement(rest, 'certificate').bytes;
      const end = isElement(rest.subarray(length)) ? length : rest.length;
      certificates.push(Uint8Array.from(rest.subarray(0, end)));
      rest = rest.subarray(end);
    }
    return { certificates, problem: null };
  }
  if (fields[at]?.tag === tags.integer && fields[at + 3]?.tag === 0xa0) {
    return nothing('certificate-request', { code: 'content-certificate-request', form: 'der' });
  }
  return nothing('crl', { code: 'content-crl', form: 'der' });
}
