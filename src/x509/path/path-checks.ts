import { extensionIds } from '../extensions.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { signatureCost, signedBy } from '../signature.ts';
import {
  algorithmFailure,
  brokenLeafFailure,
  dateFailure,
  formFailure,
  issuerFailure,
  keyFailure,
  keyUsageFailure,
  leafFormFailure,
  leafKeyFailure,
  netscapeFailure,
  type Purpose,
  purposeFailure,
  twoAlgorithmsFailure,
} from './certificate-checks.ts';
import { type Failure, failure } from './failure.ts';
import type { ModelChoices } from './model-choices.ts';
import { constraintFault } from './name-constraints.ts';
import { policyFault } from './policy-check.ts';
import { type RevocationList, revocationFailure } from './revocation-list.ts';

export type PathQuestion = {
  readonly leaf: ParsedCertificate;
  /** What was sent beside the leaf, in the order sent. */
  readonly others: readonly ParsedCertificate[];
  readonly anchors: readonly ParsedCertificate[];
  readonly at: Date;
  readonly purpose: Purpose;
  readonly maxPathLength: number;
  readonly lists: readonly RevocationList[];
};

/** Leaf first. */
export type Path = readonly ParsedCertificate[];

/** What one search may cost: each is far above what a sane chain needs, and together they keep it under a quarter of a second. Signatures count by `signatureCost`. */
const limits = { signatures: 200, candidates: 10_000, comparisons: 250_000 };

const subjectKeys = { any: 'subjectKey', java: 'javaSubjectKey', openssl: 'opensslSubjectKey' } as const;
const issuerKeys = { any: 'issuerKey', java: 'javaIssuerKey', openssl: 'opensslIssuerKey' } as const;

/** The checks of one search, by one model's choices; it counts what they cost, and keeps the failure that tells most. */
export class PathChecks {
  readonly question: PathQuestion;
  readonly choices: ModelChoices;
  readonly #left = { ...limits };
  #best: { readonly rank: number; readonly failure: Failure } | null = null;
  #exhausted = false;

  constructor(question: PathQuestion, choices: ModelChoices) {
    this.question = question;
    this.choices = choices;
  }

  /** What a subject is compared by. */
  subjectOf(parsed: ParsedCertificate): string {
    return parsed[subjectKeys[this.choices.nameStrings]];
  }

  /** What an issuer is compared by. */
  issuerOf(parsed: ParsedCertificate): string {
    return parsed[issuerKeys[this.choices.nameStrings]];
  }

  /** The same subject and key: two certificates of one CA. */
  sameParty(a: ParsedCertificate, b: ParsedCertificate): boolean {
    return a.certificate.spkiSha256 === b.certificate.spkiSha256 && this.subjectOf(a) === this.subjectOf(b);
  }

