import type { ReasonCode } from './reasons/reason.ts';

/** The files of one node or Kibana, as `ready --config` read them. */
export type ConfigurationReport = {
  readonly product: 'elasticsearch' | 'kibana';
  readonly directory: string;
  /** Null where its settings give it no name. */
  readonly name: string | null;
  readonly version: string | null;
};

/** An archive that somebody collected, and what it could tell. */
export type BundleReport = {
  readonly file: string;
  readonly kind: 'support-diagnostics' | 'eck-diagnostics' | 'other';
  /** Of the tool that made it. Null where it does not say. */
  readonly tool: string | null;
  /** Null where it does not say; what is there is of that moment. */
  readonly collectedAt: string | null;
  readonly nodes: readonly { readonly name: string; readonly version: string | null }[];
  /** Those of which it has an answer, a log or settings. `elasticsearch`: how Kibana calls its connection to it. Absent where there is none. */
  readonly kibanas?: readonly { readonly name: string | null; readonly version: string | null; readonly elasticsearch: string | null }[];
  /** What it does not tell, each with the reason: a refusal that its tool met, or a file that is not in it. */
  readonly lacks: readonly { readonly what: string; readonly code: ReasonCode; readonly because: string }[];
  /** Entries that were left out. */
  readonly skipped: readonly {
    readonly path: string;
    readonly why: 'outside' | 'link' | 'too-large' | 'too-much';
    readonly because: string;
  }[];
};

/** One Elasticsearch of Elastic Cloud on Kubernetes, as `ready --eck` read it. */
export type KubernetesReport = {
  readonly namespace: string;
  readonly name: string;
  /** `files`, the API server, or the archive. */
  readonly source: string;
  readonly version: string | null;
  readonly kibanas: readonly string[];
  /** Their names alone. */
  readonly secrets: readonly string[];
  readonly pods: readonly string[];
  readonly lacks: BundleReport['lacks'];
};
