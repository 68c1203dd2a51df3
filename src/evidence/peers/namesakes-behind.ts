import type { Certificate } from '../../model/certificate.ts';
import { keyIdDifferences } from '../../model/key-id-differences.ts';
import { type Namesakes, namesakesFacts, namesakesOf } from '../../model/namesakes.ts';
import type { Acceptance, Peer } from '../../model/peer-handshake.ts';
import { sameName } from '../../model/same-name.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { signedBy } from '../../x509/signature.ts';

/** Refusals behind which there may be two CAs of one name: what a verifier says of that depends on what was sent. */
const ofIssuers: ReadonlySet<RefusalReason> = new Set([
  'lookalike-ca',
  'key-identifier-mismatch',
  'signature-invalid',
  'unknown-issuer',
  'untrusted-root',
  'incomplete-trust',
] as const);

type Sides = {
  readonly holder: Pick<Peer, 'chain'>;
  readonly judge: Pick<Peer, 'chain' | 'trust'>;
  /** CA certificates at hand, from whatever source. */
  readonly known: readonly Certificate[];
  /** Which issuers of a CA are one to the judge: JSSE does not compare them. */
  readonly sameIssuer?: (named: string, has: string) => boolean;
};

/** A refusal with the two CA certificates of one name that are behind it, where there are two; any other verdict as it is. */
export function withNamesakes(acceptance: Acceptance, sides: Sides): Acceptance {
  if (acceptance.kind !== 'refused' || !ofIssuers.has(acceptance.reason)) return acceptance;
  const namesakes = namesakesBehind(sides);
  if (namesakes === null) return acceptance;
  return { ...acceptance, namesakes, facts: { ...acceptance.facts, namesakes: namesakesFacts(namesakes) } };
}

function namesakesBehind({ holder, judge, known, sameIssuer = () => true }: Sides): Namesakes | null {
  const isIssuer = (authority: Certificate, child: Certificate) =>
    signedBy(child, authority) === true && keyIdDifferences(child, authority, sameIssuer).length === 0;
  for (const child of holder.chain) {
    const namesakes = (all: readonly Certificate[]) =>
      all.filter((one) => one.sha256 !== child.sha256 && sameName(one.subject, child.issuer));
    const trusted = namesakes(trustedBy(judge, child.issuer, known, isIssuer));
    const [first] = trusted;
    if (first === undefined || child.selfIssued || trusted.some((one) => isIssuer(one, child))) continue;
    const signed = signedBy(child, first);
    if (signed === null) return null;
    const issuing = namesakes([...holder.chain, ...known]).find((one) => isIssuer(one, child)) ?? null;
    return namesakesOf(child, { key: signed ? 'same' : 'another', issuing, trusted: first });
  }
  return null;
}

/** From outside it is most likely what issued the judge's own certificate. */
function trustedBy(
  { trust, chain }: Sides['judge'],
  name: string,
  known: readonly Certificate[],
  isIssuer: (authority: Certificate, child: Certificate) => boolean,
): readonly Certificate[] {
  switch (trust.kind) {
    case 'anchors':
      return trust.anchors;
    case 'names': {
      const own = chain.filter((one) => !one.selfIssued && sameName(one.issuer, name));
      const entries = trust.names.filter((one) => sameName(one.name, name)).length;
      return entries === 1 ? [...chain, ...known].filter((one) => own.some((child) => isIssuer(one, child))) : [];
    }
    case 'everything':
    case 'unknown':
      return [];
  }
}
