import { type KeyIdDifference, keyIdDifferences } from '../../model/key-id-differences.ts';
import { type SignatureKind, signatureAlgorithms } from '../algorithms.ts';
import { Asn1Error } from '../asn1/element.ts';
import { oid } from '../asn1/oid.ts';
import { onlyElement, sequence } from '../asn1/read-der.ts';
import { opensslNameKey } from '../distinguished-name.ts';
import type { ParsedCertificate } from '../parsed-certificate.ts';
import { type Failure, failure } from './failure.ts';
import type { ModelChoices } from './model-choices.ts';

/**
 * Whether authorityKeyIdentifier of a certificate points to this issuer, as far as both say something (RFC 5280 §4.2.1.1): the key identifier, the serial
 * number and, where `withIssuer` is set, the name of the issuer's own issuer.
 */
export function keyIdsFit(certificate: ParsedCertificate, issuer: ParsedCertificate, withIssuer: boolean): boolean {
  return differences(certificate, issuer, withIssuer).length === 0;
}

/** Why a CA is not taken for the issuer whose key did make the signature; null where all fits. */
export function keyIdFailure(certificate: ParsedCertificate, issuer: ParsedCertificate, withIssuer: boolean): Failure | null {
  const found = differences(certificate, issuer, withIssuer);
  if (found.length === 0) return null;
  const { subject } = certificate.certificate;
  const because = { code: 'path-key-ids', subject, authority: issuer.certificate.subject, differences: found } as const;
  return failure('key-identifier-mismatch', because, certificate.certificate);
}

function differences(certificate: ParsedCertificate, issuer: ParsedCertificate, withIssuer: boolean): readonly KeyIdDifference[] {
  if (certificate.extensions.authorityKeyIdentifier === null) return [];
  const sameIssuer = () => {
    const name = certificate.extensions.authorityKeyIdentifier?.issuer?.find((entry) => entry.kind === 'directory');
    return !withIssuer || name === undefined || opensslNameKey(name.name) === issuer.opensslIssuerKey;
  };
  const found = keyIdDifferences(certificate.certificate, issuer.certificate, sameIssuer);
  // A certificate of version 1 or 2 is not asked for its serial number.
  return issuer.version > 2 ? found : found.filter(({ what }) => what !== 'serial number');
}

const keysOf: Readonly<Record<string, readonly string[]>> = {
  rsa: ['RSA'],
  'rsa-pss': ['RSA', 'RSA-PSS'],
  ecdsa: ['EC'],
  dsa: ['DSA'],
  ed25519: ['Ed25519'],
  ed448: ['Ed448'],
};

/**
 * Whether a key of the issuer's kind can have made the certificate's signature, as OpenSSL tells it: not where it does not know which keys go with the algorithm, as
 * of RSA with SHA-512/256 and, before OpenSSL 3.5, of ECDSA with SHA-3.
 */
export function keyKindFits(certificate: ParsedCertificate, issuer: ParsedCertificate, algorithms: ModelChoices['algorithms']): boolean {
  try {
    const id = oid(
      sequence(onlyElement(certificate.innerSignatureAlgorithm, 'signatureAlgorithm'), 'signatureAlgorithm')[0],
      'signatureAlgorithm',
    );
    const kind = signatureAlgorithms[id]?.kind;
    if (kind === undefined || unmapped(kind, algorithms)) return false;
    return (keysOf[kind.scheme] ?? []).includes(issuer.certificate.publicKey.algorithm);
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}

function unmapped(kind: SignatureKind, { ecdsaWithSha3 }: ModelChoices['algorithms']): boolean {
  if (!('digest' in kind)) return false;
  return kind.scheme === 'ecdsa' ? !ecdsaWithSha3 && kind.digest.startsWith('sha3-') : kind.digest.startsWith('sha512-');
}
