import type { AlgorithmFault } from './algorithm-fault.ts';
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
  | { readonly code: 'key-algorithm-not-supported'; readonly fault: AlgorithmFault }
  /** `fault`: what is wrong with its bytes. */
  | { readonly code: 'key-malformed'; readonly fault: StructureFault };

/** Why a private key in PKCS#12, JKS or JCEKS cannot be used. */
export type StoreKeyFault =
  | { readonly code: 'entry-password-wrong' | 'entry-key-unknown' }
  /** `id`: the object identifier of what protects it. */
  | { readonly code: 'entry-protection-not-supported'; readonly id: string }
  | { readonly code: 'entry-algorithm-not-supported'; readonly fault: AlgorithmFault }
  | { readonly code: 'entry-malformed'; readonly fault: StructureFault };

export type KeyFault = PemKeyFault | StoreKeyFault;
