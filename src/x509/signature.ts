import type { Certificate } from '../model/certificate.ts';
import { BoundedCache } from './bounded-cache.ts';
import { parsedOf } from './parse-certificate.ts';
import { verifySignature } from './verify-signature.ts';

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
