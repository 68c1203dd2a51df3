import { dateFailure, formFailure, issuerFailure, keyUsageFailure, named, type Purpose, purposeFailure } from './certificate-checks.ts';
import { type Failure, failure } from './failure.ts';
import { constraintFault } from './name-constraints.ts';
import type { ParsedCertificate } from './parse-certificate.ts';
import { policyFault } from './policy-check.ts';
import { signedBy } from './signature.ts';

export type PathQuestion = {
  readonly leaf: ParsedCertificate;
  readonly others: readonly ParsedCertificate[];
  readonly anchors: readonly ParsedCertificate[];
  readonly at: Date;
  readonly purpose: Purpose;
  readonly maxPathLength: number;
};

export type PathAnswer =
  /** Leaf first, the anchor last; a leaf that is its own anchor stands alone. */
  { readonly kind: 'path'; readonly path: readonly ParsedCertificate[] } | { readonly kind: 'failure'; readonly failure: Failure };

/** What one search may cost: each is far above what a sane chain needs, and together they keep it under a second. */
const limits = { signatures: 200, candidates: 10_000, comparisons: 250_000 };

/**
 * Looks for a path from the leaf to an anchor that RFC 5280 §6.1 accepts: depth first with backtracking, cheap checks before signatures. No path holds
 * the same subject and key twice, so loops of cross-certified CAs end. Where there is none, the failure is that of the path that came furthest.
 * Yields once a candidate, so that the caller can stop it.
 */
export function* searchPath(question: PathQuestion): Generator<void, PathAnswer> {
  const search = new Search(question);
  const path = yield* search.run();
  return path === null ? { kind: 'failure', failure: search.telling() } : { kind: 'path', path };
}

type Candidate = { readonly parsed: ParsedCertificate; readonly anchor: boolean };

class Search {
  readonly #question: PathQuestion;
  readonly #bySubject = new Map<string, Candidate[]>();
  readonly #left = { ...limits };
  #best: { readonly rank: number; readonly failure: Failure } | null = null;
  #exhausted = false;

  constructor(question: PathQuestion) {
    this.#question = question;
    const seen = new Set<string>();
    const add = (parsed: ParsedCertificate, anchor: boolean): void => {
      const { sha256 } = parsed.certificate;
      if (seen.has(sha256)) return;
      seen.add(sha256);
      const list = this.#bySubject.get(parsed.subjectKey);
      if (list === undefined) this.#bySubject.set(parsed.subjectKey, [{ parsed, anchor }]);
      else list.push({ parsed, anchor });
    };
    for (const anchor of question.anchors) add(anchor, true);
    for (const other of question.others) add(other, false);
  }

  *run(): Generator<void, readonly ParsedCertificate[] | null> {
    const { leaf, anchors } = this.#question;
    const pinned = leaf.certificate.selfSigned && anchors.some(({ certificate }) => certificate.sha256 === leaf.certificate.sha256);
    const path = pinned ? [leaf] : yield* this.#extend([leaf]);
    if (path === null) return null;
    const flaw = this.#leafFailure();
    if (flaw === null) return path;
    this.#note(Number.POSITIVE_INFINITY, flaw);
    return null;
  }

  /** Why there is no path. */
  telling(): Failure {
    if (this.#exhausted) {
      const detail = 'the certificates lead to more paths than are tried; what was found until then does not end at a trusted CA';
      return failure('budget-exhausted', detail, null);
    }
    return this.#best?.failure ?? failure('unknown-issuer', 'no path leads to a trusted CA', null);
  }

