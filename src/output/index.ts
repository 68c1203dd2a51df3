import type { DocumentKind, Documents, Format, Look } from './format.ts';
import { csv } from './formats/csv.ts';
import { cyclonedx } from './formats/cyclonedx.ts';
import { github } from './formats/github.ts';
import { gitlab } from './formats/gitlab.ts';
import { html } from './formats/html.ts';
import { ics } from './formats/ics.ts';
import { json } from './formats/json.ts';
import { junit } from './formats/junit.ts';
import { markdown } from './formats/markdown.ts';
import { nagios } from './formats/nagios.ts';
import { ndjson } from './formats/ndjson.ts';
import { prometheus } from './formats/prometheus.ts';
import { sarif } from './formats/sarif.ts';
import { table } from './formats/table.ts';

/** The registry of formats: a new one is its file and a line here. The first is the usual one. */
export const formats: readonly Format[] = [
  table,
  json,
  ndjson,
  html,
  markdown,
  sarif,
  junit,
  github,
  gitlab,
  prometheus,
  nagios,
  csv,
  cyclonedx,
  ics,
];

/** Those that a kind of document can be written in, the usual one first. */
export function formatsOf(kind: DocumentKind): readonly Format[] {
  return formats.filter((format) => format.render[kind] !== undefined || format.streams.includes(kind));
}

/** @throws RangeError where the format cannot write such a document whole: it is for whoever offers formats to offer those of the kind */
export async function renderDocument<K extends DocumentKind>(format: Format, kind: K, document: Documents[K], look: Look): Promise<string> {
  const render = format.render[kind];
  if (render === undefined) throw new RangeError(`${format.name} writes no ${kind}`);
  return await render(document, look);
}
