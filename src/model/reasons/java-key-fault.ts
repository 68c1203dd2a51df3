/** Why Elasticsearch, on its JDK, does not read a private key in PEM. `id`, `curve`: object identifiers; `label`: what stands behind BEGIN. */
export type JavaReadKeyFault =
  | {
      readonly code:
        | 'java-key-without-end'
        | 'java-key-not-base64'
        | 'java-key-broken'
        | 'java-key-header-empty'
        | 'java-key-header-broken'
        | 'java-key-password-missing'
        | 'java-key-password-wrong'
        | 'java-key-password-not-ascii'
        | 'java-key-curve-not-named'
        /** Elasticsearch reads PBES2 from 7.16 on. */
        | 'java-key-pbes2-too-new';
    }
  | { readonly code: 'java-label-unknown' | 'java-parameters-alone'; readonly label: string }
  | {
      readonly code: 'java-key-algorithm' | 'java-key-encryption' | 'java-key-derivation' | 'java-key-hmac' | 'java-key-pbes2-cipher';
      readonly id: string;
    }
  | { readonly code: 'java-key-curve-of-label'; readonly curve: string }
  | { readonly code: 'java-key-header-cipher'; readonly cipher: string }
  | { readonly code: 'java-key-too-short'; readonly bits: number };
