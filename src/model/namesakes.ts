import type { Certificate } from './certificate.ts';

/** What tells one certificate of a CA from another of the same name. */
export type NamesakeCertificate = Pick<Certificate, 'sha256' | 'subjectKeyId' | 'serialNumber' | 'notBefore' | 'notAfter'>;

/** Two CA certificates of one name: the one behind a certificate that is refused, and the one that whoever refuses it trusts. */
export type Namesakes = {
  readonly name: string;
  /** `same`: the CA was issued again. By the signature, never by key ids. */
  readonly key: 'same' | 'another';
  /** Null where it was not seen. */
  readonly issuing: NamesakeCertificate | null;
  readonly trusted: NamesakeCertificate;
  /** Null where that does not show. */
  readonly newer: 'issuing' | 'trusted' | null;
};

/** `notBefore` is null where it is not known. */
type Child = { readonly issuer: string; readonly notBefore: Date | null };

/** Of a certificate, the CA certificate that it comes from, where that was seen, and the one that is trusted in its place. Null where there is nothing to tell of two. */
export function namesakesOf(
  child: Child,
  { key, issuing, trusted }: { readonly key: Namesakes['key']; readonly issuing: Certificate | null; readonly trusted: Certificate },
): Namesakes | null {
  const newer = issuing === null ? newerThanChild(child, trusted) : newerOf(issuing, trusted);
  // That the CA was issued again shows where both of its certificates are at hand.
  if (issuing === null && (newer === null || key === 'same')) return null;
  return { name: child.issuer, key, issuing: issuing === null ? null : told(issuing), trusted: told(trusted), newer };
}

/** By the day from which each is valid: whoever issues a CA again does so later. */
function newerOf(issuing: Certificate, trusted: Certificate): Namesakes['newer'] {
  const since = issuing.notBefore.getTime() - trusted.notBefore.getTime() || issuing.notAfter.getTime() - trusted.notAfter.getTime();
  return since === 0 ? null : since > 0 ? 'issuing' : 'trusted';
}

/** A certificate that was there before the trusted CA comes from one before it. The other way round it tells nothing. */
function newerThanChild({ notBefore }: Child, trusted: Certificate): Namesakes['newer'] {
  return notBefore !== null && notBefore < trusted.notBefore ? 'trusted' : null;
}

function told({ sha256, subjectKeyId, serialNumber, notBefore, notAfter }: Certificate): NamesakeCertificate {
  return { sha256, subjectKeyId, serialNumber, notBefore, notAfter };
}

/** The same as plain JSON; instants in ISO 8601. */
export function namesakesFacts({ name, key, issuing, trusted, newer }: Namesakes): NamesakesFacts {
  return { name, key, issuing: issuing === null ? null : factsOf(issuing), trusted: factsOf(trusted), newer };
}

export type NamesakesFacts = Pick<Namesakes, 'name' | 'key' | 'newer'> & {
  readonly issuing: NamesakeFacts | null;
  readonly trusted: NamesakeFacts;
};

export type NamesakeFacts = {
  readonly sha256: string;
  readonly subjectKeyId: string | null;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
};

function factsOf({ notBefore, notAfter, ...one }: NamesakeCertificate): NamesakeFacts {
  return { ...one, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
}
