import type { Certificate } from '../model/certificate.ts';
import { parsedOf } from './parse-certificate.ts';
import { signedBy } from './signature.ts';

/**
 * What Elasticsearch's own diagnosis (`failed to establish trust with …`, class DiagnosticTrustManager) makes of a chain and a trust store. It compares names
 * and keys alone, so a verdict that says `trusted` means that the failure is elsewhere: dates, usages, the name.
 */
export type ElasticsearchDiagnosis = {
  readonly kind:
    | 'no-certificate'
    /** The trust store is not known: only what the chain itself shows can be told. */
    | 'trust-unknown'
    /** The root at the top of the chain is itself in the trust store. */
    | 'root-trusted'
    /** Another certificate with the root's name and key is in the trust store: the CA was issued again. */
    | 'root-reissued'
    /** A root of that name is in the trust store, but with another key. */
    | 'root-lookalike'
    | 'root-untrusted'
    /** The chain does not hold the issuer, but the trust store does, and it did sign. */
    | 'issuer-trusted'
    /** The trust store has an issuer of that name, which did not sign. */
    | 'issuer-lookalike'
    /** The issuer is not in the trust store, which holds none, one, up to nine, or more names. */
    | 'nothing-trusted'
    | 'one-other-trusted'
    | 'few-others-trusted'
    | 'many-others-trusted';
  /** More than one certificate was sent, and the top one is no root: the log says first that its issuer was not provided. */
  readonly incompleteChain: boolean;
  /** Of the trusted certificates in question: SHA-1, as the log has it. */
  readonly fingerprints: readonly string[];
  /** The names that are trusted instead, sorted, where there are fewer than ten. */
  readonly trustedNames: readonly string[];
};

/** `anchors` null: the trust store is not known. The chain is taken in the order in which it was sent. */
export function diagnoseAsElasticsearch(chain: readonly Certificate[], anchors: readonly Certificate[] | null): ElasticsearchDiagnosis {
  const top = chain[chain.length - 1];
  const say = (
    kind: ElasticsearchDiagnosis['kind'],
    certificates: readonly Certificate[] = [],
    trustedNames: readonly string[] = [],
  ): ElasticsearchDiagnosis => ({
    kind,
    incompleteChain: chain.length > 1 && top !== undefined && !selfIssued(top),
    fingerprints: certificates.map(({ sha1 }) => sha1),
    trustedNames,
  });
  if (top === undefined) return say('no-certificate');
  if (anchors === null) return say('trust-unknown');
  if (selfIssued(top)) {
    const same = anchors.filter((anchor) => parsedOf(anchor).subjectKey === parsedOf(top).subjectKey);
    const identical = same.filter(({ sha256 }) => sha256 === top.sha256);
    if (identical.length > 0) return say('root-trusted', identical);
    const reissued = same.filter(({ spkiSha256 }) => spkiSha256 === top.spkiSha256);
    if (reissued.length > 0) return say('root-reissued', reissued);
    return same.length > 0 ? say('root-lookalike', same) : say('root-untrusted');
  }
  const issuers = anchors.filter((anchor) => parsedOf(anchor).subjectKey === parsedOf(top).issuerKey);
  const signers = issuers.filter((issuer) => signedBy(top, issuer) === true);
  if (signers.length > 0) return say('issuer-trusted', signers);
  if (issuers.length > 0) return say('issuer-lookalike', issuers);
  const names = [...new Set(anchors.map(({ subject }) => subject))].toSorted();
  if (names.length === 0) return say('nothing-trusted');
  if (names.length === 1) return say('one-other-trusted', anchors, names);
  return names.length < 10 ? say('few-others-trusted', [], names) : say('many-others-trusted');
}

/** By name alone, as Elasticsearch decides it. */
function selfIssued(certificate: Certificate): boolean {
  const { subjectKey, issuerKey } = parsedOf(certificate);
  return subjectKey === issuerKey;
}
