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
  /** For people, as the end of `FILE: …`. */
  readonly detail: string;
};

/**
 * The certificates in a PEM or DER file. PEM may have CRLF, a byte order mark, text around the blocks and several blocks; other blocks
 * (keys, parameters) are passed over if there are certificates as well. A file that is something else is named for what it is.
 * Never throws.
 */
export function readCertificates(bytes: Uint8Array): PemContent {
  if (bytes.length === 0) return nothing('empty', 'the file is empty');
  const text = asText(bytes);
  if (/-----BEGIN [^-\r\n]*-----/.test(text)) return fromPem(text);
  return fromBinary(bytes);
}

function nothing(kind: PemProblem['kind'], detail: string): PemContent {
  return { certificates: [], problem: { kind, detail } };
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
  let broken: string | null = null;
  const begin = /-----BEGIN ([^-\r\n]*)-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? '';
    const end = text.indexOf(`-----END ${label}-----`, begin.lastIndex);
    const next = text.indexOf('-----BEGIN ', begin.lastIndex);
    if (end < 0 || (next >= 0 && next < end)) {
      broken ??= `the block that begins with BEGIN ${label} has no end`;
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
      broken ??= 'a CERTIFICATE block is not Base64';
      continue;
    }
    const der = new Uint8Array(Buffer.from(base64, 'base64'));
    certificates.push(label === 'TRUSTED CERTIFICATE' ? withoutTrust(der) : der);
  }
  if (broken !== null) return { certificates, problem: { kind: 'broken-pem', detail: broken } };
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
    return { kind: 'private-key', detail: 'it holds a private key and no certificate' };
  }
  if (labels.some((label) => label.endsWith('PUBLIC KEY')))
    return { kind: 'public-key', detail: 'it holds a public key and no certificate' };
  if (labels.some((label) => label.endsWith('CERTIFICATE REQUEST'))) {
    return { kind: 'certificate-request', detail: 'it holds a certificate request (CSR), which nobody has signed yet, and no certificate' };
  }
  if (labels.includes('X509 CRL')) return { kind: 'crl', detail: 'it holds a revocation list (CRL) and no certificate' };
  if (labels.includes('PKCS7') || labels.includes('CMS'))
    return { kind: 'pkcs7', detail: 'it is a PKCS#7 bundle: turn it into PEM with openssl pkcs7 -print_certs' };
  return { kind: 'no-certificate', detail: `it holds ${labels.join(', ')} and no certificate` };
}

function fromBinary(bytes: Uint8Array): PemContent {
  if (bytes[0] === 0xfe && bytes[1] === 0xed && bytes[2] === 0xfe && bytes[3] === 0xed) {
    return nothing('jks', 'it is a Java key store (JKS), not PEM or DER');
  }
  if (bytes[0] === 0xce && bytes[1] === 0xce && bytes[2] === 0xce && bytes[3] === 0xce) {
    return nothing('jceks', 'it is a Java key store (JCEKS), not PEM or DER');
  }
  try {
    return fromDer(bytes);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    if (bytes[0] === tags.sequence) return nothing('no-certificate', `it is neither PEM nor readable DER: ${error.message}`);
    return nothing('no-certificate', 'it is neither PEM nor DER');
  }
}

/** Tells apart what begins with a SEQUENCE by the shape of its first elements. Throws Asn1Error. */
function fromDer(bytes: Uint8Array): PemContent {
  const first = firstElement(bytes, 'file');
  const [head, second, third] = sequence(first, 'file');
  // PFX (RFC 7292 §4): version 3, then a ContentInfo. Some writers use BER inside, so no deeper look.
  if (head?.tag === tags.integer && second?.tag === tags.sequence && smallInteger(head, 'version') === 3) {
    return nothing('pkcs12', 'it is a PKCS#12 store (.p12, .pfx), not PEM or DER');
  }
  if (head?.tag === tags.integer) return nothing('private-key', 'it is a private key in DER, not a certificate');
  if (head?.tag === tags.oid && oid(head, 'type').startsWith('1.2.840.113549.1.7.')) {
    return nothing('pkcs7', 'it is a PKCS#7 bundle: turn it into PEM with openssl pkcs7 -inform DER -print_certs');
  }
  if (head?.tag === tags.sequence && second?.tag === tags.octetString) {
    return nothing('private-key', 'it is an encrypted private key in DER, not a certificate');
  }
  if (head?.tag === tags.sequence && second?.tag === tags.bitString)
    return nothing('public-key', 'it is a public key in DER, not a certificate');
  if (head?.tag === tags.sequence && second?.tag === tags.sequence && third?.tag === tags.bitString) {
    return signedThings(bytes, head.bytes);
  }
  return nothing('no-certificate', 'it is DER, but no certificate');
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
    return nothing('certificate-request', 'it is a certificate request (CSR) in DER, which nobody has signed yet');
  }
  return nothing('crl', 'it is a revocation list (CRL) in DER, not a certificate');
}
