import type { CertificateFlaw, ReadableFlaw } from './certificate-flaw.ts';
import type { OddName } from './odd-name.ts';

/**
 * A name in a subjectAltName (RFC 5280 §4.2.1.6). IP addresses are in their usual text form, or hexadecimal where the length is wrong; an entry that cannot be
 * read is hexadecimal as a whole.
 */
export type GeneralName = {
  readonly kind: 'dns' | 'ip' | 'email' | 'uri' | 'directory' | 'other' | 'unreadable';
  readonly value: string;
  /** Why it is no proper name; absent where it is one. */
  readonly odd?: OddName;
};

export type PublicKey = {
  /** `RSA`, `RSA-PSS`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the OID. */
  readonly algorithm: string;
  /** Modulus or field size; null where it has no such size or was not understood. */
  readonly bits: number | null;
  /** `P-256`, `brainpoolP256r1`, …, or the OID; null where the key is not on a named curve. */
  readonly curve: string | null;
};

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly';

/** What can be said of a certificate without judging it. Absent extensions are null, never a default. */
export type Certificate = {
  readonly der: Uint8Array;
  /** RFC 4514 text, most specific part first: `CN=es01, O=acme`. */
  readonly subject: string;
  readonly issuer: string;
  /** DER of the names, for exact comparison. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly commonName: string | null;
  /** Hexadecimal, lower case, without leading zeros. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Null where there is no such extension. */
  readonly subjectAltNames: readonly GeneralName[] | null;
  /** Of the DER: hexadecimal, lower case. */
  readonly sha256: string;
  readonly sha1: string;
  /** SHA-256 of SubjectPublicKeyInfo: the key's identity. */
  readonly spkiSha256: string;
  readonly publicKey: PublicKey;
  /** As OpenSSL names it: `sha256WithRSAEncryption`, `ecdsa-with-SHA256`, …, or the OID. */
  readonly signatureAlgorithm: string;
  /** basicConstraints cA; false where the extension says so or is absent. */
  readonly isCa: boolean;
  readonly pathLength: number | null;
  readonly keyUsage: readonly KeyUsage[] | null;
  /** `serverAuth`, `clientAuth`, …, `anyExtendedKeyUsage`, or the OID. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** Hexadecimal, lower case. */
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** The issuer and the serial number that authorityKeyIdentifier gives for the issuing certificate: whose own they are. Null where it gives none. */
  readonly authorityCertIssuer: string | null;
  readonly authorityCertSerialNumber: string | null;
  /** Subject and issuer are the same name, byte for byte. */
  readonly selfIssued: boolean;
  /** Self-issued, and its own key verifies its signature. */
  readonly selfSigned: boolean;
  /** What is wrong with its bytes, although they could be read; absent where nothing is. */
  readonly flaws?: readonly ReadableFlaw[];
};

/** Bytes that a peer sent as a certificate and that are none. */
export type UnreadableCertificate = {
  readonly der: Uint8Array;
  /** Its place in the chain as sent; the endpoint's own certificate is 0. */
  readonly place: number;
  readonly flaw: CertificateFlaw;
};
