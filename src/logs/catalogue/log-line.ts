import type { VerifyReason } from '../../model/verify-reason.ts';
import type { Connection } from './connections.ts';

/** Whose words a line has. A product writes those of its library as well: Elasticsearch those of JSSE, Kibana those of OpenSSL and Node. */
export type Writer =
  /** A text that every release since 7 writes. */
  | 'elasticsearch'
  | 'elasticsearch-7'
  | 'elasticsearch-8'
  | 'elasticsearch-9'
  | 'opensearch'
  /** elasticsearch-certutil, elasticsearch-keystore, elasticsearch-reset-password, elasticsearch-create-enrollment-token and their like. */
  | 'elasticsearch-tool'
  /** TLS of the JDK. */
  | 'jsse'
  | 'kibana'
  | 'openssl'
  /** node:tls, node:net and undici. */
  | 'node'
  | 'logstash'
  /** Beats, Elastic Agent, Fleet Server, and whatever else is made with Go. */
  | 'go'
  | 'python'
  | 'dotnet'
  | 'curl'
  | 'browser'
  /** nginx and its like. */
  | 'proxy'
  /** Kubernetes and the operators that run in it. */
  | 'kubernetes'
  | 'php'
  | 'ruby'
  /** rustls. */
  | 'rust';

/**
 * What is looked for, case aside, and a line that has it; then who writes it, where it is one of several who write of the same. A text alone is both. Alternatives are texts of their
 * own, each with its example; a pattern has none.
 */
export type LineText = string | readonly [pattern: string | RegExp, example: string, writtenBy?: Writer];

/** Who leaves such a line without a fault of a node. */
export type Passerby = {
  /** The least `--depth` of `scan` that leaves it, or the option; null where only others ask so. */
  readonly from: 'glance' | 'standard' | 'full' | '--try-self-signed' | null;
  /** Whoever asks so, and how. */
  readonly by: string;
};

/** Lines that mean the same. */
export type LogLine = {
  readonly texts: readonly [LineText, ...LineText[]];
  readonly writtenBy: readonly [Writer, ...Writer[]];
  /** In logs of Kibana alone; elsewhere the same text means what a later entry says. */
  readonly product?: 'kibana';
  /** Of the writer in the connection, where the text alone tells. */
  readonly role?: 'client' | 'server';
  /** Where the text alone tells whose connection it is. */
  readonly connection?: Connection;
  /** Who refused: the process that wrote it, or its peer. Null: nobody refused anybody, a process did not start, say. */
  readonly refusedBy: 'this-node' | 'peer' | null;
  /** Where nobody refused anybody and the process goes on: what it does, as the predicate of a sentence. Without it, the line says why the process does not start. */
  readonly goesOn?: string;
  /** A warning: nothing need fail for what it says, so that it points to a cause and does not state it. */
  readonly warning?: true;
  readonly rule: string;
  /** Other causes that leave the same text; where there are some, the text points to a cause and does not state it. */
  readonly alternatives?: readonly string[];
  /** Rules that the line belongs to as well: those that lead to the same fault, or that it follows from. */
  readonly related?: readonly string[];
  /** For what a verifier that writes this refuses a chain, the likeliest first. */
  readonly reasons?: readonly VerifyReason[];
  readonly leftBy?: Passerby;
  /** Within a log it tells nothing: it is too short, or is written without a fault as well. It is known where somebody asks for it. */
  readonly fragment?: true;
};
