import type { KeyUsage } from '../model/certificate.ts';
import type { KeyKind, KeyPair } from './key-pair.ts';
import type { AltName, Name } from './pki-names.ts';
import type { SignatureHash } from './signature-of-key.ts';

/** `value` is the DER inside the OCTET STRING. */
export type Extension = { readonly oid: string; readonly critical?: boolean; readonly value: Uint8Array };

/** What can be wished of a certificate. For an extension, null leaves it out, and absence of the field means the default. */
export type CertificateWish = {
  /** A string is the CN alone. Default `handclasp lab`. */
  readonly subject?: Name;
  /** The issuer's name to write, where it shall differ from the issuer's own. */
  readonly issuerName?: Name;
  /** Default none. */
  readonly altNames?: readonly AltName[] | null;
  /** Default a day ago. */
  readonly notBefore?: Date;
  /** Default in two years, for a CA in ten. */
  readonly notAfter?: Date;
  /** What key to make, or the key to take. Default P-256. RSA keys are made once for a size and process. */
  readonly key?: KeyKind | KeyPair;
  /** What the issuer signs with; EdDSA has no choice. Default SHA-256. */
  readonly hash?: SignatureHash;
  /** How an RSA issuer signs. Default `pkcs1`. */
  readonly padding?: 'pkcs1' | 'pss';
  /** Default 127 random bits. */
  readonly serialNumber?: bigint;
  /** Default `{ ca: false }`, for a CA `{ ca: true }`. */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number } | null;
  /** Default digitalSignature, with keyEncipherment for RSA; for a CA keyCertSign and cRLSign. */
  readonly keyUsage?: readonly KeyUsage[] | null;
  /** Names (`serverAuth`) or OIDs. Default serverAuth and clientAuth; for a CA none. */
  readonly extendedKeyUsage?: readonly string[] | null;
  /** Default the SHA-1 of the key (RFC 5280 §4.2.1.2, method 1). */
  readonly subjectKeyId?: Uint8Array | null;
  /** Default the issuer's subjectKeyId; a root has none. */
  readonly authorityKeyId?: Uint8Array | null;
  /** Written after the others, as given. */
  readonly extensions?: readonly Extension[];
};
