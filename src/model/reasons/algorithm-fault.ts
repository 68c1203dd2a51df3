/** An algorithm, or another way to protect something, that this program and mostly the JVM as well cannot undo. `id`: its object identifier, or its name. */
export type AlgorithmFault =
  | {
      readonly code:
        | 'part-for-public-key'
        | 'store-signed-with-public-key'
        | 'secret-keys-as-java-objects'
        | 'cipher-pbes2-rc2'
        | 'scrypt-parameters-not-supported';
    }
  | {
      readonly code:
        | 'mac-not-supported'
        | 'cipher-not-supported'
        | 'cipher-of-pbes2-not-supported'
        | 'hmac-not-supported'
        | 'derivation-not-supported';
      readonly id: string;
    };
