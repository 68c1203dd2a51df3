import { signatureAlgorithms } from './algorithms.ts';
import { DerError, onlyElement, sequence } from './der.ts';
import { oid } from './oid.ts';
import type { ParsedCertificate } from './parse-certificate.ts';

/**
 * Whether authorityKeyIdentifier of a certificate points to this issuer, as far as both say something (RFC 5280 §4.2.1.1): the key identifier, the serial
 * number and, where `withIssuer` is set, the name of the issuer's own issuer.
 */
export function keyIdsFit(certificate: ParsedCertificate, issuer: ParsedCertificate, withIssuer: boolean): boolean {
  const wanted = certificate.extensions.authorityKeyIdentifier;
  if (wanted === null) return true;
  const { keyId, serialNumber } = wanted;
  const id = issuer.extensions.subjectKeyIdentifier;
  if (keyId !== null && id !== null && Buffer.compare(keyId, id) !== 0) return false;
  if (serialNumber !== null && issuer.version > 2 && Buffer.compare(serialNumber, issuer.serialNumber) !== 0) return false;
  if (!withIssuer || wanted.issuer === null) return true;
  const name = wanted.issuer.find((entry) => entry.kind === 'directory');
  return name === undefined || name.key === issuer.issuerKey;
}

const keysOf: Readonly<Record<string, readonly string[]>> = {
  rsa: ['RSA'],
  'rsa-pss': ['RSA', 'RSA-PSS'],
  ecdsa: ['EC'],
  dsa: ['DSA'],
  ed25519: ['Ed25519'],
  ed448: ['Ed448'],
};

/** Whether a key of the issuer's kind can have made the certificate's signature; true where the algorithm is not known. */
export function keyKindFits(certificate: ParsedCertificate, issuer: ParsedCertificate): boolean {
  try {
    const id = oid(
      sequence(onlyElement(certificate.signatureAlgorithm, 'signatureAlgorithm'), 'signatureAlgorithm')[0],
      'signatureAlgorithm',
    );
    const kind = signatureAlgorithms[id]?.kind;
    return kind === undefined || (keysOf[kind.scheme] ?? []).includes(issuer.certificate.publicKey.algorithm);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
