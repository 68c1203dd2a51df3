import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';

/** An endpoint of a run, and what reports call it. */
export type Holder = { readonly label: string; readonly evidence: EndpointEvidence };

/** A certificate, and the endpoints that it counts for. */
export type CertificateInUse = {
  readonly certificate: Certificate;
  /** `own`: they show it as theirs. `ca`: it stands above theirs. */
  readonly role: 'own' | 'ca';
  readonly holders: readonly Holder[];
};

/** Every certificate that endpoints show as their own, and every CA above them that was sent or given: each once, the first to end first. */
export function certificatesInUse(holders: readonly Holder[]): readonly CertificateInUse[] {
  const found = new Map<string, { certificate: Certificate; role: CertificateInUse['role']; holders: Holder[] }>();
  const add = (certificate: Certificate, role: CertificateInUse['role'], holder: Holder) => {
    const key = `${role} ${certificate.sha256}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { certificate, role, holders: [holder] });
    else if (!known.holders.includes(holder)) known.holders.push(holder);
  };
  for (const holder of holders) {
    const [leaf] = holder.evidence.chain;
    if (leaf === undefined) continue;
    add(leaf, 'own', holder);
    for (const { certificate } of holder.evidence.authorities) if (certificate.sha256 !== leaf.sha256) add(certificate, 'ca', holder);
  }
  return [...found.values()].sort((a, b) => a.certificate.notAfter.getTime() - b.certificate.notAfter.getTime());
}
