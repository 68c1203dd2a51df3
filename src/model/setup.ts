import type { KeyObject } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import type { ContentFault } from './reasons/content-fault.ts';
import type { JavaSecurityFault, KeystoreFault } from './reasons/file-fault.ts';
import type { SetupProblemReason } from './reasons/setup-problem-reason.ts';
import type { SettingsUnread, SetupUnknown, TrustUnread } from './reasons/setup-reason.ts';

/** A line of a file. */
export type Place = {
  /** Path as the reader was given it. */
  readonly file: string;
  /** From 1; null where the file has no lines, such as `elasticsearch.keystore`. */
  readonly line: number | null;
};

/** One setting as it was written; a key that stands twice is here twice. */
export type Setting = {
  /** In dots: `xpack.security.transport.ssl.enabled`. */
  readonly key: string;
  /** What the product takes from it, variables filled in. Null where it is a secret, or a variable has no value. */
  readonly value: string | readonly string[] | null;
  readonly secret: boolean;
  readonly place: Place;
  readonly from: 'yml' | 'keystore' | 'environment';
};

/** A value in force, and the line that sets it: null for a default. */
export type Chosen<T> = { readonly value: T; readonly place: Place | null };

/** A file that a setting names, as far as it could be read. */
export type MaterialFile = {
  /** Absolute. */
  readonly path: string;
  /** The setting that names it, and where it stands. */
  readonly setting: string;
  readonly place: Place;
  /** What the content is; null where it could not be read. */
  readonly format: string | null;
  /** What it is, and what was expected. Null where it could be read. */
  readonly problem: ContentFault | null;
  /** The permission bits, such as 0o640; null where the file is not there. */
  readonly mode: number | null;
  readonly modifiedAt: Date | null;
};

/** A private key and the chain that is sent with it. */
export type Identity = {
  /** Leaf first. As a store has it, or every certificate of the PEM file in its order. */
  readonly chain: readonly Certificate[];
  /** A handle of node:crypto, which prints nothing of the key. Null where the key is there and could not be used. */
  readonly key: KeyObject | null;
  /** The name of the entry; null in PEM. */
  readonly alias: string | null;
  /** Whether the key belongs to the first certificate; null where that could not be told. */
  readonly keyMatches: boolean | null;
  /** The file with the certificate. */
  readonly file: string;
};

/** A certificate that is trusted as it stands. */
export type Anchor = {
  readonly certificate: Certificate;
  readonly file: string;
  readonly alias: string | null;
  /**
   * `ca-file`: of `certificate_authorities`. `trusted-entry`: of a store. `key-entry`: the leaf of a key entry in a store that is used as a trust
   * store, which the JVM trusts as well. `own-certificate`: of the PEM file with the node's own certificate, trusted where no trust is set.
   * `keystore-extra`: Kibana takes the other certificates of its key store for CAs.
   */
  readonly from: 'ca-file' | 'trusted-entry' | 'key-entry' | 'own-certificate' | 'keystore-extra';
  /** Of a key entry: whether its private key is that of the certificate; null where that is not known. */
  readonly keyMatches?: boolean | null;
};

/** Whom a context trusts. */
export type Trust = {
  /** `anchors`: those named, and the public roots where `publicRoots` says so. `everything`: any certificate is good. `unknown`: a file could not be read. */
  readonly kind: 'anchors' | 'everything' | 'unknown';
  readonly anchors: readonly Anchor[];
  /** The roots of the JVM, or of Node, are trusted as well: no trust was set. */
  readonly publicRoots: boolean;
  /** Where `kind` is `unknown`: what is missing. */
  readonly because: TrustUnread | null;
  /** The setting that decides; null for the default. */
  readonly place: Place | null;
};

export type ContextKind =
  | 'transport'
  | 'transport-profile'
  | 'http'
  | 'remote-cluster-server'
  | 'remote-cluster-client'
  | 'realm'
  /** Watcher, monitoring, mail, reindex: clients that no node meets. */
  | 'other-client'
  | 'kibana-server'
  | 'kibana-elasticsearch';

export type VerificationMode = 'full' | 'certificate' | 'none';
export type ClientAuthentication = 'none' | 'optional' | 'required';

/** One set of TLS settings: what would be loaded from it. */
export type TlsContext = {
  readonly kind: ContextKind;
  /** The prefix of its settings without the last dot: `xpack.security.transport.ssl`; unique in a Setup. */
  readonly name: string;
  /** Whether TLS is on there; without a place where nothing says so. For what only connects: whether it will use TLS. */
  readonly enabled: Chosen<boolean>;
  /** The order of the store. Several only in a store with several keys: which is used, the JVM decides by the peer's wishes. Empty where there is none. */
  readonly identities: readonly Identity[];
  readonly trust: Trust;
  readonly verification: Chosen<VerificationMode>;
  /** For a listener; null for what only connects. */
  readonly clientAuthentication: Chosen<ClientAuthentication> | null;
  /** As configured, not as the JVM lets through. */
  readonly protocols: Chosen<readonly string[]>;
  /** IANA names, or OpenSSL's for Kibana. */
  readonly cipherSuites: Chosen<readonly string[]>;
  readonly files: readonly MaterialFile[];
  /** Settings under the prefix, secrets by name alone. */
  readonly settings: readonly Setting[];
};

