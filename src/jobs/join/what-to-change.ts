import type { Certificate } from '../../model/certificate.ts';
import { sameName } from '../../model/same-name.ts';
import { selfSignedPerNode } from '../../rules/certificate/self-signed-per-node.ts';
import { clientCertNotSent } from '../../rules/pair/client-cert-not-sent.ts';
import { trustUnknownIssuerBetween } from '../../rules/pair/trust-unknown-issuer.ts';
import { untrustedCertificateText } from '../../wording/unsent-certificate-text.ts';
import type { CandidateCause } from './candidate-cause.ts';
import type { PairCause } from './cause-from-pairs.ts';

/**
 * That a node does not send its certificate is how it shows that the others do not trust it: the cause is what has to be changed, a certificate that is self-signed or from another CA. Where its issuer
 * was not seen anywhere, it may as well be an intermediate that is not sent.
 *
 * @param known certificates at hand, from whatever source
 */
export function whatToChange({ failed, ...cause }: PairCause, known: readonly Certificate[]): CandidateCause {
  const isOfTrust = cause.rule.id === clientCertNotSent.id || cause.rule.id === trustUnknownIssuerBetween.id;
  if (!isOfTrust || failed.side === null) return cause;
  const { from, to } = failed.handshake;
  const [holder, judge] = failed.side === 'server' ? [to, from] : [from, to];
  const [leaf] = holder.chain;
  if (leaf === undefined) return cause;
  const evidence = cause.rule.id === clientCertNotSent.id ? { ...cause.evidence, notSent: true } : cause.evidence;
  if (leaf.selfSigned) {
    const why = untrustedCertificateText({ code: 'self-signed', holder: holder.label, subject: leaf.subject });
    return { ...cause, rule: selfSignedPerNode, detail: `${why} ${cause.detail}`, evidence };
  }
  const rule = trustUnknownIssuerBetween;
  const top = holder.chain.findLast(({ selfIssued }) => !selfIssued) ?? leaf;
  if ([...holder.chain, ...known].some(({ subject, isCa }) => isCa && sameName(subject, top.issuer))) return { ...cause, rule, evidence };
  const why = untrustedCertificateText({ code: 'issuer-unseen', holder: holder.label, judge: judge.label, issuer: top.issuer });
  return { ...cause, rule, detail: `${cause.detail}. ${why}`, evidence: { ...evidence, unseenIssuer: top.issuer } };
}
