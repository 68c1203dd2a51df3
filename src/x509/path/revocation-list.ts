import { createHash } from 'node:crypto';
import { Asn1Error, type Element, expectTag, tags } from '../asn1/element.ts';
import { oid } from '../asn1/oid.ts';
import { bitStringOctets, boolean, elements, onlyElement, sequence, time } from '../asn1/read-der.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { describeName, nameKey, parseName } from '../distinguished-name.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { type Signed, verifySignature } from '../verify-signature.ts';
import { type Failure, failure } from './failure.ts';

/** A CertificateList (RFC 5280 §5), as far as it is used. */
export type RevocationList = Signed & {
  /** RFC 4514 text. */
  readonly issuer: string;
  readonly issuerKey: string;
  readonly thisUpdate: Date;
  /** Null where it does not say when the next one comes. */
  readonly nextUpdate: Date | null;
  /** Hexadecimal of the serial numbers. */
  readonly revoked: ReadonlySet<string>;
  /** What it covers: CA certificates, others, or both. Null: it is a part of a list, or one on behalf of others, which is not read here. */
  readonly scope: 'all' | 'ca' | 'leaf' | null;
};

/** Real ones have up to some megabytes. */
const sizeLimit = 32 * 1024 * 1024;
const cache = new BoundedCache<{ readonly list: RevocationList | null }>(16);

/** Null where the bytes are no revocation list. Never throws. */
export function parseRevocationList(der: Uint8Array): RevocationList | null {
  if (der.length > sizeLimit) return null;
  const key = createHash('sha256').update(der).digest('hex');
  const known = cache.find(key);
  if (known !== undefined) return known.list;
  let list: RevocationList | null = null;
  try {
    list = read(Uint8Array.from(der));
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
  }
  cache.keep(key, { list });
  return list;
}

/**
 * Whether a list that its issuer signed has revoked the certificate. Lists are used where they are of its issuer; a certificate for whose issuer there is none
 * passes. One that is out of date still revokes what it names, but says nothing of others: then the failure is `revocation-unknown`.
 */
export function revocationFailure(
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  lists: readonly RevocationList[],
  at: Date,
): Failure | null {
  const role = certificate.certificate.isCa ? 'ca' : 'leaf';
  const ours = lists.filter(
    ({ issuerKey, scope }) => issuerKey === certificate.issuerKey && scope !== null && (scope === 'all' || scope === role),
  );
  if (ours.length === 0) return null;
  const { subject } = certificate.certificate;
  const maySign = issuer.extensions.keyUsage?.includes('cRLSign') ?? true;
  const signed = ours.filter((list) => maySign && verifySignature(list, issuer.spki) === true);
  const serial = Buffer.from(certificate.serialNumber).toString('hex');
  if (signed.some(({ revoked }) => revoked.has(serial))) {
    return failure('revoked', { code: 'path-revoked', subject, serial: certificate.certificate.serialNumber }, certificate.certificate);
  }
  const current = signed.some(({ thisUpdate, nextUpdate }) => thisUpdate <= at && (nextUpdate === null || at <= nextUpdate));
  if (current) return null;
  const code = signed.length === 0 ? 'path-list-unsigned' : 'path-list-out-of-date';
  return failure('revocation-unknown', { code, subject }, certificate.certificate);
}

function read(der: Uint8Array): RevocationList {
  const [tbs, algorithm, signature] = sequence(onlyElement(der, 'revocation list'), 'revocation list');
  const fields = sequence(tbs, 'tbsCertList');
  if (fields[0]?.tag === tags.integer) fields.shift();
  const [, issuer, thisUpdate, ...rest] = fields;
  const next = rest[0]?.tag === tags.utcTime || rest[0]?.tag === tags.generalizedTime ? rest.shift() : undefined;
  const entries = rest[0]?.tag === tags.sequence ? rest.shift() : undefined;
  const extensions = rest.shift();
  const revoked = new Set<string>();
  const issuerDer = expectTag(issuer, tags.sequence, 'issuer').bytes;
  for (const entry of entries === undefined ? [] : sequence(entries, 'revokedCertificates')) {
    const [serial, , more] = sequence(entry, 'revoked certificate');
    if (!isRemoval(more)) revoked.add(Buffer.from(expectTag(serial, tags.integer, 'serial number').content).toString('hex'));
  }
  return {
    tbs: tbs?.bytes ?? new Uint8Array(),
    signatureAlgorithm: algorithm?.bytes ?? new Uint8Array(),
    signature: bitStringOctets(signature, 'signature'),
    issuer: describeName(issuerDer),
    issuerKey: nameKey(parseName(issuerDer)),
    thisUpdate: time(thisUpdate, 'thisUpdate').at,
    nextUpdate: next === undefined ? null : time(next, 'nextUpdate').at,
    revoked,
    scope: scopeOf(extensions),
  };
}

/** removeFromCRL (8), which only delta lists have. */
function isRemoval(extensions: Element | undefined): boolean {
  if (extensions === undefined) return false;
  return listed(extensions).some(({ id, value }) => id === '2.5.29.21' && onlyElement(value, 'reasonCode').content[0] === 8);
}

/** By issuingDistributionPoint (RFC 5280 §5.2.5); any other critical extension, such as that of a delta list, makes the list one that is not read. */
function scopeOf(extensions: Element | undefined): RevocationList['scope'] {
  let scope: RevocationList['scope'] = 'all';
  const list = extensions === undefined ? undefined : elements(expectTag(extensions, 0xa0, 'crlExtensions'), 'crlExtensions')[0];
  for (const { id, critical, value } of list === undefined ? [] : listed(list)) {
    if (id !== '2.5.29.28') {
      if (critical) return null;
      continue;
    }
    for (const flag of sequence(onlyElement(value, 'issuingDistributionPoint'), 'issuingDistributionPoint')) {
      if (flag.tag === 0x81) scope = 'leaf';
      else if (flag.tag === 0x82) scope = 'ca';
      else if (flag.tag !== 0xa0) return null;
    }
  }
  return scope;
}

function listed(extensions: Element): readonly { readonly id: string; readonly critical: boolean; readonly value: Uint8Array }[] {
  return sequence(extensions, 'extensions').map((item) => {
    const [id, second, third] = sequence(item, 'extension');
    const critical = second?.tag === tags.boolean && boolean(second, 'critical');
    const value = expectTag(second?.tag === tags.boolean ? third : second, tags.octetString, 'extension').content;
    return { id: oid(id, 'extension'), critical, value };
  });
}
