import type { CertificateFault } from '../../model/reasons/certificate-fault.ts';
import { type Digest, type SignatureKind, signatureAlgorithms } from '../algorithms.ts';
import { Asn1Error, tags } from '../asn1/element.ts';
import { oid } from '../asn1/oid.ts';
import { onlyElement, sequence } from '../asn1/read-der.ts';
import { type Extension, extensionIds, extensionName, takenUp } from '../extensions.ts';
import type { Fault } from '../fault.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { pssParameters, publicKey } from '../verify-signature.ts';
import { type Failure, failure } from './failure.ts';
import type { ModelChoices } from './model-choices.ts';
import { nameFormFault } from './name-constraints.ts';

/** What a certificate is to be used for: by the peer that answers, or by the one that connects. */
export type Purpose = 'server' | 'client';

/** Whether the dates hold the instant; both ends belong to the period (RFC 5280 §4.1.2.5), but peers differ on its last second. */
export function dateFailure(
  { certificate }: ParsedCertificate,
  at: Date,
  role: 'leaf' | 'ca',
  { lastSecond }: Pick<ModelChoices, 'lastSecond'>,
): Failure | null {
  const { subject, notBefore, notAfter } = certificate;
  // Dates in a certificate have whole seconds; an instant within the last one is still in the period.
  const second = Math.floor(at.getTime() / 1000) * 1000;
  if (second < notBefore.getTime()) {
    const because = { code: 'path-not-yet-valid', subject, from: notBefore, at } as const;
    return failure(role === 'ca' ? 'ca-not-yet-valid' : 'not-yet-valid', because, certificate);
  }
  const end = notAfter.getTime();
  if (lastSecond === 'valid' ? second > end : lastSecond === 'begun' ? at.getTime() > end : second >= end) {
    return failure(role === 'ca' ? 'ca-expired' : 'expired', { code: 'path-ended', subject, until: notAfter }, certificate);
  }
  return null;
}

/** What refuses a certificate of a path whatever its place: flaws of its form, and critical extensions that are not handled. */
export function formFailure(parsed: ParsedCertificate, { handled, flaws, constraints }: ModelChoices): Failure | null {
  const { certificate, extensionList, extensions } = parsed;
  const { subject } = certificate;
  const fault = unreadableBy(parsed, flaws);
  if (fault !== null) return failure('malformed-certificate', { code: 'path-member-malformed', subject, fault }, certificate);
  const critical = extensionList.find(({ id, critical }) => critical && !handled.has(id));
  if (critical !== undefined) {
    const because = { code: 'path-critical-extension', subject, extension: extensionName(critical.id) } as const;
    return failure('critical-extension', because, certificate);
  }
  const twoAlgorithms = flaws === 'refuse' ? twoAlgorithmsFailure(parsed) : null;
  if (twoAlgorithms !== null) return twoAlgorithms;
  if (flaws === 'refuse' && parsed.issuer.length === 0)
    return failure('malformed-certificate', { code: 'path-without-issuer', subject }, certificate);
  if (!constraints.strictForm) return null;
  const [misformed] = extensions.subjectAltName?.flatMap((name) => nameFormFault(name) ?? []) ?? [];
  if (misformed === undefined) return null;
  return failure('malformed-certificate', { code: 'path-member-malformed', subject, fault: misformed }, certificate);
}

/** The algorithm beside the signature is another than the one that was signed (RFC 5280 §4.1.1.2). */
export function twoAlgorithmsFailure({ certificate, signatureAlgorithm, innerSignatureAlgorithm }: ParsedCertificate): Failure | null {
  if (Buffer.compare(signatureAlgorithm, innerSignatureAlgorithm) === 0) return null;
  return failure('malformed-certificate', { code: 'path-two-algorithms', subject: certificate.subject }, certificate);
}

/**
 * What only a CA may have (RFC 5280 §4.2.1.10 and §4.2.1.3) in a leaf that is none, and a leaf that names nobody (§4.2.1.6: without a subject, subjectAltName must
 * be critical); minded where form is.
 */
export function leafFormFailure(parsed: ParsedCertificate, { constraints }: ModelChoices): Failure | null {
  const { certificate, version, extensions, subject, extensionList } = parsed;
  if (!constraints.strictForm) return null;
  if (subject.length === 0 && !extensionList.some(({ id, critical }) => id === extensionIds.subjectAltName && critical)) {
    return failure('malformed-certificate', { code: 'path-leaf-names-nobody' }, certificate);
  }
  if (certificate.isCa) return null;
  if (extensions.nameConstraints !== null) {
    return failure('malformed-certificate', { code: 'path-leaf-constrains-names', subject: certificate.subject }, certificate);
  }
  if (version === 3 && (certificate.keyUsage?.includes('keyCertSign') ?? false)) {
    return failure('malformed-certificate', { code: 'path-leaf-signs-certificates', subject: certificate.subject }, certificate);
  }
  return null;
}

