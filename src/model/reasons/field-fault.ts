import type { StructureFault } from './structure-fault.ts';

/** Those that have no facts beside the code. */
export type PlainFieldFault =
  | 'field-version-unknown'
  | 'field-serial-padded'
  | 'field-name-part-empty'
  | 'field-extensions-empty'
  | 'field-not-known'
  | 'field-signature-of-part-octets';

/** Which field of a certificate is not written as X.509 has it. */
export type FieldFault =
  | { readonly code: PlainFieldFault }
  | { readonly code: 'field-extension-in-ber'; readonly extension: string }
  | { readonly code: 'field-unreadable'; readonly fault: StructureFault };
