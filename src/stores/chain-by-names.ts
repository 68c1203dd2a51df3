import type { Certificate } from '../model/certificate.ts';

/** The chain of a key as the JVM makes it of a store's certificates: from the leaf upwards by issuer names, as long as there is one. */
export function chainByNames(leaf: Certificate | undefined, certificates: readonly Certificate[]): readonly Certificate[] {
  const chain: Certificate[] = [];
  for (let next = leaf; next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    const { issuerDer, selfIssued }: Certificate = next;
    next = selfIssued ? undefined : certificates.find(({ subjectDer }) => Buffer.compare(subjectDer, issuerDer) === 0);
  }
  return chain;
}