/** Who reads as a model has it; null: strictly by the standard. */
export const readers = { refuse: null, 'refuse-critical': 'java', 'refuse-known': 'openssl' } as const;

/** What keeps a peer from taking up a chain with this certificate anywhere in it, needed or not; null where nothing does. */
export function unreadableAnywhere(parsed: ParsedCertificate, flaws: ModelChoices['flaws']): CertificateFault | null {
  if (flaws === 'refuse-critical') return unreadableBy(parsed, flaws);
  const reader = readers[flaws];
  return (
    parsed.faults.find(({ kind, unreadableTo }) => kind === 'encoding' && reader !== null && unreadableTo.includes(reader))?.because ?? null
  );
}

/** Flaws that keep a certificate from being read at all by who reads as `flaws` says; null where there are none. */
export function unreadableBy({ faults, subject, extensionList }: ParsedCertificate, flaws: ModelChoices['flaws']): CertificateFault | null {
  const reader = readers[flaws];
  const fault = faults.find(({ kind, critical, extension, unreadableTo }) => {
    if (kind === 'malformed' || (reader !== null && !unreadableTo.includes(reader))) return false;
    if (kind === 'unread' && (reader === null || extension === null)) return reader !== null;
    if (kind === 'encoding') return true;
    // The JDK reads all forms of a date.
    if (kind === 'malformed-date') return flaws !== 'refuse-critical';
    if (flaws === 'refuse-known') return extension !== null && takenUp.has(extension);
    return flaws === 'refuse' || critical;
  });
  // The JDK does not read a certificate that names nobody (RFC 5280 §4.1.2.6: subjectAltName must then be there, and critical).
  if (fault === undefined && flaws === 'refuse-critical' && subject.length === 0) {
    const named = extensionList.some(({ id, critical }) => id === extensionIds.subjectAltName && critical);
    return named ? null : { code: 'certificate-names-nobody' };
  }
  return fault?.because ?? null;
}

/** One copy that can be read will do where another is broken. */
function hasReadableCopy(faults: readonly Fault[], list: readonly Extension[], asked: string): boolean {
  const broken = faults.filter(({ kind, extension }) => kind === 'malformed-extension' && extension === asked).length;
  return broken > 0 && list.filter(({ id }) => id === asked).length > broken;
}

/** An extension of a leaf that is broken without being critical, and is asked for. */
export function brokenLeafFailure(
  { certificate, faults, extensionList }: ParsedCertificate,
  asked: string,
  { brokenLeaf, flaws }: ModelChoices,
): Failure | null {
  const reader = readers[flaws];
  const fault = faults.find(
    ({ kind, extension, unreadableTo }) =>
      (kind === 'malformed-extension' || kind === 'malformed-name') &&
      extension === asked &&
      (reader === null || unreadableTo.includes(reader)),
  );
  if (fault === undefined || brokenLeaf === 'absent' || hasReadableCopy(faults, extensionList, asked)) return null;
  return failure(
    'malformed-certificate',
    { code: 'path-member-malformed', subject: certificate.subject, fault: fault.because },
    certificate,
  );
}

/** Whether a certificate may issue others (RFC 5280 §6.1.4 k to n). Version 1, which cannot say so, is taken for a CA where it is an anchor. */
export function issuerFailure(parsed: ParsedCertificate, role: 'intermediate' | 'anchor', { anchor, flaws }: ModelChoices): Failure | null {
  const { certificate, version, extensions } = parsed;
  // OpenSSL knows only version 1 for one that cannot say so.
  const old = version < (flaws === 'refuse-known' ? 2 : 3) && parsed.extensionList.length === 0;
  const implied = extensions.basicConstraints === null && (old || (anchor.byKeyUsage && certificate.keyUsage !== null));
  if (!certificate.isCa && !(role === 'anchor' && implied)) {
    const code = extensions.basicConstraints === null ? 'path-ca-without-constraints' : 'path-ca-denies';
    return failure('not-a-ca', { code, subject: certificate.subject }, certificate);
  }
  if (certificate.keyUsage !== null && !certificate.keyUsage.includes('keyCertSign')) {
    return failure('ca-key-usage', { code: 'path-ca-key-usage', subject: certificate.subject }, certificate);
  }
  return null;
}

/** Whether extendedKeyUsage allows the purpose; a CA's, where it has one, limits what is below it in the models that nest them. */
export function purposeFailure(
  { certificate }: ParsedCertificate,
  purpose: Purpose,
  role: 'leaf' | 'ca',
  choices: ModelChoices,
): Failure | null {
  const { any, alsoServer } = choices.extendedKeyUsage;
  const wanted = purpose === 'server' ? 'serverAuth' : 'clientAuth';
  const usages = certificate.extendedKeyUsage;
  if (usages === null || usages.includes(wanted) || (any && usages.includes('anyExtendedKeyUsage'))) return null;
  if (purpose === 'server' && alsoServer.some((id) => usages.includes(id))) return null;
  const because = { code: 'path-purpose', subject: certificate.subject, usages, wanted } as const;
  return failure(role === 'leaf' ? 'extended-key-usage' : 'ca-extended-key-usage', because, certificate);
}

