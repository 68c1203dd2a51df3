import { dateFailure, named, unreadableBy } from './certificate-checks.ts';
import { failure } from './failure.ts';
import { deadEnd, type Judging, type Path } from './judging.ts';
import { keyIdsFit, keyKindFits } from './key-ids.ts';
import type { ParsedCertificate } from './parse-certificate.ts';
import { wholePathFailure } from './whole-path.ts';

/** X509_V_PARAM's depth of 100, and the leaf. */
const maxLength = 101;

/**
 * As X509_verify_cert of OpenSSL 3 builds, trusted first: at each step the trust store is asked for an issuer, then what was sent; the first one that fits by
 * name, key identifier and kind of key is taken, one in its dates before others, and there is no second try. Only when the path stands is it judged.
 */
export function* searchFirstPath(judging: Judging): Generator<void, Path | null> {
  const { leaf, others, anchors } = judging.question;
  const path: ParsedCertificate[] = [leaf];
  const left = [leaf, ...others];
  let untrusted = true;
  let trusted = false;
  while (path.length <= maxLength && judging.step()) {
    yield;
    const last = path[path.length - 1] ?? leaf;
    const known = best(judging, anchors, last);
    if (known !== null && isSelfSigned(last)) {
      // A self-signed certificate must be the trusted one itself, not one that only looks like it.
      if (known.certificate.sha256 === last.certificate.sha256) {
        trusted = true;
        break;
      }
    } else if (known !== null) {
      path.push(known);
      untrusted = false;
      if (isSelfSigned(known)) {
        trusted = true;
        break;
      }
      continue;
    }
    const sent = untrusted && !isSelfSigned(last) ? best(judging, left, last) : null;
    if (sent === null) break;
    left.splice(left.indexOf(sent), 1);
    path.push(sent);
  }
  const last = path[path.length - 1] ?? leaf;
  if (!trusted) {
    const end = deadEnd(last, path.length, false);
    const partial = !untrusted && last !== leaf;
    const detail = `${last.certificate.subject} is trusted, but it is no root: its issuer ${last.certificate.issuer} is not in the trust store`;
    judging.note(path.length, 0, partial ? failure('incomplete-trust', detail, last.certificate) : end);
    const lookalike = anchors.find((anchor) => anchor.subjectKey === last.issuerKey);
    if (lookalike !== undefined && !partial && !isSelfSigned(last)) {
      const unsigned = judging.linkFailure(last, lookalike, true);
      const words = `a CA named ${lookalike.certificate.subject} is trusted, but its key identifier is not the one that ${last.certificate.subject} names`;
      judging.note(path.length, 1, unsigned ?? failure('key-identifier-mismatch', words, last.certificate));
    }
    noteBroken(judging, path);
    return null;
  }
  const flaw = wholePathFailure(judging, path);
  if (flaw === null) return path;
  judging.note(path.length, flaw.held, flaw.failure);
  return null;
}

/** OpenSSL finds no issuer of a certificate with a broken extension, and says no more than that; what it minds is the extension. */
function noteBroken(judging: Judging, path: Path): void {
  const last = path[path.length - 1];
  const broken = last === undefined ? null : unreadableBy(last, 'refuse-known');
  if (last === undefined || broken === null) return;
  const { certificate } = last;
  judging.note(path.length, 2, failure('malformed-certificate', `${named(certificate.subject)}: ${broken}`, certificate));
}

/** check_issued, and the preference of find_issuer. */
function best(judging: Judging, candidates: readonly ParsedCertificate[], of: ParsedCertificate): ParsedCertificate | null {
  let latest: ParsedCertificate | null = null;
  for (const candidate of candidates) {
    if (candidate === of && !isSelfSigned(of)) continue;
    if (!fits(of, candidate)) continue;
    if (dateFailure(candidate, judging.question.at, 'ca') === null) return candidate;
    if (latest === null || candidate.certificate.notAfter.getTime() > latest.certificate.notAfter.getTime()) latest = candidate;
  }
  return latest;
}

function fits(certificate: ParsedCertificate, issuer: ParsedCertificate): boolean {
  if (certificate.issuerKey !== issuer.subjectKey) return false;
  if (unreadableBy(certificate, 'refuse-known') !== null || unreadableBy(issuer, 'refuse-known') !== null) return false;
  return keyIdsFit(certificate, issuer, true) && keyKindFits(certificate, issuer);
}

/** EXFLAG_SS: by names, key identifiers and kind of key, without a look at the signature. */
function isSelfSigned(certificate: ParsedCertificate): boolean {
  return fits(certificate, certificate);
}
