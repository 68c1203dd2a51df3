import type { Bundle, CollectedAnswer, Diagnostic } from '../../model/diagnostic.ts';
import type { BundleReport } from '../../model/given-report.ts';
import { reasonText } from '../../wording/reason-text.ts';

/** What an archive is, which nodes it tells of, and what it does not tell. */
export function bundleReport({ file, kind, tool, collectedAt, diagnostics, skipped }: Bundle): BundleReport {
  const nodes = new Map<string, string | null>();
  for (const one of diagnostics) {
    if (one.product !== 'elasticsearch') continue;
    if (one.nodes.kind === 'told') for (const { name, version } of one.nodes.value) nodes.set(name, version);
    const alone = one.node ?? one.setup?.facts.nodeName ?? null;
    if (alone !== null && !nodes.has(alone)) nodes.set(alone, one.setup?.version ?? null);
  }
  const kibanas = diagnostics
    .filter(({ product }) => product === 'kibana')
    .map(({ kibana, setup }) => ({
      name: kibana?.name ?? setup?.facts.nodeName ?? null,
      version: kibana?.version ?? null,
      elasticsearch: kibana?.elasticsearch?.level ?? null,
    }));
  return {
    file,
    kind,
    tool,
    collectedAt: collectedAt?.toISOString() ?? null,
    nodes: [...nodes].map(([name, version]) => ({ name, version })),
    ...(kibanas.length === 0 ? {} : { kibanas }),
    lacks: diagnostics.flatMap(lacksOf),
    skipped: skipped.map(({ path, why }) => ({ path, why, because: reasonText({ code: 'archive-entry-skipped', path, why }) })),
  };
}

const questions = [
  ['nodes', 'nodes.json'],
  ['certificates', 'ssl_certs.json'],
  ['deprecations', 'deprecation_info.json'],
  ['remotes', 'remote_cluster_info.json'],
] as const;

/** Of what somebody packed by hand nothing is missing that he did not mean to pack. */
function lacksOf(diagnostic: Diagnostic): BundleReport['lacks'] {
  const { product, tool, path } = diagnostic;
  if (product !== 'elasticsearch' || tool === null) return [];
  return questions.flatMap(([key, name]) => {
    const answer: CollectedAnswer<unknown> = diagnostic[key];
    const what = path === '' ? name : `${path}/${name}`;
    return answer.kind === 'told' ? [] : [{ what, code: answer.because.code, because: reasonText(answer.because) }];
  });
}
