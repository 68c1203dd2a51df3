/** Those of ASN.1 that have no facts beside the field. */
export type PlainAsn1Fault =
  | 'asn1-ends-early'
  | 'asn1-unknown-tag'
  | 'asn1-impossible-length'
  | 'asn1-indefinite-length'
  | 'asn1-length-not-shortest'
  | 'asn1-without-length'
  | 'asn1-too-deep'
  | 'asn1-too-many-parts'
  | 'asn1-missing'
  | 'asn1-other-type'
  | 'asn1-no-structure'
  | 'asn1-empty'
  | 'asn1-more-than-allowed'
  | 'asn1-more-than-two-parts'
  | 'asn1-no-pair'
  | 'asn1-none-of-three'
  | 'asn1-empty-number'
  | 'asn1-number-not-shortest'
  | 'asn1-negative'
  | 'asn1-too-large'
  | 'asn1-no-small-number'
  | 'asn1-no-boolean'
  | 'asn1-no-bit-string'
  | 'asn1-empty-bit-string'
  | 'asn1-part-octets'
  | 'asn1-padding-not-zero'
  | 'asn1-no-time'
  | 'asn1-no-date'
  | 'asn1-no-identifier'
  | 'asn1-identifier-not-shortest'
  | 'asn1-empty-list'
  | 'asn1-policy-twice'
  | 'asn1-subtree-without-base'
  | 'asn1-subtree-with-bounds'
  | 'asn1-other-name-without-value'
  | 'asn1-no-directory-name'
  | 'asn1-unknown-name-form';

/** What is wrong with bytes in ASN.1. `what`: the field, by the word of its specification. */
export type Asn1Fault =
  | { readonly code: PlainAsn1Fault; readonly what: string }
  | { readonly code: 'asn1-followed'; readonly what: string; readonly bytes: number };

/** What is wrong with the bytes of a certificate as a whole. */
export type CertificateStructureFault = {
  readonly code: 'certificate-not-of-three-parts' | 'validity-of-more-than-two-times' | 'extensions-followed';
};

/** What is wrong with the bytes of a store, or of an encrypted key. */
export type StoreStructureFault =
  | { readonly code: 'pkcs12-unknown-part' | 'pkcs12-too-deep' | 'pkcs12-not-version-3' | 'pkcs12-unknown-content' }
  | { readonly code: 'jks-ends-early' | 'jks-followed' }
  | { readonly code: 'jks-unknown-version'; readonly version: number }
  | { readonly code: 'jks-too-many-entries' | 'jks-chain-too-long'; readonly count: number }
  | { readonly code: 'jks-unknown-entry'; readonly kind: number }
  | { readonly code: 'stretching-without-rounds' }
  | { readonly code: 'stretching-too-long' | 'stretching-key-length'; readonly most: number };

/** What is wrong with bytes that were to be a structure. */
export type StructureFault = Asn1Fault | CertificateStructureFault | StoreStructureFault;
