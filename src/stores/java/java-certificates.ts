import type { Certificate } from '../../model/certificate.ts';
import type { CertificateFault } from '../../model/reasons/certificate-fault.ts';
import type { ContentFault } from '../../model/reasons/content-fault.ts';
import { tags } from '../../x509/asn1/element.ts';
import { berElement } from '../../x509/asn1/read-ber.ts';
import { parseCertificate, parsedOf } from '../../x509/parse-certificate.ts';
import { unreadableBy } from '../../x509/path/certificate-checks.ts';
import { readCertificates } from '../../x509/read-pem.ts';
import { javaBlocks } from './java-blocks.ts';
import { byReaders, type JavaReader, type JavaReading } from './java-reader.ts';
import { pkcs7Certificates } from './pkcs7-certificates.ts';

/** Certificates as Java's CertificateFactory takes them from a file: PEM, DER or PKCS#7, and nothing else beside them. */
export type JavaCertificates = {
  /** Those that are read; where some of the JDKs read the file and others do not, what is read by those that do. */
  readonly certificates: readonly Certificate[];
  /** Null where every one of the JDKs reads the file. */
  readonly problem: ContentFault | null;
  readonly reason: 'empty' | 'no-certificate' | null;
  /** Some of the JDKs that were asked for read it. */
  readonly depends: boolean;
  /** The telling part of Elasticsearch's log line; the file's name is put in where the text has it. */
  readonly log: (path: string) => string;
};

/** Never throws. */
export function javaCertificates(bytes: Uint8Array, { jdks }: Pick<JavaReading, 'jdks'>): JavaCertificates {
  const isRead = ({ problem }: JavaCertificates) => problem === null;
  const { answer, refusedBy } = byReaders(jdks, (reader) => readBy(bytes, reader), isRead);
  const newest = refusedBy[refusedBy.length - 1];
  if (!isRead(answer) || newest === undefined) return answer;
  const refusal = readBy(bytes, newest);
  const fault = refusal.problem;
  if (fault === null) return answer;
  return {
    ...refusal,
    certificates: answer.certificates,
    problem: { code: 'pem-by-jdk', jdks: newest < 25 ? 'before-25' : 'from-25', fault },
    depends: true,
  };
}

function readBy(bytes: Uint8Array, reader: JavaReader): JavaCertificates {
  if (bytes.length === 0) return none({ code: 'content-empty' });
  const { blocks, fault } = javaBlocks(bytes, reader);
  const [first] = blocks;
  if (first === undefined) {
    return fault === null
      ? refused(instead(bytes), () => 'CertificateException (No certificate data found)')
      : refused(marked(bytes) ?? { code: 'pem-java-block', fault, place: 1 }, ofIo);
  }
  const bundle = pkcs7Certificates(first);
  if (bundle !== null && bundle.length === 0) return none({ code: 'content-pkcs7-empty' });
  const parsed: Certificate[] = [];
  for (const [index, der] of (bundle ?? blocks).entries()) {
    const read = parseCertificate(der);
    if (read.kind === 'unreadable') return refusedBlock(bytes, der, index, read.flaw, bundle !== null);
    // PEM inside of another structure is found by who looks for it; the JDK does not.
    if (!beginsAsCertificate(der)) return refusedBlock(bytes, der, index, { code: 'not-asn1' }, bundle !== null);
    const trailing = bundle === null ? der.length - lengthOf(der) : 0;
    if (trailing > 0) {
      const flaw = { code: 'trailing-bytes', count: trailing } as const;
      return refused({ code: 'pem-certificate-unreadable', place: index + 1, flaw }, () => 'CertificateException (Unable to initialize)');
    }
    const refusal = javaFault(read.certificate);
    if (refusal !== null) {
      return refused({ code: 'pem-certificate-refused', place: index + 1, fault: refusal }, () => 'CertificateParsingException');
    }
    parsed.push(read.certificate);
  }
  // What follows a bundle is not looked at.
  if (fault !== null && bundle === null) {
    return refused(marked(bytes) ?? { code: 'pem-java-block', fault, place: blocks.length + 1 }, ofIo);
  }
  return { certificates: parsed, problem: null, reason: null, depends: false, log: () => '' };
}

function beginsAsCertificate(block: Uint8Array): boolean {
  return berElement(block, 'certificate').content[0] === tags.sequence;
}

/** Octets of the element that a block begins with. */
function lengthOf(block: Uint8Array): number {
  return berElement(block, 'certificate').bytes.length;
}

const ofIo = () => 'CertificateException (java.io.IOException)';

/** A byte order mark is why the lines after it are not found. */
function marked(bytes: Uint8Array): ContentFault | null {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? { code: 'pem-byte-order-mark' } : null;
}

/** Why the JDK cannot read a certificate that can be read; null where it can. */
function javaFault(certificate: Certificate): CertificateFault | null {
  return unreadableBy(parsedOf(certificate), 'refuse-critical');
}

type Unread = Pick<JavaCertificates, 'log'> & { readonly problem: ContentFault };

function refused(problem: Unread['problem'], log: Unread['log']): JavaCertificates {
  return { certificates: [], problem, reason: 'no-certificate', depends: false, log };
}

/** Elasticsearch's own words where the JDK reads the file and gives no certificate. */
function none(found: { readonly code: 'content-empty' | 'content-pkcs7-empty' }): JavaCertificates {
  return {
    certificates: [],
    problem: { code: 'content-instead', found, expected: 'certificate' },
    reason: found.code === 'content-empty' ? 'empty' : 'no-certificate',
    depends: false,
    log: (path) => `failed to parse any certificates from [${path}]`,
  };
}

/** A block that is no certificate: named for what it is, where it is known. */
function refusedBlock(
  bytes: Uint8Array,
  der: Uint8Array,
  index: number,
  flaw: Extract<ReturnType<typeof parseCertificate>, { readonly kind: 'unreadable' }>['flaw'],
  inBundle: boolean,
): JavaCertificates {
  const log = () => 'CertificateParsingException (signed fields invalid)';
  const is = inBundle ? null : readCertificates(der).problem;
  const whole = readCertificates(bytes);
  if (is === null || is.kind === 'no-certificate') return refused({ code: 'pem-certificate-unreadable', place: index + 1, flaw }, log);
  const found = whole.certificates.length === 0 ? (whole.problem?.because ?? is.because) : is.because;
  return whole.certificates.length === 0
    ? refused({ code: 'content-instead', found, expected: 'certificate' }, log)
    : refused({ code: 'pem-other-beside', place: index + 1, found }, log);
}

/** Why a JDK finds no block in a file. */
function instead(bytes: Uint8Array): ContentFault {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { code: 'pem-utf16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { code: 'pem-utf16' };
  const found = readCertificates(bytes);
  if (found.certificates.length > 0) return { code: 'pem-java-block', fault: { code: 'java-begin-hidden' }, place: 1 };
  return { code: 'content-instead', found: found.problem?.because ?? { code: 'content-without-certificate' }, expected: 'certificate' };
}
