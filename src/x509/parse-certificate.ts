import { hash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { CertificateFlaw } from '../model/certificate-flaw.ts';
import type { FieldFault } from '../model/reasons/field-fault.ts';
import { Asn1Error } from './asn1/element.ts';
import { BoundedCache } from './bounded-cache.ts';
import { type CertificateBody, readBody } from './certificate-body.ts';
import { flawOfBytes } from './flaw-of-bytes.ts';
import { otherwiseWritten, type Written } from './otherwise-written.ts';
import { type ParsedCertificate, parsedCertificate } from './parsed-certificate.ts';
import { type CertificateStructure, readStructure } from './read-structure.ts';
import { verifySignature } from './verify-signature.ts';

export type ParseResult =
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'unreadable'; readonly flaw: CertificateFlaw };

/** What is longer is not read: a TLS handshake of Elasticsearch's JVM takes 32 KB, and hostile bytes should cost little. */
export const certificateSizeLimit = 100 * 1024;

type Unreadable = Extract<ParseResult, { readonly kind: 'unreadable' }>;
type Parsed = { readonly kind: 'parsed'; readonly parsed: ParsedCertificate } | Unreadable;
type Read = { readonly kind: 'read'; readonly body: CertificateBody } | Unreadable;

/** A record takes 6 KiB beside its DER. */
const weightOf = (value: Read): number => (value.kind === 'read' ? value.body.certificate.der.length : 0) + 6 * 1024;

/** By SHA-256, 8 MiB in memory at most, of what was asked for twice: a scan meets the same few CAs at every node. */
const cache = new BoundedCache<Read>(8 * 1024 * 1024, weightOf);
/** What was asked for once, such as each node's own certificate: to keep thousands of them would cost more than it saves. */
const seenOnce = new BoundedCache<Read>(512 * 1024, weightOf);
const bodies = new WeakMap<Certificate, CertificateBody>();
/** By the bytes of a record, which nobody writes to: whoever holds the records of a thousand roots has each of them read once. */
const ofRecords = new WeakMap<Uint8Array, Read>();
const parsedBodies = new WeakMap<CertificateBody, ParsedCertificate>();

/**
 * An X.509 certificate (RFC 5280 §4.1) from its DER. Never throws: bytes that are none are `unreadable`, with what is wrong with them.
 * The record keeps a copy of the bytes. A flaw that leaves the certificate readable, such as a broken extension, leaves null in its
 * place; path validation knows of it.
 */
export function parseCertificate(der: Uint8Array): ParseResult {
  const result = read(der);
  return result.kind === 'read' ? { kind: 'certificate', certificate: result.body.certificate } : result;
}

/** The same with what path validation needs, read by pkijs. Never throws. */
export function parse(der: Uint8Array): Parsed {
  const result = read(der);
  return result.kind === 'read' ? { kind: 'parsed', parsed: parsedFrom(result.body) } : result;
}

/** What validation needs of a record that `parseCertificate` once made. Throws TypeError where the record's bytes are no certificate. */
export function parsedOf(certificate: Certificate): ParsedCertificate {
  return parsedFrom(bodyOf(certificate));
}

/** What the record was made of. Throws TypeError where its bytes are no certificate. */
export function bodyOf(certificate: Certificate): CertificateBody {
  const known = bodies.get(certificate);
  if (known !== undefined) return known;
  const result = read(certificate.der);
  if (result.kind === 'unreadable') throw new TypeError(`not a certificate: ${result.flaw.code}`);
  bodies.set(certificate, result.body);
  return result.body;
}

function read(der: Uint8Array): Read {
  const ofRecord = ofRecords.get(der);
  if (ofRecord !== undefined) return ofRecord;
  if (der.length > certificateSizeLimit) return unreadable({ code: 'too-large', have: der.length, most: certificateSizeLimit });
  const sha256 = hash('sha256', der, 'hex');
  const known = cache.find(sha256);
  if (known !== undefined) return known;
  const once = seenOnce.find(sha256);
  const result = once ?? readAnew(Uint8Array.from(der), sha256);
  (once === undefined ? seenOnce : cache).keep(sha256, result);
  return result;
}

function readAnew(der: Uint8Array, sha256: string): Read {
  const first = attempt(der, sha256, { body: der, walk: der, faults: [] }, null);
  if (first.kind === 'read') return first;
  // What is too long in DER is too long in BER.
  const tooMuch = first.because.code === 'field-unreadable' && first.because.fault.code === 'asn1-too-many-parts';
  const other = tooMuch ? null : otherwiseWritten(der);
  // What was signed is the BER, and the walk reads the DER made of it.
  const structure = other === null ? null : readStructure(other.body);
  const second = other === null || structure === null ? null : attempt(der, sha256, other, structure);
  return second?.kind === 'read' ? second : unreadable(flawOfBytes(der, first.because));
}

type Attempt = { readonly kind: 'read'; readonly body: CertificateBody } | { readonly kind: 'failed'; readonly because: FieldFault };

function attempt(der: Uint8Array, sha256: string, written: Written, structure: CertificateStructure | null): Attempt {
  try {
    const body = readBody(der, sha256, written, structure, signedByItself);
    const result = { kind: 'read', body } as const;
    bodies.set(body.certificate, body);
    ofRecords.set(der, result);
    return result;
  } catch (error) {
    if (error instanceof Asn1Error) return { kind: 'failed', because: { code: 'field-unreadable', fault: error.fault } };
    throw error;
  }
}

function parsedFrom(body: CertificateBody): ParsedCertificate {
  const known = parsedBodies.get(body);
  if (known !== undefined) return known;
  const parsed = parsedCertificate(body);
  parsedBodies.set(body, parsed);
  return parsed;
}

function signedByItself(body: CertificateBody): boolean {
  return verifySignature(parsedFrom(body), body.spki) === true;
}

function unreadable(flaw: CertificateFlaw): Unreadable {
  return { kind: 'unreadable', flaw };
}
