import type { ProtocolVersion } from '../model/protocol-version.ts';

/** What the client of a runtime says first, as its owner left it. Names are IANA's, each list in the client's order; what has no name is in hexadecimal. */
export type HelloContent = {
  readonly versions: readonly ProtocolVersion[];
  readonly cipherSuites: readonly string[];
  readonly groups: readonly string[];
  /** The groups of which it sends a key at once; of another one the server has to ask. */
  readonly keyShares: readonly string[];
  readonly signatureSchemes: readonly string[];
  /** Of the signatures in certificates; null where it names none apart, so that the others count. */
  readonly certificateSignatureSchemes: readonly string[] | null;
};

/** The runtimes of those that connect to Elasticsearch. A name with `elasticsearch` offers the suites that a node has by default. */
export type HelloId =
  | `elasticsearch-jdk${17 | 21 | 25 | 26 | 27}`
  | `jdk${17 | 21 | 25 | 26 | 27}`
  | 'node20'
  | 'node22-openssl3.0'
  | 'node22'
  | 'node24'
  | 'node26'
  | 'go'
  | 'python-openssl3.0'
  | 'python-openssl3.5';

export type RecordedHello = HelloContent & {
  readonly id: HelloId;
  /** As people call it. */
  readonly title: string;
  /** `captured`: from the release that `source` names. `source`: that runtime was not to be had, and its source or release notes say so. */
  readonly from: 'captured' | 'source';
  readonly source: string;
};
