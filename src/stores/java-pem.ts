import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { ContentFault, InsteadOf } from '../model/reasons/content-fault.ts';
import type { Secret } from '../model/secret.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { readCertificates } from '../x509/read-pem.ts';
import { openPemKey, type PemBlock, type PemKey, pemBlocks, pemText } from './pem-keys.ts';

/** Certificates as Java's CertificateFactory takes them from a file: PEM or DER, and nothing else beside them. */
export type JavaPemCertificates = {
  readonly certificates: readonly Certificate[];
  /** Null where all is well. */
  readonly problem: ContentFault | null;
  readonly reason: 'empty' | 'no-certificate' | null;
  /** The telling part of Elasticsearch's log line; the file's name is put in where the text has it. */
  readonly log: (path: string) => string;
};

/** Never throws. */
export function javaCertificates(bytes: Uint8Array): JavaPemCertificates {
  const fail = (problem: ContentFault, reason: 'empty' | 'no-certificate', log: (path: string) => string): JavaPemCertificates => ({
    certificates: [],
    problem,
    reason,
    log,
  });
  if (bytes.length === 0)
    return fail(instead({ code: 'content-empty' }), 'empty', (path) => `failed to parse any certificates from [${path}]`);
  const { certificates, problem } = readCertificates(bytes);
  const text = pemText(bytes);
  const blocks = pemBlocks(text);
  const parsing = () => 'CertificateParsingException (signed fields invalid)';
  const foreign = blocks.find(({ label }) => !/^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label));
  if (certificates.length === 0) {
    const hasContent = blocks.length > 0 || bytes[0] === 0x30;
    const found = problem?.because ?? ({ code: 'content-without-certificate' } as const);
    return fail(instead(found), 'no-certificate', hasContent ? parsing : () => 'CertificateException (No certificate data found)');
  }
  // Java takes every block for a certificate, whatever its label says.
  if (foreign !== undefined) return fail({ code: 'pem-other-block-beside', label: foreign.label }, 'no-certificate', parsing);
  if (problem !== null) return fail(problem.because, 'no-certificate', () => 'CertificateException');
  const parsed: Certificate[] = [];
  for (const [index, der] of certificates.entries()) {
    const read = parseCertificate(der);
    if (read.kind === 'unreadable')
      return fail(
        { code: 'pem-certificate-unreadable', place: index + 1, flaw: read.flaw },
        'no-certificate',
        () => 'CertificateParsingException',
      );
    const flaw = read.certificate.flaws?.find(({ unreadableTo }) => unreadableTo.includes('java'))?.flaw;
    if (flaw !== undefined)
      return fail({ code: 'pem-certificate-unreadable', place: index + 1, flaw }, 'no-certificate', () => 'CertificateParsingException');
    parsed.push(read.certificate);
  }
  return { certificates: parsed, problem: null, reason: null, log: () => '' };
}

function instead(found: InsteadOf['found'], expected: InsteadOf['expected'] = 'certificate'): ContentFault {
  return { code: 'content-instead', found, expected };
}

/** A private key as Elasticsearch takes it from a PEM file. */
export type JavaPrivateKey = {
  readonly key: KeyObject | null;
  /** Null where all is well. */
  readonly problem: ContentFault | null;
  readonly rule: 'pem-empty' | 'pem-key-unsupported' | 'pem-key-encrypted' | null;
  readonly log: string | null;
};

/**
 * Elasticsearch reads text, looks for the first line that begins with `-----BEGIN`, and takes what follows for the key: a byte order mark
 * before it hides the line, and a certificate before the key ends the search. Never throws.
 */
export function javaPrivateKey(bytes: Uint8Array, passwords: readonly Secret[], path: string): JavaPrivateKey {
  const fail = (rule: Exclude<JavaPrivateKey['rule'], null>, problem: ContentFault, log: string | null): JavaPrivateKey => ({
    key: null,
    problem,
    rule,
    log,
  });
  const empty = `Error parsing Private Key [${path}], file is empty`;
  if (bytes.length === 0) return fail('pem-empty', instead({ code: 'content-empty' }, 'pem-key'), empty);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail(
      'pem-key-unsupported',
      instead({ code: 'content-no-text' }, 'pem-key'),
      `cannot read configured PEM private key [${path}] - Input length = 1`,
    );
  }
  const text = pemText(bytes);
  const header = /^-----BEGIN([^\r\n]*)/m.exec(text);
  if (header === null) {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && text.includes('-----BEGIN');
    const problem: ContentFault = marked ? { code: 'pem-byte-order-mark' } : instead({ code: 'content-without-block' }, 'pem-key');
    return fail('pem-empty', problem, empty);
  }
  const unsupported = `cannot read PEM private key [${path}] because the file does not contain a supported key format`;
  const blocks = pemBlocks(text.slice(header.index));
  const [first, second] = blocks;
  if (first === undefined) return fail('pem-key-unsupported', { code: 'pem-first-block-no-key' }, unsupported);
  let block: PemBlock = first;
  if (first.label === 'EC PARAMETERS' || first.label === 'DSA PARAMETERS') {
    if (second === undefined)
      return fail(
        'pem-key-unsupported',
        { code: 'pem-parameters-without-key', label: first.label },
        `cannot read configured PEM private key [${path}] - Malformed PEM file, ${first.label.slice(0, 3).trim()} Key header is missing`,
      );
    block = second;
  }
  if (!/^(?:(?:RSA|EC|DSA|ENCRYPTED) )?PRIVATE KEY$/.test(block.label)) {
    const is = block.label.endsWith('PRIVATE KEY')
      ? unusable(openPemKey(block, []))
      : instead({ code: 'content-block-of', label: block.label }, 'key');
    return fail('pem-key-unsupported', is, unsupported);
  }
  const { key, fault, because } = openPemKey(block, passwords);
  if (key !== null) {
    if (block.label === 'ENCRYPTED PRIVATE KEY' && usesTripleDes(block)) {
      return fail(
        'pem-key-unsupported',
        { code: 'pem-key-in-triple-des' },
        `cannot load PEM private key from [${path}] due to GeneralSecurityException (PKCS#8 Private Key is encrypted with unsupported PBES2 algorithm [1.2.840.113549.3.7])`,
      );
    }
    return { key, problem: null, rule: null, log: null };
  }
  const problem = unusable({ because });
  const cause = `cannot load PEM private key from [${path}] due to`;
  switch (fault) {
    case 'password-needed':
    case 'wrong-password':
      return fail(
        'pem-key-encrypted',
        problem,
        `${cause} ${block.label === 'ENCRYPTED PRIVATE KEY' ? 'InvalidKeySpecException' : 'BadPaddingException'}`,
      );
    default:
      return fail(
        'pem-key-unsupported',
        problem,
        block.complete ? cause : `cannot read configured PEM private key [${path}] - Malformed PEM file, PEM footer is invalid or missing`,
      );
  }
}

/** The object identifier of triple DES in CBC, inside PBES2. */
function usesTripleDes({ body }: PemBlock): boolean {
  const der = Buffer.from(body.replace(/\s+/g, ''), 'base64').subarray(0, 200);
  return der.includes(Buffer.from('2a864886f70d01050d', 'hex')) && der.includes(Buffer.from('2a864886f70d0307', 'hex'));
}

function unusable({ because }: Pick<PemKey, 'because'>): ContentFault {
  return { code: 'pem-key-unusable', fault: because };
}
