import { createHash } from 'node:crypto';
import { toolVersion } from '../../model/tool-version.ts';

/** The release of the Elastic Common Schema whose fields documents have. */
export const ecsVersion = '9.4.0';

/** What a document is about; its data stream is `logs-handclasp.<dataset>-<namespace>`. */
export const ecsDatasets = ['endpoint', 'finding'] as const;

export type EcsDataset = (typeof ecsDatasets)[number];

/** The run that documents are of. */
export type EcsRun = {
  readonly command: 'scan' | 'matrix' | 'ready';
  /** ISO 8601. */
  readonly startedAt: string;
  /** The machine that the run was made from. */
  readonly hostname: string;
  /** Of the data stream. */
  readonly namespace: string;
};

/** A document for Elasticsearch. */
export type EcsDocument = {
  readonly dataset: EcsDataset;
  readonly namespace: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The same for the same run, whoever works it out. */
function runIdOf({ command, startedAt, hostname }: EcsRun): string {
  return hashOf([command, startedAt, hostname]);
}

/**
 * A document that says `fields`. Its id is made of what it says, not of the run: whoever sends the same observation and the same verdict again, be it from a file, sends the
 * same document.
 */
export function ecsDocument(
  run: EcsRun,
  dataset: EcsDataset,
  { at, fields }: { readonly at: string; readonly fields: Readonly<Record<string, unknown>> },
): EcsDocument {
  const { handclasp, event, ...others } = fields as { readonly handclasp?: object; readonly event?: object };
  return {
    dataset,
    namespace: run.namespace,
    id: hashOf([dataset, run.command, run.hostname, at, fields]),
    body: {
      '@timestamp': at,
      ecs: { version: ecsVersion },
      data_stream: { type: 'logs', dataset: `handclasp.${dataset}`, namespace: run.namespace },
      observer: { hostname: run.hostname, type: 'tls-scanner', vendor: 'handclasp', product: 'handclasp', version: toolVersion },
      ...others,
      event: { module: 'handclasp', dataset: `handclasp.${dataset}`, ...event },
      handclasp: { run: { id: runIdOf(run), command: run.command, started_at: run.startedAt }, ...handclasp },
    },
  };
}

/** Two lines for `_bulk`: into which data stream, and the document. Halves of surrogate pairs, which UTF-8 does not have, are replaced. */
export function bulkLines({ dataset, namespace, id, body }: EcsDocument): string {
  const create = { _index: `logs-handclasp.${dataset}-${namespace}`, _id: id };
  return `${JSON.stringify({ create })}\n${JSON.stringify(body, (_key, value) => (typeof value === 'string' ? wellFormed(value) : value))}\n`;
}

function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
}
