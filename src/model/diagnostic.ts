import type { ApiAnswer, ClusterName, ListedCertificate, ListedNode, RemoteCluster } from './api-facts.ts';
import type { Deployment } from './deployment.ts';
import type { EckCluster } from './eck.ts';
import type { BundleReason } from './reasons/bundle-reason.ts';
import type { Setup } from './setup.ts';

/** What the tool was answered; `refused` also where the file with the answer is not in the archive. */
export type CollectedAnswer<T> = ApiAnswer<T> | { readonly kind: 'refused'; readonly because: BundleReason };

/** A log in an archive. */
export type BundledLog = {
  /** Its path in the archive. */
  readonly path: string;
  readonly text: string;
  /** Its beginning was left out: it is longer than what is read of one log. */
  readonly cut: boolean;
};

/**
 * What `GET /_nodes` tells of a node's settings. Elasticsearch filters most settings of TLS out of that answer, so that only whether TLS is on shows: what is absent here is not
 * known, and no default is in force because of it.
 */
export type NodeSettings = ListedNode & {
  /** Of the JVM: `26.0.1`. */
  readonly jvm: string | null;
  /** Null where the answer has no settings at all, as for a user who lacks the privilege. */
  readonly told: {
    readonly security: boolean;
    readonly transportTls: boolean;
    readonly httpTls: boolean;
    readonly singleNode: boolean;
    readonly seedHosts: readonly string[];
  } | null;
};

/** A message of `GET /_migration/deprecations`. */
export type DeprecationNotice = {
  readonly level: 'critical' | 'warning';
  readonly message: string;
  readonly details: string | null;
  readonly url: string | null;
};

/** What `GET /api/status` of Kibana tells. */
export type KibanaStatus = {
  readonly name: string | null;
  readonly version: string | null;
  /** Of its connection to Elasticsearch: `available`, `degraded`, `critical`, and what it says to it. Null where it does not tell. */
  readonly elasticsearch: { readonly level: string; readonly summary: string } | null;
};

/** What a diagnostic holds of one node or Kibana, and of the cluster as it sees it. */
export type Diagnostic = {
  /** The folder in the archive; empty for its root. */
  readonly path: string;
  readonly product: 'elasticsearch' | 'kibana' | 'logstash';
  /** Of the tool that made it; null where it does not say. */
  readonly tool: string | null;
  readonly collectedAt: Date | null;
  /** The name of the node that answered; null where it does not show. */
  readonly node: string | null;
  readonly cluster: CollectedAnswer<ClusterName>;
  readonly nodes: CollectedAnswer<readonly NodeSettings[]>;
  /** Of the node that answered alone. */
  readonly certificates: CollectedAnswer<readonly ListedCertificate[]>;
  readonly deprecations: CollectedAnswer<readonly DeprecationNotice[]>;
  readonly remotes: CollectedAnswer<readonly RemoteCluster[]>;
  /** What a Kibana said of itself; null of what is none, or where no answer of it is there. */
  readonly kibana: KibanaStatus | null;
  /** From a settings file that somebody packed with it; null where there is none. The files that it names are not there. */
  readonly setup: Setup | null;
  readonly logs: readonly BundledLog[];
};

/** An archive that somebody collected from a cluster: all that is known is in it. */
export type Bundle = {
  /** As it was named. */
  readonly file: string;
  readonly kind: 'support-diagnostics' | 'eck-diagnostics' | 'other';
  readonly tool: string | null;
  readonly collectedAt: Date | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Of eck-diagnostics: each Elasticsearch resource with what belongs to it. Its secrets are there without their data. */
  readonly eck: readonly EckCluster[];
  /** What was in it and was not read, each with the reason. */
  readonly skipped: readonly { readonly path: string; readonly why: 'outside' | 'link' | 'too-large' | 'too-much' }[];
};

/** What rules read of a diagnostic. */
export type DiagnosticEvidence = {
  readonly diagnostic: Diagnostic;
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly deployment: Deployment;
  /** See `CertificateEvidence.expiresInMs`. */
  readonly expiresInMs: number | null;
};