  #leafFailure(): Failure | null {
    const { leaf, at, purpose } = this.#question;
    return formFailure(leaf) ?? dateFailure(leaf, at, 'leaf') ?? purposeFailure(leaf, purpose, 'leaf') ?? keyUsageFailure(leaf, purpose);
  }

  *#extend(path: readonly ParsedCertificate[]): Generator<void, readonly ParsedCertificate[] | null> {
    const last = path[path.length - 1];
    if (last === undefined) return null;
    const candidates = this.#candidates(last, path);
    if (candidates.length === 0) this.#note(path.length * 10, deadEnd(last, path, this.#bySubject.has(last.issuerKey)));
    for (const { parsed, anchor } of candidates) {
      if (this.#left.candidates-- <= 0) this.#exhausted = true;
      if (this.#exhausted) return null;
      yield;
      const longer = [...path, parsed];
      const flaw = this.#issuerFailure(longer, anchor);
      if (this.#exhausted) return null;
      const signed = this.#signed(last, parsed, flaw !== null);
      if (signed === 'over') return null;
      if (signed !== true) {
        this.#note(path.length * 10 + 1, badSignature(last, parsed, anchor, signed));
        continue;
      }
      if (flaw !== null) {
        this.#note(longer.length * 10 + 5, flaw);
        continue;
      }
      if (!anchor) {
        const found = yield* this.#extend(longer);
        if (found !== null || this.#exhausted) return found;
        continue;
      }
      const policy = policyFault(path);
      if (policy === null) return longer;
      this.#note(longer.length * 10 + 9, failure('policy', policy, null));
    }
    return null;
  }

  /** Those of the right name that are not in the path yet, the most likely ones first. */
  #candidates(of: ParsedCertificate, path: readonly ParsedCertificate[]): readonly Candidate[] {
    const all = this.#bySubject.get(of.issuerKey) ?? [];
    const fresh = all.filter(({ parsed }) => !path.some((member) => sameParty(member, parsed)));
    if (fresh.length < 2) return fresh;
    const at = this.#question.at.getTime();
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
        (a, b) =>
          b.score - a.score || b.candidate.parsed.certificate.notAfter.getTime() - a.candidate.parsed.certificate.notAfter.getTime(),
      )
      .map(({ candidate }) => candidate);
  }

  /** What speaks against the last certificate of the path as issuer of those before it. */
  #issuerFailure(path: readonly ParsedCertificate[], anchor: boolean): Failure | null {
    const { at, purpose, maxPathLength } = this.#question;
    const issuer = path[path.length - 1];
    if (issuer === undefined) return null;
    const below = path.slice(0, -1);
    const { certificate } = issuer;
    const between = below.length - 1;
    if (between + (anchor ? 0 : 1) > maxPathLength) {
      return failure('chain-too-long', `there are more than ${maxPathLength} CA certificates between the leaf and the anchor`, certificate);
    }
    // Self-issued ones, which only carry a CA over to a new key, do not count (RFC 5280 §6.1.4 l).
    const counted = below.slice(1).filter((member) => !member.certificate.selfIssued).length;
    if (certificate.pathLength !== null && counted > certificate.pathLength) {
      const detail = `${named(certificate.subject)} allows ${certificate.pathLength} CA certificates below it, and there are ${counted}`;
      return failure('path-length-exceeded', detail, certificate);
    }
    return (
      formFailure(issuer) ??
      dateFailure(issuer, at, 'ca') ??
      issuerFailure(issuer, anchor ? 'anchor' : 'intermediate') ??
      purposeFailure(issuer, purpose, 'ca') ??
      this.#constraintFailure(issuer, below)
    );
  }

  #constraintFailure(issuer: ParsedCertificate, below: readonly ParsedCertificate[]): Failure | null {
    const constraints = issuer.extensions.nameConstraints;
    if (constraints === null) return null;
    for (const [index, member] of below.entries()) {
      // RFC 5280 §6.1.3 b: a self-issued certificate is exempt, unless it is the last of the path.
      if (index > 0 && member.certificate.selfIssued) continue;
      const fault = constraintFault(constraints, member, (cost) => {
        this.#left.comparisons -= cost;
        return this.#left.comparisons >= 0;
      });
      if (fault?.kind === 'exhausted') {
        this.#exhausted = true;
        return null;
      }
      if (fault !== null) {
        const detail = `${named(issuer.certificate.subject)} constrains names, and of ${named(member.certificate.subject)} ${fault.detail}`;
        return failure('name-constraints', detail, member.certificate);
      }
    }
    return null;
  }

  /**
   * A candidate that is out for another reason still has its signature looked at, while there is plenty: one that only bears the right name
   * says nothing of why the right one was refused.
   */
  #signed(certificate: ParsedCertificate, issuer: ParsedCertificate, doomed: boolean): boolean | null | 'over' {
    if (doomed && this.#left.signatures < limits.signatures / 2) return true;
    if (this.#left.signatures-- <= 0) {
      this.#exhausted = true;
      return 'over';
    }
    return signedBy(certificate.certificate, issuer.certificate);
  }

  #note(rank: number, failed: Failure): void {
    if (this.#best === null || rank > this.#best.rank) this.#best = { rank, failure: failed };
  }
}

function sameParty(a: ParsedCertificate, b: ParsedCertificate): boolean {
  return a.certificate.spkiSha256 === b.certificate.spkiSha256 && a.subjectKey === b.subjectKey;
}

function deadEnd({ certificate }: ParsedCertificate, path: readonly ParsedCertificate[], loop: boolean): Failure {
  const subject = named(certificate.subject);
  if (certificate.selfIssued && path.length === 1)
    return failure('self-signed-leaf', `${subject} is signed by itself and not trusted`, certificate);
  if (certificate.selfIssued) return failure('untrusted-root', `the chain ends at ${subject}, which is not trusted`, certificate);
  const issuer = certificate.issuer === '' ? 'nobody' : certificate.issuer;
  if (loop)
    return failure('unknown-issuer', `the chain runs in a circle: ${subject} was issued by ${issuer}, and neither is trusted`, certificate);
  return failure('unknown-issuer', `${subject} was issued by ${issuer}, which is neither trusted nor in the chain`, certificate);
}

function badSignature(of: ParsedCertificate, by: ParsedCertificate, anchor: boolean, verdict: false | null): Failure {
  const subject = named(of.certificate.subject);
  if (verdict === null) {
    const detail = `the signature of ${subject} (${of.certificate.signatureAlgorithm}, key ${by.certificate.publicKey.algorithm}) cannot be checked`;
    return failure('signature-unsupported', detail, of.certificate);
  }
  if (!anchor) return failure('signature-invalid', `${named(by.certificate.subject)} in the chain did not sign ${subject}`, of.certificate);
  const detail = `a CA named ${by.certificate.subject} is trusted (SHA-256 ${by.certificate.sha256}), but another of that name signed ${subject}`;
  return failure('lookalike-ca', detail, of.certificate);
}
