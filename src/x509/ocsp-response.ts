import { createHash } from 'node:crypto';
import type { Certificate } from '../model/certificate.ts';
import type { OcspStatus } from '../model/evidence.ts';
import type { OcspFault } from '../model/reasons/verdict-reason.ts';
import { digestAlgorithms } from './algorithms.ts';
import { Asn1Error, type Element, expectTag, tags } from './asn1/element.ts';
import { oid } from './asn1/oid.ts';
import { bitStringOctets, elements, onlyElement, sequence, time } from './asn1/read-der.ts';
import { parse, parsedOf } from './parse-certificate.ts';
import { signedBy } from './signature.ts';
import { verifySignature } from './verify-signature.ts';

/** Why a responder has no answer (RFC 6960 §4.2.1). */
const refusals: Readonly<Record<number, string>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

/** Longer ones do not occur: a response holds one status, a signature and a certificate or two. */
const sizeLimit = 64 * 1024;

/**
 * What a stapled OCSP response (RFC 6960, DER) says of a certificate. It counts only where the certificate's issuer signed it, or a responder that the
 * issuer certified for that (id-kp-OCSPSigning); all else is `unreadable`, and because of what. Whether it is still current is for the reader of
 * `thisUpdate` and `nextUpdate` to say. Never throws.
 */
export function readOcspResponse(response: Uint8Array, certificate: Certificate, issuer: Certificate | null): OcspStatus {
  if (response.length > sizeLimit) return unreadable({ code: 'ocsp-too-large', octets: response.length });
  if (issuer === null) return unreadable({ code: 'ocsp-issuer-unknown' });
  try {
    return read(response, certificate, issuer);
  } catch (error) {
    if (error instanceof Asn1Error) return unreadable({ code: 'ocsp-malformed', fault: error.fault });
    throw error;
  }
}

function unreadable(because: OcspFault): OcspStatus {
  return { kind: 'unreadable', because };
}

function read(response: Uint8Array, certificate: Certificate, issuer: Certificate): OcspStatus {
  const [status, wrapped] = sequence(onlyElement(response, 'OCSPResponse'), 'OCSPResponse');
  const code = expectTag(status, tags.enumerated, 'responseStatus').content;
  if (code.length !== 1 || code[0] !== 0) return unreadable({ code: 'ocsp-refused', status: refusals[code[0] ?? -1] ?? null });
  const [type, octets] = sequence(elements(expectTag(wrapped, 0xa0, 'responseBytes'), 'responseBytes')[0], 'responseBytes');
  if (oid(type, 'responseType') !== '1.3.6.1.5.5.7.48.1.1') return unreadable({ code: 'ocsp-not-basic' });
  const basic = onlyElement(expectTag(octets, tags.octetString, 'response').content, 'BasicOCSPResponse');
  const [data, algorithm, signature, certificates] = sequence(basic, 'BasicOCSPResponse');
  const { producedAt, responses } = responseData(data);
  const ours = responses.map(single).find(({ id }) => isFor(id, certificate, issuer));
  if (ours === undefined) return unreadable({ code: 'ocsp-other-certificate' });

  const signed = {
    tbs: data?.bytes ?? new Uint8Array(),
    signatureAlgorithm: algorithm?.bytes ?? new Uint8Array(),
    signature: bitStringOctets(signature, 'signature'),
  };
  const signers = [issuer, ...delegates(certificates, issuer, producedAt)];
  const verdicts = signers.map((signer) => verifySignature(signed, parsedOf(signer).spki));
  if (!verdicts.includes(true)) {
    if (verdicts.includes(null)) return unreadable({ code: 'ocsp-signature-unsupported' });
    return unreadable({ code: 'ocsp-signer-foreign' });
  }
  return { kind: ours.kind, thisUpdate: ours.thisUpdate, nextUpdate: ours.nextUpdate };
}

function responseData(data: Element | undefined): { readonly producedAt: Date; readonly responses: readonly Element[] } {
  const fields = sequence(data, 'tbsResponseData');
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [, producedAt, responses] = fields;
  return { producedAt: time(producedAt, 'producedAt').at, responses: sequence(responses, 'responses') };
}

type CertificateId = {
  readonly digest: string;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serialNumber: Uint8Array;
};
type Single = {
  readonly id: CertificateId;
  readonly kind: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
};

function single(element: Element): Single {
  const [id, status, thisUpdate, next] = sequence(element, 'SingleResponse');
  const [algorithm, nameHash, keyHash, serial] = sequence(id, 'certID');
  const kinds: Readonly<Record<number, Single['kind']>> = { 128: 'good', 161: 'revoked', 130: 'unknown' };
  const kind = kinds[status?.tag ?? 0];
  if (kind === undefined) throw new Asn1Error({ code: 'asn1-none-of-three', what: 'certStatus' });
  return {
    id: {
      digest: digestAlgorithms[oid(sequence(algorithm, 'hashAlgorithm')[0], 'hashAlgorithm')] ?? '',
      nameHash: expectTag(nameHash, tags.octetString, 'issuerNameHash').content,
      keyHash: expectTag(keyHash, tags.octetString, 'issuerKeyHash').content,
      serialNumber: expectTag(serial, tags.integer, 'serialNumber').content,
    },
    kind,
    thisUpdate: time(thisUpdate, 'thisUpdate').at,
    nextUpdate: next?.tag === 0xa0 ? time(elements(next, 'nextUpdate')[0], 'nextUpdate').at : null,
  };
}

function isFor(id: CertificateId, certificate: Certificate, issuer: Certificate): boolean {
  if (id.digest === '' || Buffer.compare(id.serialNumber, parsedOf(certificate).serialNumber) !== 0) return false;
  const key = bitStringOctets(sequence(onlyElement(parsedOf(issuer).spki, 'key'), 'key')[1], 'key');
  const digest = (bytes: Uint8Array): Buffer => createHash(id.digest).update(bytes).digest();
  return digest(issuer.subjectDer).equals(id.nameHash) && digest(key).equals(id.keyHash);
}

/** Responders' certificates that came along and that the issuer itself signed for the purpose (RFC 6960 §4.2.2.2). */
function delegates(wrapped: Element | undefined, issuer: Certificate, at: Date): readonly Certificate[] {
  if (wrapped?.tag !== 0xa0) return [];
  return sequence(elements(wrapped, 'certs')[0], 'certs')
    .slice(0, 4)
    .flatMap(({ bytes }) => {
      const result = parse(bytes);
      if (result.kind === 'unreadable') return [];
      const { certificate, issuerKey } = result.parsed;
      const current = certificate.notBefore.getTime() <= at.getTime() && at.getTime() <= certificate.notAfter.getTime();
      const meant = certificate.extendedKeyUsage?.includes('OCSPSigning') ?? false;
      return meant && current && issuerKey === parsedOf(issuer).subjectKey && signedBy(certificate, issuer) === true ? [certificate] : [];
    });
}
