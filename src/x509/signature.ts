import type { Certificate, PublicKey } from '../model/certificate.ts';
import { BoundedCache } from './bounded-cache.ts';
import { parsedOf } from './parse-certificate.ts';
import { verifySignature } from './verify-signature.ts';

/** What the check of a signature costs by the kind of key, one of RSA with 4096 bits or of ECDSA on P-256 being 1: some take twenty times as long. */
export function signatureCost({ algorithm, bits, curve }: PublicKey): number {
  if (algorithm === 'Ed25519') return 1;
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') return Math.max(1, Math.ceil(((bits ?? 16_384) / 4096) ** 2));
  if (algorithm !== 'EC') return 5;
  return costOfCurve[curve ?? ''] ?? 20;
}

const costOfCurve: Readonly<Record<string, number>> = { 'P-224': 1, 'P-256': 1, 'P-384': 6, 'P-521': 10 };

const links = new BoundedCache<{ readonly verdict: boolean | null }>(8192);

/**
 * Whether the issuer's key made the certificate's signature; names and dates are not looked at. Null where the algorithm is not
 * supported. The answer is remembered, so that a thousand nodes under one CA cost one look at that CA.
 * @param pssKeySignsAll a key for RSASSA-PSS may have signed by PKCS#1
 */
export function signedBy(certificate: Certificate, issuer: Certificate, pssKeySignsAll = false): boolean | null {
  const key = `${certificate.sha256}${issuer.spkiSha256}${pssKeySignsAll && issuer.publicKey.algorithm === 'RSA-PSS' ? ' all' : ''}`;
  const known = links.find(key);
  if (known !== undefined) return known.verdict;
  const verdict = verifySignature(parsedOf(certificate), parsedOf(issuer).spki, pssKeySignsAll);
  links.keep(key, { verdict });
  return verdict;
}
