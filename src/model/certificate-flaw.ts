import type { FieldFault } from './reasons/field-fault.ts';

/** Who takes a certificate apart: the JDK, so every node; OpenSSL, so Kibana, curl and most clients. Strict verifiers mind every flaw. */
export type CertificateReader = 'java' | 'openssl';

/** What bytes in the place of a certificate are instead. */
export type OtherStructure = 'signing-request' | 'revocation-list' | 'pkcs7' | 'public-key' | 'private-key';

/** What is wrong with the bytes of a certificate. Counts are in bytes. */
export type CertificateFlaw =
  | { readonly code: 'empty' | 'pem-text' | 'not-asn1' }
  | { readonly code: 'truncated'; readonly have: number; readonly need: number }
  | { readonly code: 'trailing-bytes'; readonly count: number }
  | { readonly code: 'other-structure'; readonly structure: OtherStructure }
  /** It stands behind so many others that neither it nor what follows it was read. */
  | { readonly code: 'not-read'; readonly have: number; readonly most: number }
  | { readonly code: 'too-large'; readonly have: number; readonly most: number }
  /** BER that is not DER: it can be read, and is not written as X.509 asks. */
  | { readonly code: 'not-der' }
  /** An extension that cannot be read, or occurs twice. */
  | { readonly code: 'extension'; readonly extension: string; readonly how: 'broken' | 'repeated' }
  /** A field is not as it must be. */
  | { readonly code: 'field'; readonly fault: FieldFault };

/** What is wrong with the certificate of an entry in a store; `not-x509`: it says of itself that it is of another kind. */
export type EntryFlaw = CertificateFlaw | { readonly code: 'not-x509' };

/** A flaw of a certificate that could be read all the same, and who cannot. */
export type ReadableFlaw = { readonly flaw: CertificateFlaw; readonly unreadableTo: readonly CertificateReader[] };
