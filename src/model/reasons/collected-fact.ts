/** What the answers of a node's own REST API show for which its peers may refuse it. `place`: a file of the node, with the alias in it. */
export type CollectedFact =
  | { readonly code: 'collected-certificate-ended'; readonly subject: string; readonly place: string; readonly expiry: Date }
  /** `trusted`: the names of the CAs in its trust files. */
  | {
      readonly code: 'collected-issuer-not-trusted';
      readonly subject: string;
      readonly place: string;
      readonly issuer: string;
      readonly trusted: readonly string[];
    }
  /** The issuer lies at `lies`, and is not in `file`, from which it would be sent. */
  | {
      readonly code: 'collected-intermediate-elsewhere';
      readonly subject: string;
      readonly place: string;
      readonly issuer: string;
      readonly lies: string;
      readonly file: string;
    }
  | { readonly code: 'collected-transport-tls-off' }
  | { readonly code: 'collected-seeds-at-http-port'; readonly seeds: readonly string[]; readonly httpPort: number };
