import type { Certificate } from './certificate.ts';

/** Something that authorityKeyIdentifier of a certificate says of its CA, and that is otherwise in the CA's own certificate. */
export type KeyIdDifference = {
  readonly what: 'key id' | 'serial number' | 'issuer';
  /** Hexadecimal, or a name. */
  readonly named: string;
  readonly has: string;
};

const none: readonly KeyIdDifference[] = [];

/**
 * What a certificate says of its CA (RFC 5280 §4.2.1.1) and what that CA has, where both say something and it is not the same: the key id, the serial number, and by
 * `sameName` the issuer of the CA. It says nothing of whether the CA's key made the signature.
 */
export function keyIdDifferences(
  child: Certificate,
  authority: Certificate,
  sameName: (named: string, has: string) => boolean,
): readonly KeyIdDifference[] {
  const { authorityKeyId, authorityCertSerialNumber, authorityCertIssuer } = child;
  const { subjectKeyId, serialNumber, issuer } = authority;
  const id = authorityKeyId !== null && subjectKeyId !== null && authorityKeyId !== subjectKeyId;
  const serial = authorityCertSerialNumber !== null && authorityCertSerialNumber !== serialNumber;
  const name = authorityCertIssuer !== null && !sameName(authorityCertIssuer, issuer);
  if (!id && !serial && !name) return none;
  return [
    ...(id ? [{ what: 'key id', named: authorityKeyId, has: subjectKeyId } as const] : []),
    ...(serial ? [{ what: 'serial number', named: authorityCertSerialNumber, has: serialNumber } as const] : []),
    ...(name ? [{ what: 'issuer', named: authorityCertIssuer, has: issuer } as const] : []),
  ];
}
