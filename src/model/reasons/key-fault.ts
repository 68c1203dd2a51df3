import type { StructureFault } from './structure-fault.ts';

/** Why a private key in a PEM block cannot be used. */
export type PemKeyFault =
  | {
      readonly code:
        | 'key-end-missing'
        | 'key-not-base64'
        | 'key-not-as-labelled'
        | 'key-header-broken'
        | 'key-of-openssh'
        | 'key-password-not-given'
        | 'key-password-wrong';
    }
  /** `label`: what stands behind BEGIN. */
  | { readonly code: 'key-kind-not-supported'; readonly label: string }
  | { readonly code: 'key-cipher-not-supported'; readonly cipher: string }
  | ({ readonly code: 'key-algorithm-not-supported' } & UnsupportedPart)
  /** `fault`: what is wrong with its bytes. */
  | { readonly code: 'key-malformed'; readonly fault: StructureFault };

/** Why a private key in PKCS#12, JKS or JCEKS cannot be used. */
export type StoreKeyFault =
  | { readonly code: 'entry-password-wrong' | 'entry-key-unknown' }
  /** `id`: the object identifier of what protects it. */
  | { readonly code: 'entry-protection-not-supported'; readonly id: string }
  | ({ readonly code: 'entry-algorithm-not-supported' } & UnsupportedPart)
  | { readonly code: 'entry-malformed'; readonly fault: StructureFault };

/** What of an encryption is not supported (`it` where that is the whole), and what is said of that. */
type UnsupportedPart = { readonly subject: string; readonly predicate: string };

export type KeyFault = PemKeyFault | StoreKeyFault;
