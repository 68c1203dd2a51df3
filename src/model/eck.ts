import type { Certificate } from './certificate.ts';
import type { CertificateEvidence } from './evidence.ts';
import type { KubernetesReason } from './reasons/kubernetes-reason.ts';

/** A resource of Kubernetes, as its API has it: any key may be absent, and any value of any kind. */
export type KubernetesObject = {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** What it was read from: a file with its line, or the path of the API. */
  readonly from: string;
};

/** Why something of Kubernetes is not known. */
export type KubernetesGap = {
  /** `secrets in prod`. */
  readonly what: string;
  readonly because: KubernetesReason;
};

/** A secret: which keys it has, and the certificates in it. Keys of certificates and passwords are never kept. */
export type EckSecret = {
  readonly name: string;
  readonly keys: readonly string[];
  /** By key: `tls.crt`, `ca.crt`, `es-default-0.tls.crt`. Empty where only metadata were given. */
  readonly certificates: Readonly<Record<string, readonly Certificate[]>>;
  /** Its data were there. */
  readonly hasData: boolean;
};

/** TLS of one layer, as a resource asks for it. */
export type EckTls = {
  readonly selfSignedDisabled: boolean;
  /** `certificate.secretName`; null for the operator's own. */
  readonly secret: string | null;
};

export type EckElasticsearch = {
  readonly version: string | null;
  /** What runs, as the operator last reported it. */
  readonly runningVersion: string | null;
  readonly phase: string | null;
  /** False where somebody took it from the operator by annotation. */
  readonly managed: boolean;
  readonly http: EckTls;
  readonly transport: EckTls & { readonly externalAuthorities: string | null };
  readonly nodeSets: readonly { readonly name: string; readonly config: Readonly<Record<string, string>> }[];
};

export type EckKibana = { readonly name: string; readonly http: EckTls; readonly config: Readonly<Record<string, string>> };

/** One Elasticsearch of Elastic Cloud on Kubernetes with what belongs to it, as far as it was given or may be read. */
export type EckCluster = {
  readonly namespace: string;
  readonly name: string;
  /** `files`, the API server, or the archive. */
  readonly source: string;
  readonly elasticsearch: EckElasticsearch;
  /** Those that refer to it. */
  readonly kibanas: readonly EckKibana[];
  readonly secrets: readonly EckSecret[];
  readonly pods: readonly string[];
  /** Of the operator's configuration; hours. Null where it is not known: then its defaults are taken. */
  readonly operator: { readonly caRotateBeforeHours: number; readonly caDir: boolean } | null;
  readonly gaps: readonly KubernetesGap[];
};

/** A chain in a secret, and what can be said of it. */
export type EckChain = {
  /** `main-es-http-certs-public/tls.crt`. */
  readonly place: string;
  readonly secret: string;
  readonly layer: 'transport' | 'http' | 'kibana';
  readonly evidence: CertificateEvidence;
  /** Somebody else than the operator issued it. */
  readonly custom: boolean;
  /** Whether it is for the service that the operator and its clients connect to; null where that is not asked of it. */
  readonly fitsService: { readonly name: string; readonly fits: boolean } | null;
};

/** What rules on a cluster of ECK read. */
export type EckEvidence = {
  readonly cluster: EckCluster;
  readonly chains: readonly EckChain[];
  readonly at: Date;
};