/** Whether Netscape's certificate type, where there is one, allows the purpose. */
export function netscapeFailure(
  { certificate, extensions }: ParsedCertificate,
  purpose: Purpose,
  { netscapeType }: ModelChoices,
): Failure | null {
  const bits = extensions.netscapeCertType;
  if (!netscapeType || bits === null || bits.includes(purpose === 'server' ? 1 : 0)) return null;
  return failure('extended-key-usage', { code: 'path-netscape-type', subject: certificate.subject, purpose }, certificate);
}

/** Whether keyUsage lets a leaf's key do what TLS needs. */
export function keyUsageFailure({ certificate }: ParsedCertificate, purpose: Purpose, { keyUsage }: ModelChoices): Failure | null {
  const usages = certificate.keyUsage;
  const wanted = keyUsage[purpose];
  if (usages === null || wanted.length === 0 || wanted.some((usage) => usages.includes(usage))) return null;
  if (keyUsage.besidePurposes && certificate.extendedKeyUsage === null) return null;
  return failure('key-usage', { code: 'path-key-usage', subject: certificate.subject, wanted }, certificate);
}

/** Whether the key is long enough, and on a curve that is known. */
export function keyFailure({ certificate }: ParsedCertificate, { algorithms }: ModelChoices): Failure | null {
  const { algorithm, bits, curve } = certificate.publicKey;
  const floor = algorithm === 'EC' ? algorithms.minEcBits : algorithm.startsWith('RSA') || algorithm === 'DSA' ? algorithms.minRsaBits : 0;
  if (bits !== null && bits < floor) {
    return failure('weak-key', { code: 'path-key-too-short', subject: certificate.subject, algorithm, bits, least: floor }, certificate);
  }
  if (algorithm === 'EC' && algorithms.curves !== null && !algorithms.curves.includes(curve ?? '')) {
    return failure('weak-key', { code: 'path-curve-refused', subject: certificate.subject, curve }, certificate);
  }
  return null;
}

/** Whether OpenSSL can use the key of a leaf: one with a curve that is spelled out, or that it cannot decode, is refused. */
export function leafKeyFailure({ certificate, spki }: ParsedCertificate, { flaws }: ModelChoices): Failure | null {
  if (flaws !== 'refuse-known' || publicKey(spki) !== null) return null;
  const fault = { code: 'certificate-flawed', flaw: { code: 'field', fault: { code: 'field-key-form' } } } as const;
  return failure('malformed-certificate', { code: 'path-member-malformed', subject: certificate.subject, fault }, certificate);
}

/** Whether the algorithm of the signature is one that is accepted; the JDK takes no parameters of RSA but NULL. */
export function algorithmFailure(parsed: ParsedCertificate, { algorithms, flaws }: ModelChoices): Failure | null {
  const { digest, scheme, oddParameters } = signatureOf(parsed);
  const { subject, signatureAlgorithm } = parsed.certificate;
  const refused = scheme === 'rsa-pss' ? algorithms.refusedPssDigests : algorithms.refusedDigests;
  const foreign = oddParameters && scheme === 'rsa' && flaws === 'refuse-critical';
  if (foreign || (digest !== null && refused.includes(digest)) || (scheme === 'dsa' && !algorithms.dsa)) {
    return failure('weak-signature', { code: 'path-algorithm-refused', subject, algorithm: signatureAlgorithm }, parsed.certificate);
  }
  return null;
}

type SignatureOf = { readonly digest: Digest | null; readonly scheme: SignatureKind['scheme'] | null; readonly oddParameters: boolean };

function signatureOf({ signatureAlgorithm }: ParsedCertificate): SignatureOf {
  const unknown: SignatureOf = { digest: null, scheme: null, oddParameters: false };
  try {
    const [id, parameters] = sequence(onlyElement(signatureAlgorithm, 'signatureAlgorithm'), 'signatureAlgorithm');
    const kind = signatureAlgorithms[oid(id, 'signatureAlgorithm')]?.kind;
    if (kind === undefined) return unknown;
    const { scheme } = kind;
    if (scheme === 'rsa-pss') return { digest: pssParameters(parameters)?.digest ?? null, scheme, oddParameters: false };
    const oddParameters = parameters !== undefined && parameters.tag !== tags.null;
    return { digest: 'digest' in kind ? kind.digest : null, scheme, oddParameters };
  } catch (error) {
    if (error instanceof Asn1Error) return unknown;
    throw error;
  }
}
