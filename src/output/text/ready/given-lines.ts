import type { BundleReport, KubernetesReport } from '../../../model/given-report.ts';
import { groupBy } from '../../../model/group-by.ts';
import { someNamed } from '../../../model/name-list.ts';
import { refusedByApi } from '../../../model/refused-by-api.ts';
import type { Report } from '../../../model/report.ts';
import type { Paint } from '../../paint.ts';
import { counted } from '../counted.ts';
import { hanging, indented } from '../paragraph.ts';

type Look = { readonly width: number; readonly paint: Paint };

/** What archives are, from when, and what of them could not be read or was refused to their tool. */
export function givenLines({ bundles = [], kubernetes = [] }: Pick<Report, 'bundles' | 'kubernetes'>, look: Look): readonly string[] {
  return [...kubernetes.flatMap((one) => kubernetesLines(one, look)), ...bundles.flatMap((bundle) => bundleLines(bundle, look))];
}

function kubernetesLines(
  { namespace, name, source, version, kibanas, secrets, pods, lacks }: KubernetesReport,
  { width, paint }: Look,
): readonly string[] {
  const parts = [
    `Elasticsearch ${version ?? 'of an unknown release'}`,
    kibanas.length === 0 ? null : `Kibana ${someNamed(kibanas, 4)}`,
    counted(secrets.length, 'secret'),
    counted(pods.length, 'pod'),
  ];
  return [
    ...indented(paint('strong', `From ${namespace}/${name} on ECK (${source})`), 0, width),
    ...hanging(parts.filter((part) => part !== null).join('; '), { first: 2, rest: 4 }, width),
    ...lacks.flatMap(({ what, because }) => hanging(`${what}: ${because}`, { first: 2, rest: 4 }, width)),
  ];
}

function bundleLines(bundle: BundleReport, { width, paint }: Look): readonly string[] {
  return [
    ...indented(paint('strong', `From ${bundle.file}`), 0, width),
    ...hanging(originOf(bundle), { first: 2, rest: 4 }, width),
    ...bundle.lacks.flatMap(({ what, because }) => hanging(`${what}: ${because}`, { first: 2, rest: 4 }, width)),
    ...bundle.skipped.slice(0, mostSkipped).flatMap(({ because }) => hanging(because, { first: 2, rest: 4 }, width)),
    ...(bundle.skipped.length > mostSkipped ? [`  and ${bundle.skipped.length - mostSkipped} more were left out`] : []),
  ];
}

const mostSkipped = 5;

function originOf({ kind, tool, collectedAt, nodes }: BundleReport): string {
  const maker = kind === 'other' ? 'packed by hand' : tool === null ? kind : `${kind} ${tool}`;
  const when = collectedAt === null ? '' : `, collected on ${collectedAt.slice(0, 16).replace('T', ' at ')} UTC`;
  const names = nodes.map(({ name }) => name);
  return `${maker}${when}; ${nodes.length === 0 ? 'it names no node' : `${counted(nodes.length, 'node')}: ${someNamed(names, 6)}`}`;
}

/** What the REST API refused, by the privilege or the credentials that it takes. */
export function refusedLines(report: Pick<Report, 'endpoints'>, { width, paint }: Look): readonly string[] {
  const refused = refusedByApi(report);
  if (refused.length === 0) return [];
  const reasons = groupBy(refused, ({ endpoint, because }) => `${endpoint.target}: ${because}`);
  return [
    paint('strong', 'Refused by the REST API'),
    ...[...reasons].flatMap(([text, group]) =>
      hanging(`${text} (${group.map(({ question }) => question).join(', ')})`, { first: 2, rest: 4 }, width),
    ),
  ];
}
