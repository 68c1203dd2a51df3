import type { StructureFault } from './structure-fault.ts';

/** Those that have no facts beside the code. */
export type PlainFieldFault =
  | 'field-version-unknown'
  | 'field-serial-padded'
  | 'field-name-part-empty'
  | 'field-extensions-empty'
  | 'field-not-known'
  | 'field-date-form'
  | 'field-issuer-empty'
  | 'field-version-padded'
  /** An extension has more than its value. */
  | 'field-extension-followed'
  /** The algorithm beside the signature is another than the one that was signed. */
  | 'field-two-algorithms'
  /** The public key is in a form that not everybody reads, such as a compressed point. */
  | 'field-key-form'
  | 'field-signature-of-part-octets';

/** Which field of a certificate is not written as X.509 has it. */
export type FieldFault =
  | { readonly code: PlainFieldFault }
  | { readonly code: 'field-extension-in-ber'; readonly extension: string }
  | { readonly code: 'field-unreadable'; readonly fault: StructureFault };
