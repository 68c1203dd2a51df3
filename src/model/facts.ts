import type { NamesakesFacts } from './namesakes.ts';
import type { RefusalReason } from './verify-reason.ts';

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

/** Facts that code reads back, each under one name whatever rule tells it: fixes are chosen by them, causes compared. */
type ReadFacts = {
  /** Why a peer refuses a certificate, and who: a label, or `Kibana` or `Elasticsearch`. */
  readonly reason?: RefusalReason;
  readonly refusedBy?: string | readonly string[];
  /** Two CA certificates of one name, of which the certificate comes from the one and the other is trusted. */
  readonly namesakes?: NamesakesFacts;
  /** The CA that is named as issuer. */
  readonly authority?: string;
  /** Names of the CAs that a peer accepts. */
  readonly accepted?: readonly string[];
  readonly issuer?: string | null;
  /** Of the certificate that it is about. */
  readonly sha256?: string | null;
  /** Settings to look at, and files beside those that they name. */
  readonly settings?: readonly string[];
  readonly files?: readonly string[];
  /** The line in the product's own log. */
  readonly logs?: string;
  /** As a setting has it: what to connect to, and what it speaks. */
  readonly host?: string;
  readonly speaks?: string;
  /** A setting, a certificate or a name that is not there. */
  readonly missing?: string | readonly string[];
  readonly alias?: string | null;
  readonly remoteCluster?: string;
  readonly alwaysPresentCertificate?: boolean;
};

/** The facts behind a finding, as plain JSON. Only those that are named here are read by code. */
export type Facts = ReadFacts & { readonly [name: string]: Json | undefined };

/** The facts of a finding as reports have them, with what is said of it where it is about files or a cause. */
export type FindingFacts = Facts & {
  /** The process ends because of it before it serves anyone. */
  readonly stops?: boolean;
  /** A connection that is asked for does not come about because of it. */
  readonly blocks?: boolean;
  readonly certainty?: 'proven' | 'likely' | 'possible';
  /** The TLS context's name. */
  readonly context?: string;
};
