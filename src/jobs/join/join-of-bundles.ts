import { readLog } from '../../logs/read-log.ts';
import type { Bundle, Diagnostic } from '../../model/diagnostic.ts';
import { someNamed } from '../../model/name-list.ts';
import type { Report } from '../../model/report.ts';
import { UsageError } from '../../model/usage-error.ts';
import { bundleReport } from '../ready/bundle-report.ts';
import { collectedCauses } from './collected-causes.ts';
import { diagnoseJoin, type JoinOptions } from './join.ts';

export type BundledJoinOptions = Pick<JoinOptions, 'deployment' | 'expiresInMs' | 'scans' | 'signal'> & {
  /** Its name, its pod or its folder; null: of those in the archives the one whose cause is surest. */
  readonly node: string | null;
};

/**
 * Why a node does not join, from archives alone: its log, its settings file where somebody packed that, and the answers of its REST API. Dates are judged at the moment of the
 * collection. Nothing is connected to.
 *
 * @throws UsageError where the archives have nothing of that node
 */
export async function diagnoseJoinOfBundles(bundles: readonly Bundle[], { node, ...options }: BundledJoinOptions): Promise<Report> {
  const all = bundles.flatMap((bundle) =>
    bundle.diagnostics.filter(({ product }) => product === 'elasticsearch').map((diagnostic) => ({ bundle, diagnostic })),
  );
  const asked = node === null ? all : all.filter(({ diagnostic }) => namesOf(diagnostic).includes(node));
  if (asked.length === 0) {
    const names = [...new Set(all.flatMap(({ diagnostic }) => namesOf(diagnostic).slice(0, 1)))];
    throw new UsageError(
      'archive-without-node',
      node === null ? 'the archives have nothing of an Elasticsearch node' : `the archives have nothing of ${node}`,
      names.length === 0 ? 'name an archive with logs, or with nodes.json and ssl_certs.json' : `they have ${someNamed(names, 8)}`,
    );
  }
  let best: Report | null = null;
  for (const { bundle, diagnostic } of asked) {
    const at = diagnostic.collectedAt ?? bundle.collectedAt ?? lastOf(diagnostic) ?? new Date();
    const { logs, setup } = diagnostic;
    const report = await diagnoseJoin({
      ...options,
      offline: true,
      at,
      setup,
      collected: collectedCauses(diagnostic, at),
      ...(logs.length === 0 ? {} : { log: readLog(logs.map(({ text }) => text).join('\n')) }),
    });
    const name = diagnostic.node ?? report.diagnosed?.name ?? diagnostic.path.split('/').at(-1) ?? null;
    const named: Report = { ...report, diagnosed: { product: 'node', name: name === '' ? null : name, directory: null } };
    if (best === null || sureness(named) > sureness(best)) best = named;
  }
  if (best === null) throw new RangeError('no diagnostic was looked at');
  return { ...best, bundles: bundles.map(bundleReport) };
}

/** The name that a node gives itself, and the folder that it is in: of a pod its name. */
function namesOf({ node, setup, path }: Diagnostic): readonly string[] {
  const folder = path.split('/').at(-1) ?? '';
  return [node, setup?.facts.nodeName ?? null, folder === '' ? null : folder, path === '' ? null : path].filter((one) => one !== null);
}

/** A cause counts more than none, and a sure one more than a guess; what joined counts least. */
function sureness({ cause, log }: Report): number {
  if (cause == null) return log?.joined === true ? 0 : 1;
  return { possible: 2, likely: 3, proven: 4 }[cause.confidence];
}

/** The last moment that its logs tell of. */
function lastOf({ logs }: Diagnostic): Date | null {
  const times = logs.flatMap(({ text }) => /.*\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/s.exec(text.slice(-20_000))?.[1] ?? []);
  const at = new Date(`${times.sort().at(-1) ?? ''}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}
