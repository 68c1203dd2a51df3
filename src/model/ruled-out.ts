/** What could have been the cause, and is not, for programs: stable. */
export type RuledOutCode =
  // Of a node that joins
  | 'own-files'
  | 'no-connection'
  | 'seed-host-is-http-port'
  | 'tls-on-one-side'
  | 'versions-and-suites'
  | 'key-of-another-certificate'
  | 'trust'
  | 'dates'
  | 'usages-and-keys'
  | 'names'
  | 'release'
  | 'cluster-name'
  // Of Kibana
  | 'elasticsearch-unreachable'
  | 'http-for-https'
  | 'no-handshake'
  | 'elasticsearch-not-trusted'
  | 'elasticsearch-of-another-name'
  | 'kibana-not-let-in'
  | 'serves-other-files';

/** One thing that could have been the cause. */
export type RuledOut = {
  readonly what: string;
  readonly code: RuledOutCode;
  /** Of what has two directions: `out` as the node connects, `in` as others connect to it; absent where it is about both, or neither. */
  readonly direction?: 'out' | 'in';
  /** What was seen where all is well, as the end of a sentence. */
  readonly because: string;
};
