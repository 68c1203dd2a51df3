import type { ParsedCertificate } from '../parsed-certificate.ts';
import { dateFailure, unreadableBy } from './certificate-checks.ts';
import { chainLevelFailure } from './chain-level-failure.ts';
import { type Failure, failure } from './failure.ts';
import { keyIdFailure, keyIdsFit, keyKindFits } from './key-ids.ts';
import type { ModelChoices } from './model-choices.ts';
import { type Path, type PathChecks, pathEndFailure } from './path-checks.ts';

/** X509_V_PARAM's depth of 100, and the leaf. */
const maxLength = 101;

/**
 * As X509_verify_cert of OpenSSL 3 builds, trusted first: at each step the trust store is asked for an issuer, then what was sent; the first one that fits by
 * name, key identifier and kind of key is taken, one in its dates before others, and there is no second try. Only when the path stands is it judged.
 */
export function* searchFirstPath(judging: PathChecks): Generator<void, Path | null> {
  const { leaf, others, anchors } = judging.question;
  const path: ParsedCertificate[] = [leaf];
  const left = [leaf, ...others];
  let untrusted = true;
  let trusted = false;
  while (path.length <= maxLength && judging.step()) {
    yield;
    const last = path[path.length - 1] ?? leaf;
    const known = best(judging, anchors, last);
    if (known !== null && isSelfSigned(last, judging.choices)) {
      // A self-signed certificate must be the trusted one itself, not one that only looks like it.
      if (known.certificate.sha256 === last.certificate.sha256) {
        trusted = true;
        break;
      }
    } else if (known !== null) {
      path.push(known);
      untrusted = false;
      if (isSelfSigned(known, judging.choices)) {
        trusted = true;
        break;
      }
      continue;
    }
    const sent = untrusted && !isSelfSigned(last, judging.choices) ? best(judging, left, last) : null;
    if (sent === null) break;
    left.splice(left.indexOf(sent), 1);
    path.push(sent);
  }
  const last = path[path.length - 1] ?? leaf;
  if (!trusted) {
    const end = pathEndFailure(last, path.length, false);
    const partial = !untrusted && last !== leaf;
    const { subject, issuer } = last.certificate;
    judging.note(path.length, 0, partial ? failure('incomplete-trust', { code: 'path-no-root', subject, issuer }, last.certificate) : end);
    noteNamesakes(judging, path);
    noteBroken(judging, path);
    return null;
  }
  const flaw = chainLevelFailure(judging, path);
  if (flaw === null) return path;
  judging.note(path.length, flaw.held, flaw.failure);
  return null;
}

/** OpenSSL finds no issuer of a certificate with a broken extension, and says no more than that; what it minds is the extension. */
function noteBroken(judging: PathChecks, path: Path): void {
  const last = path[path.length - 1];
  const broken = last === undefined ? null : unreadableBy(last, 'refuse-known');
  if (last === undefined || broken === null) return;
  const { certificate } = last;
  const because = { code: 'path-member-malformed', subject: certificate.subject, fault: broken } as const;
  judging.note(path.length, 2, failure('malformed-certificate', because, certificate));
}

/**
 * Why no certificate of the issuer's name was taken: it did not sign, or it did and the key identifiers do not fit, which tells more. A root that was sent and is not trusted
 * was taken in place of a trusted one of its name, so that is what is looked at.
 */
function noteNamesakes(judging: PathChecks, path: Path): void {
  const { anchors, others } = judging.question;
  const last = path[path.length - 1];
  const root = last !== undefined && isSelfSigned(last, judging.choices);
  const child = root ? path[path.length - 2] : last;
  if (child === undefined) return;
  const note = (candidate: ParsedCertificate, anchor: boolean): void => {
    if (candidate.opensslSubjectKey !== child.opensslIssuerKey || judging.exhausted) return;
    const unsigned = judging.signatureFailure(child, candidate, anchor);
    const differs =
      unsigned ??
      unreadable(child) ??
      unreadable(candidate) ??
      keyIdFailure(child, candidate, true) ??
      (keyKindFits(child, candidate, judging.choices.algorithms) ? null : refusedAlgorithm(child));
    if (differs !== null) judging.note(path.length, unsigned === null ? 2 : 1, differs);
  };
  for (const anchor of anchors) note(anchor, true);
  if (!root) for (const other of others) note(other, false);
}

/** OpenSSL takes nobody for the issuer where it does not know whose keys make such signatures. */
function refusedAlgorithm({ certificate }: ParsedCertificate): Failure {
  const { subject, signatureAlgorithm: algorithm } = certificate;
  return failure('weak-signature', { code: 'path-algorithm-refused', subject, algorithm }, certificate);
}

/** A certificate with a broken extension is taken for nobody's, and nobody for its issuer. */
function unreadable(parsed: ParsedCertificate): Failure | null {
  const fault = unreadableBy(parsed, 'refuse-known');
  const { certificate } = parsed;
  return fault === null
    ? null
    : failure('malformed-certificate', { code: 'path-member-malformed', subject: certificate.subject, fault }, certificate);
}

/** check_issued, and the preference of find_issuer. */
function best(judging: PathChecks, candidates: readonly ParsedCertificate[], of: ParsedCertificate): ParsedCertificate | null {
  let latest: ParsedCertificate | null = null;
  for (const candidate of candidates) {
    if (candidate === of && !isSelfSigned(of, judging.choices)) continue;
    if (!fits(of, candidate, judging.choices)) continue;
    if (dateFailure(candidate, judging.question.at, 'ca', judging.choices) === null) return candidate;
    if (latest === null || candidate.certificate.notAfter.getTime() > latest.certificate.notAfter.getTime()) latest = candidate;
  }
  return latest;
}

function fits(certificate: ParsedCertificate, issuer: ParsedCertificate, { algorithms }: ModelChoices): boolean {
  if (certificate.opensslIssuerKey !== issuer.opensslSubjectKey) return false;
  if (unreadableBy(certificate, 'refuse-known') !== null || unreadableBy(issuer, 'refuse-known') !== null) return false;
  return keyIdsFit(certificate, issuer, true) && keyKindFits(certificate, issuer, algorithms);
}

/** EXFLAG_SS: by names, key identifiers and kind of key, without a look at the signature. */
function isSelfSigned(certificate: ParsedCertificate, choices: ModelChoices): boolean {
  return fits(certificate, certificate, choices);
}
