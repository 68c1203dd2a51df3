import type { Certificate } from '../../model/certificate.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import { sameName } from '../../model/same-name.ts';
import { signedBy } from '../../x509/signature.ts';
import type { ByNames, Refusal } from './acceptance-parts.ts';

/** The chain ends below a certificate that is known from elsewhere, and of which the issuer is trusted: it was not sent along. */
export function missingIntermediate(
  chain: readonly Certificate[],
  leaf: Certificate,
  names: readonly string[],
  known: readonly Certificate[],
): Refusal | null {
  const top = topOf(chain, leaf);
  const missing = known.find(
    (one) => one.isCa && sameName(one.subject, top.issuer) && keyFits(one, top) && names.some((name) => sameName(name, one.issuer)),
  );
  if (missing === undefined || missing.selfIssued) return null;
  return {
    kind: 'refused',
    reason: 'missing-intermediate',
    fault: { code: 'refusal-without-intermediate', missing: missing.subject, above: missing.issuer },
    facts: { subject: top.subject, missing: missing.subject, sha256: missing.sha256 },
    certainty: 'proven',
  };
}

/** CA certificates at hand that signed it and bear a trusted name. */
export function signersOf(
  child: Certificate,
  holder: Peer,
  trust: ByNames['trust'],
  known: readonly Certificate[],
): readonly Certificate[] {
  return [...holder.chain, ...known].filter(
    (one) =>
      trust.names.some(({ name }) => sameName(name, one.subject)) && sameName(one.subject, child.issuer) && signedBy(child, one) === true,
  );
}

function keyFits(authority: Certificate, child: Certificate): boolean {
  const signed = signedBy(child, authority);
  return signed ?? (authority.subjectKeyId === null || child.authorityKeyId === null || authority.subjectKeyId === child.authorityKeyId);
}

export function topOf(chain: readonly Certificate[], leaf: Certificate): Certificate {
  return chain.findLast(({ selfIssued }) => !selfIssued) ?? leaf;
}
