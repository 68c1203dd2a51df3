/** Why a verifier refuses a chain, for people: a stable code, what it means, and the lines that verifiers write. */
export type ReasonExplained = {
  readonly code: string;
  readonly title: string;
  readonly prose: string;
  readonly lines: {
    /** Of the JDK's TLS, as Elasticsearch logs it. */
    readonly jsse: readonly string[];
    /** Of Elasticsearch's own diagnosis. */
    readonly elasticsearch: readonly string[];
    /** Of Node, as Kibana logs it. */
    readonly node: readonly string[];
  };
};
