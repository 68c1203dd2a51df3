import type { ParsedCertificate } from '../parsed-certificate.ts';
import { dateFailure } from './certificate-checks.ts';
import { failure } from './failure.ts';
import { type Path, type PathChecks, pathEndFailure } from './path-checks.ts';

type Candidate = { readonly parsed: ParsedCertificate; readonly anchor: boolean };

/**
 * Looks for a path from the leaf to an anchor that passes: depth first with backtracking, cheap checks before signatures. No path holds the same subject and
 * key twice, so loops of cross-certified CAs end. Null where there is none; the failures are noted. Yields once a candidate, so that the caller can stop it.
 */
export function* searchAnyPath(judging: PathChecks): Generator<void, Path | null> {
  const { leaf, anchors, others } = judging.question;
  const bySubject = new Map<string, Candidate[]>();
  const seen = new Set<string>();
  const add = (parsed: ParsedCertificate, anchor: boolean): void => {
    if (seen.has(parsed.certificate.sha256)) return;
    seen.add(parsed.certificate.sha256);
    const list = bySubject.get(judging.subjectOf(parsed));
    if (list === undefined) bySubject.set(judging.subjectOf(parsed), [{ parsed, anchor }]);
    else list.push({ parsed, anchor });
  };
  for (const anchor of anchors) add(anchor, true);
  for (const other of others) add(other, false);

  // RFC 5280 §6.1.1 takes any name and key for an anchor: also those of a leaf that a CA issued.
  const pinned = anchors.some(({ certificate }) => certificate.sha256 === leaf.certificate.sha256);
  const path = pinned ? [leaf] : yield* extend(judging, bySubject, [leaf]);
  if (path === null) return null;
  const flaw = judging.leafFailure();
  if (flaw === null) return path;
  judging.note(Number.POSITIVE_INFINITY, 0, flaw);
  return null;
}

function* extend(judging: PathChecks, bySubject: ReadonlyMap<string, readonly Candidate[]>, path: Path): Generator<void, Path | null> {
  const last = path[path.length - 1];
  if (last === undefined) return null;
  const candidates = ordered(judging, last, path, bySubject.get(judging.issuerOf(last)) ?? []);
  if (candidates.length === 0) judging.note(path.length, 0, pathEndFailure(last, path.length, bySubject.has(judging.issuerOf(last))));
  for (const { parsed, anchor } of candidates) {
    if (!judging.step()) return null;
    yield;
    const longer = [...path, parsed];
    const counted = path.slice(1).filter(({ certificate }) => !certificate.selfIssued).length;
    if (!anchor && counted >= judging.choices.maxBuilt) {
      const because = { code: 'path-too-many-cas-built', most: judging.choices.maxBuilt } as const;
      judging.note(longer.length, 5, failure('chain-too-long', because, parsed.certificate));
      continue;
    }
    const dated = anchor && judging.choices.builtAnchorDates && path.length > 1;
    const flaw = judging.issuerFailure(longer, anchor) ?? (dated ? dateFailure(parsed, judging.question.at, 'ca', judging.choices) : null);
    if (judging.exhausted) return null;
    // A candidate that is out for another reason still has its signature looked at: one that only bears the right name says nothing of why the right one was refused.
    const unsigned = flaw === null || judging.plenty ? judging.linkFailure(last, parsed, anchor) : null;
    if (judging.exhausted) return null;
    if (unsigned !== null) {
      judging.note(path.length, 1, unsigned);
      continue;
    }
    if (flaw !== null) {
      judging.note(longer.length, 5, flaw);
      continue;
    }
    if (!anchor) {
      const found = yield* extend(judging, bySubject, longer);
      if (found !== null || judging.exhausted) return found;
      continue;
    }
    const whole = judging.wholeFailure(longer);
    if (whole === null) return longer;
    judging.note(longer.length, 9, whole);
  }
  return null;
}

/** Those that are not in the path yet, the most likely ones first. */
function ordered(judging: PathChecks, of: ParsedCertificate, path: Path, all: readonly Candidate[]): readonly Candidate[] {
  const fresh = all.filter(({ parsed }) => !path.some((member) => judging.sameParty(member, parsed)));
  if (fresh.length < 2) return fresh;
  const at = judging.question.at.getTime();
  const score = ({ parsed: { certificate }, anchor }: Candidate): number => {
    const wanted = of.certificate.authorityKeyId;
    const id = certificate.subjectKeyId;
    const key = wanted === null || id === null ? 1 : wanted === id ? 2 : 0;
    const dates = certificate.notBefore.getTime() <= at && at <= certificate.notAfter.getTime() ? 1 : 0;
    return key * 4 + dates * 2 + (anchor ? 1 : 0);
  };
  return fresh
    .map((candidate) => ({ candidate, score: score(candidate) }))
    .toSorted(
      (a, b) => b.score - a.score || b.candidate.parsed.certificate.notAfter.getTime() - a.candidate.parsed.certificate.notAfter.getTime(),
    )
    .map(({ candidate }) => candidate);
}