/** What rules decide by, of a problem that is milder or worse in some cases. */
export type SetupProblemFacts = {
  readonly verification?: VerificationMode;
};

/** Something wrong in files and settings. */
export type SetupProblem = {
  /** The id in the catalogue of rules. */
  readonly rule: string;
  /** The process ends because of it before it serves anyone. */
  readonly stops: boolean;
  /** `proven`: the files show it. `likely`: it rests on something that was not seen, such as the version or the user that the process runs as. */
  readonly certainty: 'proven' | 'likely';
  /** The context's name; null where it concerns the whole. */
  readonly context: string | null;
  /** The setting to look at; null where there is none. */
  readonly setting: string | null;
  /** Where it stands; null where the trouble is that something is missing. */
  readonly place: Place | null;
  /** The file with the trouble, where that is another than the one with the setting. */
  readonly file: string | null;
  /** What rules decide by. */
  readonly facts?: SetupProblemFacts;
  /** What was seen, and what was expected. */
  readonly because: SetupProblemReason;
  /** The line, or its telling part, in the product's own log; null where it logs nothing. */
  readonly logText: string | null;
};

/** What the command line of the JVM changes. */
export type JvmSettings = {
  /** `-Djava.security.properties`, and what the file changes. */
  readonly javaSecurity: {
    readonly file: string;
    readonly place: Place;
    /** `==`: it stands instead of the JDK's own file. */
    readonly replaces: boolean;
    /** Of the file; null where it does not set it, or could not be read. */
    readonly disabledAlgorithms: readonly string[] | null;
    readonly certPathDisabledAlgorithms: readonly string[] | null;
    /** Why its content is not known. */
    readonly problem: JavaSecurityFault | null;
  } | null;
  /** `-Djavax.net.ssl.*` and `-Djdk.tls.*`; passwords without their value. */
  readonly properties: readonly Setting[];
};

/** What joins and listening depend on beside TLS. */
export type NodeFacts = {
  readonly clusterName: string;
  readonly nodeName: string | null;
  /** As written: of `discovery.seed_hosts`, then of `unicast_hosts.txt` where `discovery.seed_providers` says that it is read. */
  readonly seedHosts: readonly string[];
  /** `discovery.seed_providers`; `settings` and `file` are read here. */
  readonly seedProviders: readonly string[];
  readonly initialMasterNodes: readonly string[];
  /** What transport binds to and tells others, as written: `transport.publish_host`, else `transport.host`, `network.publish_host`, `network.host`. */
  readonly transportHosts: readonly string[];
  readonly transportPublishHosts: readonly string[];
  readonly transportPort: string;
  readonly httpHosts: readonly string[];
  readonly httpPublishHosts: readonly string[];
  readonly httpPort: string;
  readonly discoveryType: string | null;
  readonly securityEnabled: Chosen<boolean>;
  /** `elasticsearch.hosts` of Kibana; empty for a node. */
  readonly elasticsearchHosts: readonly string[];
  /** `cluster.remote.<alias>.seeds` and `proxy_address`. */
  readonly remoteClusters: readonly { readonly alias: string; readonly addresses: readonly string[]; readonly apiKey: boolean }[];
};

/** What one node, or one Kibana, was told: from its files alone. */
export type Setup = {
  readonly product: 'elasticsearch' | 'kibana';
  /** The configuration directory. */
  readonly directory: string;
  /** The release; null where nobody said and the files do not say. */
  readonly version: string | null;
  /** Why there are no settings: the yml file is missing, closed to the reader, or no YAML. Null where it was read. */
  readonly unread: SettingsUnread | null;
  readonly facts: NodeFacts;
  /** Every setting in the order of the files, repeated ones included. */
  readonly settings: readonly Setting[];
  readonly contexts: readonly TlsContext[];
  /** Of `elasticsearch.keystore` or `kibana.keystore`. */
  readonly keystore: {
    readonly file: string;
    /** `opened`: the names are those of its entries. `locked`: no password fits. `absent`: there is no such file. */
    readonly kind: 'opened' | 'locked' | 'unreadable' | 'absent';
    readonly protected: boolean;
    readonly entries: readonly string[];
    /** Why it could not be opened; null where it was, or is absent. */
    readonly because: KeystoreFault | null;
  };
  readonly jvm: JvmSettings | null;
  /** Why it would not start, in the order in which the product checks; the first is what it says. */
  readonly startupErrors: readonly SetupProblem[];
  /** What is wrong and does not stop it. */
  readonly warnings: readonly SetupProblem[];
  /** What was needed for a judgement and could not be had. */
  readonly unknown: readonly SetupUnknown[];
};
