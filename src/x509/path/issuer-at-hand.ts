import { parsedOf } from '../parse-certificate.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { type Failure, failure } from './failure.ts';
import type { PathQuestion } from './path-checks.ts';

/**
 * Where a search ended at a certificate without an issuer: why none of those at hand was taken, where one bears the name, or may. Any other failure as it is.
 *
 * @param unreadable how many of the certificates that were sent and trusted could not be read
 */
export function withIssuerAtHand(found: Failure, { others, anchors }: PathQuestion, unreadable: number): Failure {
  if (found.because.code !== 'path-issuer-unknown' || found.at === null) return found;
  const child = parsedOf(found.at);
  const isNamed = (one: ParsedCertificate) => one !== child && one.subjectKey === child.issuerKey;
  const trusted = anchors.find(isNamed);
  const named = trusted ?? others.find(isNamed);
  const { subject, issuer } = found.because;
  const told = (because: Failure['because']) => failure(found.reason, because, found.at);
  if (named !== undefined) {
    // By Java's way to compare names it is another.
    if (named.javaSubjectKey !== child.javaIssuerKey)
      return told({ code: 'path-issuer-written-otherwise', subject, issuer, where: trusted === undefined ? 'sent' : 'trusted' });
    // It was taken already, and leads back.
    return trusted === undefined ? told({ code: 'path-circle', subject, issuer }) : found;
  }
  return unreadable > 0 ? told({ code: 'path-issuer-perhaps-unreadable', subject, issuer, unreadable }) : found;
}
