import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence, NameVerdict } from '../../model/evidence.ts';
import { judgeChain } from './judge-chain.ts';
import type { Outcome } from './rule.ts';

/** Judges the name that was dialled against the endpoint's own certificate. What keeps the certificate from being judged, or the name from being compared, is the outcome. */
export function judgeName(
  evidence: EndpointEvidence,
  judge: (leaf: Certificate, name: Exclude<NameVerdict, { readonly kind: 'not-checked' }>) => Outcome,
): Outcome {
  return judgeChain(evidence, (leaf) => {
    const { name } = evidence;
    return name.kind === 'not-checked' ? { kind: 'unknown', because: `no name was compared: ${name.because}` } : judge(leaf, name);
  });
}

type NamesByKind = { readonly dns: readonly string[]; readonly ip: readonly string[] };

/** A dozen rules ask for them. */
const known = new WeakMap<Certificate, NamesByKind>();

/** The entries of one kind in the subjectAltName. */
export function alternativeNames(leaf: Certificate, kind: 'dns' | 'ip'): readonly string[] {
  let names = known.get(leaf);
  if (names === undefined) {
    const of = (wanted: string) => (leaf.subjectAltNames ?? []).flatMap((name) => (name.kind === wanted ? [name.value] : []));
    names = { dns: of('dns'), ip: of('ip') };
    known.set(leaf, names);
  }
  return names[kind];
}

/** What the certificate is for, at most five entries, so that one with thousands leaves a readable sentence. */
export function namesOf(leaf: Certificate): string {
  const names = [...alternativeNames(leaf, 'dns'), ...alternativeNames(leaf, 'ip')];
  if (names.length === 0) return leaf.commonName === null ? 'no name at all' : `no name but CN=${leaf.commonName}`;
  const some = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${some} and ${names.length - 5} more` : some;
}
