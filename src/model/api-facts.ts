import type { ApiRefusal } from './reasons/api-refusal.ts';

/** What a question to the REST API came to. */
export type ApiAnswer<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'refused'; readonly because: ApiRefusal }
  /** There is no such question: not in OpenSearch, or not on Serverless. */
  | { readonly kind: 'absent'; readonly because: ApiRefusal };

/** One certificate of the files that a node's TLS settings name, as they are now on its disk: `GET /_ssl/certificates` reads them again. */
export type ListedCertificate = {
  /** As the setting has it, relative to the configuration directory or absolute. */
  readonly path: string;
  /** `PEM`, `PKCS12`, `jks`. */
  readonly format: string;
  /** The entry's name; null in PEM. */
  readonly alias: string | null;
  /** As Java writes it. */
  readonly subject: string;
  /** Hexadecimal, lower case, without leading zeros. */
  readonly serialNumber: string;
  /** Its private key lies beside it: it is there to be shown, not to be trusted. */
  readonly hasPrivateKey: boolean;
  readonly expiry: Date;
  /** Null before 8.4, which does not tell. */
  readonly issuer: string | null;
};

/** Where others reach a node: `es01/10.0.0.11:9300` where it publishes a name, else `10.0.0.11:9300`. */
export type PublishedAddress = {
  /** The name; null where it publishes the address alone. */
  readonly name: string | null;
  /** An IP without brackets. */
  readonly address: string;
  readonly port: number;
};

/** Where a layer of a node listens. */
export type ListedPort = { readonly published: PublishedAddress; readonly bound: readonly PublishedAddress[] };

/** A node as `GET /_nodes/http,transport` has it. Null where it has no such layer. */
export type ListedNode = {
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly http: ListedPort | null;
  readonly transport: ListedPort | null;
};

/** A row of `GET /_cat/nodes`: a member of the cluster at this moment. The port is that of its transport. */
export type Member = { readonly name: string; readonly address: string; readonly port: number };

/** A remote cluster as `GET /_remote/info` has it. */
export type RemoteCluster = {
  readonly alias: string;
  readonly connected: boolean;
  /** Hosts with port, of `seeds` or `proxy_address`, as configured. */
  readonly addresses: readonly string[];
  /** The connection is made with an API key, at the remote cluster server; else with certificates, at the transport port. */
  readonly apiKey: boolean;
};

/** The clock of a node against ours, in milliseconds; the bound is half of the time that the answer took. */
export type ClockOffset = { readonly aheadMs: number; readonly boundMs: number };

export type ClusterName = {
  readonly clusterName: string;
  readonly clusterUuid: string | null;
  readonly nodeName: string | null;
  readonly version: string | null;
};

/** All that one node's REST API was asked, and what it answered. */
export type NodeAnswers = {
  /** `https://es01:9200`. */
  readonly url: string;
  readonly askedAt: Date;
  /** `GET /`. */
  readonly cluster: ApiAnswer<ClusterName>;
  /** The node that answered: `GET /_nodes/_local/http,transport`. */
  readonly self: ApiAnswer<ListedNode>;
  /** `GET /_nodes/http,transport`. */
  readonly nodes: ApiAnswer<readonly ListedNode[]>;
  /** Of the node that answered alone: `GET /_ssl/certificates`. */
  readonly certificates: ApiAnswer<readonly ListedCertificate[]>;
  /** `GET /_cat/nodes`. */
  readonly members: ApiAnswer<readonly Member[]>;
  /** `GET /_remote/info`. */
  readonly remotes: ApiAnswer<readonly RemoteCluster[]>;
  /** By node id: `GET /_nodes/stats`. */
  readonly clocks: ApiAnswer<Readonly<Record<string, ClockOffset>>>;
};

/** A remote cluster that a node which was asked connects to at this very endpoint. */
export type RemoteConnection = { readonly by: string; readonly alias: string; readonly apiKey: boolean; readonly connected: boolean };

/** What the REST API told of the node at one endpoint. */
export type ApiFacts = {
  /** What the node at this endpoint answered itself; null where its own API was not asked, or is not known. */
  readonly own: NodeAnswers | null;
  /** The endpoint's address is one that the node names as its own, so nothing stands between the two. */
  readonly direct: boolean;
  /** As any node that was asked lists it; null where none lists this address. */
  readonly node: ListedNode | null;
  /** The node as its cluster counts it among its members, and how many others it counts; null where no cluster that was asked does. */
  readonly member: ApiAnswer<{ readonly name: string; readonly others: number } | null>;
  readonly clock: ClockOffset | null;
  readonly remoteConnections: readonly RemoteConnection[];
};
