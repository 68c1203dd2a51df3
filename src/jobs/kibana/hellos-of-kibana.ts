import { bundledRuntimes } from '../../elastic/bundled-runtimes.ts';
import { nodeLineOf } from '../../evidence/handshake/runtimes.ts';
import type { HelloId } from '../../hellos/recorded-hello.ts';
import { helloOf } from '../../hellos/recorded-hellos.ts';

/**
 * What a Kibana of that release may say first, by the Node.js that it is shipped with: each hello once, of the newest Node.js that says it. Where the release is not known,
 * what Node.js says on OpenSSL 3.0 and on 3.5.
 */
export function hellosOfKibana(release: string | null): readonly HelloId[] {
  const nodes = (release === null ? null : bundledRuntimes(release))?.nodes ?? ['20', '24'];
  const lines = nodes.flatMap((node) => nodeLineOf(node) ?? []);
  const hellos = new Map(lines.map((id) => [contentOf(id), id]));
  // Node.js before 18 ends its life with Elasticsearch 8: what it says is not recorded.
  return hellos.size === 0 ? ['node20'] : [...hellos.values()];
}

function contentOf(id: HelloId): string {
  const { id: _id, title: _title, from: _from, source: _source, ...content } = helloOf(id);
  return JSON.stringify(content);
}
