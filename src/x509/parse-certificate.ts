import { hash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { CertificateFlaw } from '../model/certificate-flaw.ts';
import type { FieldFault } from '../model/reasons/field-fault.ts';
import { Asn1Error } from './asn1/element.ts';
import { onlyElement, sequence } from './asn1/read-der.ts';
import { BoundedCache } from './bounded-cache.ts';
import { judged, type ParsedCertificate } from './certificate-body.ts';
import { flawOfBytes } from './flaw-of-bytes.ts';
import { otherwiseWritten, type Written } from './otherwise-written.ts';
import { readStructure } from './read-structure.ts';

export type ParseResult =
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'unreadable'; readonly flaw: CertificateFlaw };

/** What is longer is not read: a TLS handshake of Elasticsearch's JVM takes 32 KB, and hostile bytes should cost little. */
export const certificateSizeLimit = 100 * 1024;

type Parsed = { readonly kind: 'parsed'; readonly parsed: ParsedCertificate } | Extract<ParseResult, { readonly kind: 'unreadable' }>;

/** By SHA-256, 8 MiB in memory at most: a scan meets the same few CAs at every node. A record takes 6 KiB beside its DER. */
const cache = new BoundedCache<Parsed>(
  8 * 1024 * 1024,
  (value) => (value.kind === 'parsed' ? value.parsed.certificate.der.length : 0) + 6 * 1024,
);
const byRecord = new WeakMap<Certificate, ParsedCertificate>();

/**
 * An X.509 certificate (RFC 5280 §4.1) from its DER. Never throws: bytes that are none are `unreadable`, with what is wrong with them.
 * The record keeps a copy of the bytes. A flaw that leaves the certificate readable, such as a broken extension, leaves null in its
 * place; path validation knows of it.
 */
export function parseCertificate(der: Uint8Array): ParseResult {
  const result = parse(der);
  return result.kind === 'parsed' ? { kind: 'certificate', certificate: result.parsed.certificate } : result;
}

/** The same with what path validation needs. Never throws. */
export function parse(der: Uint8Array): Parsed {
  if (der.length > certificateSizeLimit) return unreadable({ code: 'too-large', have: der.length, most: certificateSizeLimit });
  const sha256 = hash('sha256', der, 'hex');
  const known = cache.find(sha256);
  if (known !== undefined) return known;
  const result = parseAnew(Uint8Array.from(der), sha256);
  cache.keep(sha256, result);
  return result;
}

/** What validation needs of a record that `parseCertificate` once made. Throws TypeError where the record's bytes are no certificate. */
export function parsedOf(certificate: Certificate): ParsedCertificate {
  const known = byRecord.get(certificate);
  if (known !== undefined) return known;
  const result = parse(certificate.der);
  if (result.kind === 'unreadable') throw new TypeError(`not a certificate: ${result.flaw.code}`);
  byRecord.set(certificate, result.parsed);
  return result.parsed;
}

function parseAnew(der: Uint8Array, sha256: string): Parsed {
  const first = attempt(der, sha256, { body: der, walk: der, faults: [] });
  if (first.kind === 'parsed') return first;
  const other = otherwiseWritten(der);
  const second = other === null ? null : attempt(der, sha256, other);
  return second?.kind === 'parsed' ? second : unreadable(flawOfBytes(der, first.because));
}

type Attempt = { readonly kind: 'parsed'; readonly parsed: ParsedCertificate } | { readonly kind: 'failed'; readonly because: FieldFault };

function attempt(der: Uint8Array, sha256: string, written: Written): Attempt {
  const structured = readStructure(written.body);
  if (structured.kind === 'unreadable') return { kind: 'failed', because: framingFault(written.walk) ?? structured.because };
  try {
    const parsed = judged(der, sha256, written, structured.structure);
    byRecord.set(parsed.certificate, parsed);
    return { kind: 'parsed', parsed };
  } catch (error) {
    if (error instanceof Asn1Error) return { kind: 'failed', because: { code: 'field-unreadable', fault: error.fault } };
    throw error;
  }
}

function unreadable(flaw: CertificateFlaw): Extract<ParseResult, { readonly kind: 'unreadable' }> {
  return { kind: 'unreadable', flaw };
}

/** What is wrong with the outermost SEQUENCE, which says more than a parser's words; null where that is well. */
function framingFault(der: Uint8Array): FieldFault | null {
  try {
    const parts = sequence(onlyElement(der, 'certificate'), 'certificate');
    return parts.length === 3 ? null : { code: 'field-unreadable', fault: { code: 'certificate-not-of-three-parts' } };
  } catch (error) {
    if (error instanceof Asn1Error) return { code: 'field-unreadable', fault: error.fault };
    throw error;
  }
}
