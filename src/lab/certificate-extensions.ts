import type { KeyObject } from 'node:crypto';
import type { KeyUsage } from '../model/certificate.ts';
import { boolean, implicit, integer, namedBits, objectIdentifier, octetString, sequence } from '../x509/asn1/write-der.ts';
import type { CertificateWish, Extension } from './certificate-wish.ts';
import { keyIdentifier } from './key-identifier.ts';
import { generalName, type Name } from './pki-names.ts';

/** OIDs of the usages that have names (RFC 5280 §4.2.1.12). */
const extendedKeyUsages: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',
};

/** Bit positions (RFC 5280 §4.2.1.3). */
const keyUsageBits: Readonly<Record<KeyUsage, number>> = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
  encipherOnly: 7,
  decipherOnly: 8,
};

export function extensionsOf(wish: CertificateWish, publicKey: KeyObject, issuer: Issuer): readonly Extension[] {
  const basicConstraints = wish.basicConstraints === undefined ? { ca: false } : wish.basicConstraints;
  const keyUsage = wish.keyUsage === undefined ? defaultKeyUsage(publicKey) : wish.keyUsage;
  const extendedKeyUsage = wish.extendedKeyUsage === undefined ? ['serverAuth', 'clientAuth'] : wish.extendedKeyUsage;
  const altNames = wish.altNames ?? null;
  const subjectKeyId = wish.subjectKeyId === undefined ? keyIdentifier(publicKey) : wish.subjectKeyId;
  const authorityKeyId = wish.authorityKeyId === undefined ? issuer.keyId : wish.authorityKeyId;
  const wanted: readonly (Extension | null)[] = [
    basicConstraints && { oid: '2.5.29.19', critical: basicConstraints.ca, value: encodeBasicConstraints(basicConstraints) },
    keyUsage && { oid: '2.5.29.15', critical: true, value: namedBits(keyUsage.map((usage) => keyUsageBits[usage])) },
    extendedKeyUsage && {
      oid: '2.5.29.37',
      value: sequence(...extendedKeyUsage.map((usage) => objectIdentifier(extendedKeyUsages[usage] ?? usage))),
    },
    altNames && { oid: '2.5.29.17', value: sequence(...altNames.map(generalName)) },
    subjectKeyId && { oid: '2.5.29.14', value: octetString(subjectKeyId) },
    authorityKeyId && { oid: '2.5.29.35', value: sequence(implicit(0, authorityKeyId)) },
  ];
  return [...wanted.filter((extension) => extension !== null), ...(wish.extensions ?? [])];
}

function defaultKeyUsage(publicKey: KeyObject): readonly KeyUsage[] {
  return publicKey.asymmetricKeyType === 'rsa' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];
}

export function encodeExtension({ oid, critical, value }: Extension): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical === true ? [boolean(true)] : []), octetString(value));
}

/** cA is DEFAULT FALSE, so DER leaves the false one out. */
function encodeBasicConstraints({ ca, pathLength }: { readonly ca: boolean; readonly pathLength?: number }): Uint8Array {
  return sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(BigInt(pathLength))]));
}

export type Issuer = { readonly name: Name; readonly privateKey: KeyObject; readonly keyId: Uint8Array | null };