  /** The budget is used up: whatever was not found until now is not looked for. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /**
   * Keeps a failure if none of a path that came further is known. A path has come as far as it has certificates whose links were looked at; of two that are
   * as long, the later `stage` is further.
   */
  note(length: number, stage: number, failed: Failure): void {
    const rank = length * 1000 + stage;
    if (this.#best === null || rank > this.#best.rank) this.#best = { rank, failure: failed };
  }

  /** Why there is no path. */
  telling(): Failure {
    if (this.#exhausted) {
      return failure('budget-exhausted', { code: 'path-too-many' }, null);
    }
    return this.#best?.failure ?? failure('unknown-issuer', { code: 'path-leads-nowhere' }, null);
  }

  /** One more candidate is looked at; false where that was one too many. */
  step(): boolean {
    if (this.#left.candidates-- <= 0) this.#exhausted = true;
    return !this.#exhausted;
  }

  /** What speaks against the leaf, whatever path it is at the end of. */
  leafFailure(): Failure | null {
    const { leaf, at, purpose } = this.question;
    return (
      formFailure(leaf, this.choices) ??
      leafFormFailure(leaf, this.choices) ??
      brokenLeafFailure(leaf, extensionIds.extendedKeyUsage, this.choices) ??
      dateFailure(leaf, at, 'leaf', this.choices) ??
      purposeFailure(leaf, purpose, 'leaf', this.choices) ??
      keyUsageFailure(leaf, purpose, this.choices) ??
      netscapeFailure(leaf, purpose, this.choices) ??
      keyFailure(leaf, this.choices) ??
      leafKeyFailure(leaf, this.choices)
    );
  }

  /** What speaks against the last certificate of a path as issuer of those before it, its signature apart. */
  issuerFailure(path: Path, anchor: boolean): Failure | null {
    const { at, purpose, maxPathLength } = this.question;
    const issuer = path[path.length - 1];
    if (issuer === undefined) return null;
    const look = anchor ? this.choices.anchor : { dates: true, pathLength: true, constraints: true, purpose: true, form: true };
    const below = path.slice(0, -1);
    const { certificate } = issuer;
    // Self-issued ones, which only carry a CA over to a new key, do not count (RFC 5280 §6.1.4 l).
    const counted = below.slice(1).filter((member) => !member.certificate.selfIssued).length;
    if (counted + (anchor || certificate.selfIssued ? 0 : 1) > maxPathLength) {
      return failure('chain-too-long', { code: 'path-too-many-cas', most: maxPathLength }, certificate);
    }
    if (look.pathLength && certificate.pathLength !== null && counted > certificate.pathLength) {
      const { subject, pathLength: allowed } = certificate;
      return failure('path-length-exceeded', { code: 'path-below-too-many', subject, allowed, below: counted }, certificate);
    }
    return (
      (look.form ? formFailure(issuer, this.choices) : null) ??
      (look.dates ? dateFailure(issuer, at, 'ca', this.choices) : null) ??
      issuerFailure(issuer, anchor ? 'anchor' : 'intermediate', this.choices) ??
      (look.purpose && this.choices.extendedKeyUsage.nested ? purposeFailure(issuer, purpose, 'ca', this.choices) : null) ??
      keyFailure(issuer, this.choices) ??
      (look.constraints ? this.#constraintFailure(issuer, below) : null)
    );
  }

  /** What speaks against a link, signature and all; null where it holds. */
  linkFailure(certificate: ParsedCertificate, issuer: ParsedCertificate, anchor: boolean): Failure | null {
    return this.signatureFailure(certificate, issuer, anchor) ?? algorithmFailure(certificate, this.choices);
  }

  /** Whether the issuer's key made the signature, be its algorithm strong enough or not; null where it did. */
  signatureFailure(certificate: ParsedCertificate, issuer: ParsedCertificate, anchor: boolean): Failure | null {
    if (this.#left.signatures <= 0) {
      this.#exhausted = true;
      return this.telling();
    }
    // OpenSSL compares the two algorithms where it checks the signature, so not those of an anchor. The JDK does not read such a certificate.
    const two = this.choices.flaws === 'refuse-critical' ? null : twoAlgorithmsFailure(certificate);
    if (two !== null) return two;
    this.#left.signatures -= signatureCost(issuer.certificate.publicKey);
    const verdict = signedBy(certificate.certificate, issuer.certificate, this.choices.algorithms.pssKeySignsAll);
    return verdict === true ? null : badSignature(certificate, issuer, anchor, verdict);
  }

  /** There is plenty of budget, so that something may be looked at for the sake of a better reason. */
  get plenty(): boolean {
    return this.#left.signatures > limits.signatures / 2;
  }

  /** What speaks against a path as a whole: policies, and revocation where lists were given. The anchor is its last. */
  wholeFailure(path: Path): Failure | null {
    const fault = this.choices.policies ? policyFault(path.slice(0, -1)) : null;
    if (fault !== null) return failure('policy', fault, null);
    const { lists, at } = this.question;
    if (!this.choices.revocation || lists.length === 0) return null;
    for (let i = path.length - 1; i > 0; i--) {
      const [certificate, issuer] = [path[i - 1], path[i]];
      const revoked = certificate === undefined || issuer === undefined ? null : revocationFailure(certificate, issuer, lists, at);
      if (revoked !== null) return revoked;
    }
    return null;
  }

  #constraintFailure(issuer: ParsedCertificate, below: Path): Failure | null {
    const constraints = issuer.extensions.nameConstraints;
    if (constraints === null) return null;
    for (const [index, member] of below.entries()) {
      // RFC 5280 §6.1.3 b: a self-issued certificate is exempt, unless it is the last of the path.
      if (index > 0 && member.certificate.selfIssued) continue;
      const comparison = { ...this.choices.constraints, nameStrings: this.choices.nameStrings };
      const fault = constraintFault(constraints, member, index === 0 ? 'leaf' : 'ca', comparison, (cost) => {
        this.#left.comparisons -= cost;
        return this.#left.comparisons >= 0;
      });
      if (fault?.kind === 'exhausted') {
        this.#exhausted = true;
        return this.telling();
      }
      if (fault !== null) {
        const [{ subject }, { subject: authority }] = [member.certificate, issuer.certificate];
        return failure('name-constraints', { code: 'path-names', subject, authority, names: fault.because }, member.certificate);
      }
    }
    return null;
  }
}

/** Why a path cannot be continued from a certificate. `loop`: its issuer is known, but already in the path. */
export function pathEndFailure({ certificate }: ParsedCertificate, length: number, loop: boolean): Failure {
  const { subject, issuer } = certificate;
  if (certificate.selfIssued && length === 1) return failure('self-signed-leaf', { code: 'path-signed-by-itself', subject }, certificate);
  if (certificate.selfIssued) return failure('untrusted-root', { code: 'path-ends-untrusted', subject }, certificate);
  return failure('unknown-issuer', { code: loop ? 'path-circle' : 'path-issuer-unknown', subject, issuer }, certificate);
}

function badSignature(of: ParsedCertificate, by: ParsedCertificate, anchor: boolean, verdict: false | null): Failure {
  const { subject, signatureAlgorithm: algorithm } = of.certificate;
  const { subject: authority, sha256, publicKey } = by.certificate;
  if (verdict === null) {
    const because = { code: 'path-signature-unchecked', subject, algorithm, key: publicKey.algorithm } as const;
    return failure('signature-unsupported', because, of.certificate);
  }
  if (!anchor) return failure('signature-invalid', { code: 'path-not-signed', subject, authority }, of.certificate);
  return failure('lookalike-ca', { code: 'path-lookalike', subject, authority, sha256 }, of.certificate);
}
