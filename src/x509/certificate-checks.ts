import { extensionIds, extensionName } from './extensions.ts';
import { type Failure, failure } from './failure.ts';
import { nameFlaw } from './name-constraints.ts';
import type { ParsedCertificate } from './parse-certificate.ts';

/** What a certificate is to be used for: by the peer that answers, or by the one that dials. */
export type Purpose = 'server' | 'client';

/** Extensions that path validation here handles; any other one refuses the path where it is critical (RFC 5280 §4.2). */
const handled: ReadonlySet<string> = new Set([
  extensionIds.subjectKeyIdentifier,
  extensionIds.keyUsage,
  extensionIds.subjectAltName,
  extensionIds.issuerAltName,
  extensionIds.basicConstraints,
  extensionIds.nameConstraints,
  extensionIds.certificatePolicies,
  extensionIds.policyMappings,
  extensionIds.authorityKeyIdentifier,
  extensionIds.policyConstraints,
  extensionIds.extendedKeyUsage,
  extensionIds.inhibitAnyPolicy,
]);

/** Whether the dates hold the instant; both ends belong to the period (RFC 5280 §4.1.2.5). */
export function dateFailure({ certificate }: ParsedCertificate, at: Date, role: 'leaf' | 'ca'): Failure | null {
  const { subject, notBefore, notAfter } = certificate;
  // Dates in a certificate have whole seconds; an instant within the last one is still in the period.
  const second = Math.floor(at.getTime() / 1000) * 1000;
  if (second < notBefore.getTime()) {
    const detail = `${named(subject)} is valid from ${iso(notBefore)}, which is after ${iso(at)}`;
    return failure(role === 'ca' ? 'ca-not-yet-valid' : 'not-yet-valid', detail, certificate);
  }
  if (second > notAfter.getTime()) {
    return failure(role === 'ca' ? 'ca-expired' : 'expired', `${named(subject)} ended on ${iso(notAfter)}`, certificate);
  }
  return null;
}

/** What RFC 5280 refuses in any certificate of a path, whatever its place: flaws of its form, and critical extensions that are not handled. */
export function formFailure(parsed: ParsedCertificate): Failure | null {
  const { certificate, extensionList, extensions, faults } = parsed;
  const fault = faults.find(({ kind }) => kind !== 'malformed') ?? faults.find(({ detail }) => /extensions|unique identifier/.test(detail));
  if (fault !== undefined) return failure('malformed-certificate', `${named(certificate.subject)}: ${fault.detail}`, certificate);
  const critical = extensionList.find(({ id, critical }) => critical && !handled.has(id));
  if (critical !== undefined) {
    const detail = `${named(certificate.subject)} has the critical extension ${extensionName(critical.id)}, which is not handled`;
    return failure('critical-extension', detail, certificate);
  }
  if (Buffer.compare(parsed.signatureAlgorithm, parsed.innerSignatureAlgorithm) !== 0) {
    return failure('malformed-certificate', `${named(certificate.subject)} names two different signature algorithms`, certificate);
  }
  if (parsed.issuer.length === 0) return failure('malformed-certificate', `${named(certificate.subject)} has no issuer`, certificate);
  const flaw = extensions.subjectAltName?.map(nameFlaw).find((text) => text !== null);
  if (flaw) return failure('malformed-certificate', `${named(certificate.subject)}: ${flaw}`, certificate);
  if (extensions.nameConstraints !== null && !certificate.isCa) {
    return failure('malformed-certificate', `${named(certificate.subject)} has nameConstraints, but is no CA`, certificate);
  }
  return null;
}

/** Whether a certificate may issue others (RFC 5280 §6.1.4 k to n). Version 1, which cannot say so, is taken for a CA where it is an anchor. */
export function issuerFailure(parsed: ParsedCertificate, role: 'intermediate' | 'anchor'): Failure | null {
  const { certificate, version, extensions } = parsed;
  const old = version < 3 && role === 'anchor' && parsed.extensionList.length === 0;
  if (!certificate.isCa && !old) {
    const detail = extensions.basicConstraints === null ? 'has no basicConstraints' : 'says in basicConstraints that it is no CA';
    return failure('not-a-ca', `${named(certificate.subject)} is used as a CA, but ${detail}`, certificate);
  }
  if (certificate.keyUsage !== null && !certificate.keyUsage.includes('keyCertSign')) {
    return failure('ca-key-usage', `${named(certificate.subject)} is used as a CA, but its keyUsage lacks keyCertSign`, certificate);
  }
  return null;
}

/** Whether extendedKeyUsage allows the purpose; a CA's, where it has one, limits what is below it. */
export function purposeFailure({ certificate }: ParsedCertificate, purpose: Purpose, role: 'leaf' | 'ca'): Failure | null {
  const wanted = purpose === 'server' ? 'serverAuth' : 'clientAuth';
  const usages = certificate.extendedKeyUsage;
  if (usages === null || usages.includes(wanted) || usages.includes('anyExtendedKeyUsage')) return null;
  const detail = `extendedKeyUsage of ${named(certificate.subject)} has ${usages.join(', ')}, not ${wanted}`;
  return failure(role === 'leaf' ? 'extended-key-usage' : 'ca-extended-key-usage', detail, certificate);
}

/** Whether keyUsage lets a leaf's key do what TLS needs: sign, or take part in an old key exchange (RFC 5246 §7.4.2, RFC 8446 §4.4.2.2). */
export function keyUsageFailure({ certificate }: ParsedCertificate, purpose: Purpose): Failure | null {
  const usages = certificate.keyUsage;
  if (usages === null || usages.includes('digitalSignature')) return null;
  if (purpose === 'server' && (usages.includes('keyEncipherment') || usages.includes('keyAgreement'))) return null;
  return failure('key-usage', `keyUsage of ${named(certificate.subject)} lacks digitalSignature`, certificate);
}

/** `the certificate without a subject` where there is none: an empty name would leave a hole in the sentence. */
export function named(subject: string): string {
  return subject === '' ? 'the certificate without a subject' : subject;
}

function iso(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an unknown date' : date.toISOString().replace(/\.\d+Z$/, 'Z');
}
