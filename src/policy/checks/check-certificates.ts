import type { Certificate, PublicKey } from '../../model/certificate.ts';
import { dayMs, daysLeftText } from '../../model/days-left.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { PolicyCheck } from '../../model/policy.ts';
import { publicKeyText } from '../../model/public-key-text.ts';
import { brokenBy, type CheckOutcome, met, notApplicable, undetermined } from './check-outcome.ts';

/** The keys of the certificates that are shown. */
export function checkPublicKey(check: Extract<PolicyCheck, { readonly kind: 'public-key' }>, evidence: EndpointEvidence): CheckOutcome {
  const shown = check.of === 'leaf' ? evidence.chain.slice(0, 1) : evidence.chain;
  return ofChain(evidence, () => brokenBy(shown.filter(({ publicKey }) => !keyFits(publicKey, check)).map(keyText)));
}

function keyFits(
  { algorithm, bits, curve }: PublicKey,
  { algorithms, rsaBits = 0, ecBits = 0, curves }: Extract<PolicyCheck, { readonly kind: 'public-key' }>,
): boolean {
  if (algorithms !== undefined && !algorithms.includes(algorithm)) return false;
  // A size that is not known is not known to be enough.
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') return rsaBits === 0 || (bits !== null && bits >= rsaBits);
  if (algorithm !== 'EC') return true;
  return (ecBits === 0 || (bits !== null && bits >= ecBits)) && (curves === undefined || (curve !== null && curves.includes(curve)));
}

function keyText({ subject, publicKey }: Certificate): string {
  return `${publicKeyText(publicKey)} (${subject})`;
}

/** The hashes in the signatures of the certificates that are shown. */
export function checkCertificateHash(
  { allow }: Extract<PolicyCheck, { readonly kind: 'certificate-hash' }>,
  evidence: EndpointEvidence,
): CheckOutcome {
  // Nobody verifies the signature of a certificate on itself to trust it, but of an own one it is the only signature.
  const signed = evidence.chain.filter(({ selfSigned }, place) => !selfSigned || place === 0);
  return ofChain(evidence, () =>
    brokenBy(
      signed
        .filter(({ signatureAlgorithm }) => !allow.includes(hashOf(signatureAlgorithm)))
        .map(({ signatureAlgorithm, subject }) => `${signatureAlgorithm} (${subject})`),
    ),
  );
}

/** `SHA256`; `none` where the algorithm takes no hash of its own choice; the algorithm itself where it is not known. */
export function hashOf(signatureAlgorithm: string): string {
  if (/^ed(25519|448)$/i.test(signatureAlgorithm)) return 'none';
  return /(?:sha3-|sha|md)\d+/i.exec(signatureAlgorithm)?.[0].toUpperCase() ?? signatureAlgorithm;
}

/** How long the endpoint's own certificate is valid in all. */
export function checkValidity(
  { days, issuedFrom, issuedBefore }: Extract<PolicyCheck, { readonly kind: 'validity' }>,
  evidence: EndpointEvidence,
): CheckOutcome {
  return ofChain(evidence, ([leaf]) => {
    if (issuedFrom !== undefined && leaf.notBefore < new Date(issuedFrom)) return notApplicable;
    if (issuedBefore !== undefined && leaf.notBefore >= new Date(issuedBefore)) return notApplicable;
    // RFC 5280 §4.1.2.5: both ends belong to it.
    const valid = (leaf.notAfter.getTime() - leaf.notBefore.getTime() + 1000) / dayMs;
    return valid > days ? brokenBy([`${Math.ceil(valid)} days (${leaf.subject})`]) : met;
  });
}

/** How long the endpoint's own certificate is still valid. */
export function checkDaysLeft({ days }: Extract<PolicyCheck, { readonly kind: 'days-left' }>, evidence: EndpointEvidence): CheckOutcome {
  return ofChain(evidence, ([leaf]) => {
    const left = (leaf.notAfter.getTime() - evidence.at.getTime()) / dayMs;
    return left < days ? brokenBy([`${daysLeftText(Math.floor(left))} (${leaf.subject})`]) : met;
  });
}

/** What was not read cannot be judged: the own certificate for all checks, and those above it as well. */
function ofChain(evidence: EndpointEvidence, judge: (chain: readonly [Certificate, ...Certificate[]]) => CheckOutcome): CheckOutcome {
  const [leaf, ...others] = evidence.chain;
  if (leaf === undefined) return undetermined({ code: 'policy-no-certificate' });
  const outcome = judge([leaf, ...others]);
  return outcome.kind === 'met' && evidence.unreadable.length > 0 ? undetermined({ code: 'policy-no-certificate' }) : outcome;
}
