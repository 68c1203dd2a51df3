import { runMetrics } from '../../src/metrics/run-metrics.ts';

/** A panel: its figures in PromQL, and where it stands on the grid of 24 columns. */
type Panel = {
  readonly title: string;
  readonly kind: 'stat' | 'table' | 'timeseries' | 'piechart';
  readonly queries: readonly { readonly expr: string; readonly legend?: string }[];
  readonly unit?: 'short' | 'dateTimeAsIso' | 's' | 'd';
  readonly grid: readonly [x: number, y: number, w: number, h: number];
  /** From which value on it is bad. */
  readonly badFrom?: number;
};

const { endpoints, incomplete, findings, ruleFindings, certificateEnd, endedAt, complete } = runMetrics;

export const panels: readonly Panel[] = [
  { title: 'Endpoints', kind: 'stat', queries: [{ expr: endpoints.name }], grid: [0, 0, 4, 4] },
  {
    ...{ title: 'Critical and high problems', kind: 'stat', grid: [4, 0, 5, 4], badFrom: 1 },
    queries: [{ expr: `sum(${findings.name}{severity=~"critical|high"})` }],
  },
  {
    ...{ title: 'Certificates that expire within 30 days', kind: 'stat', grid: [9, 0, 5, 4], badFrom: 1 },
    queries: [{ expr: `count(${certificateEnd.name} < time() + 30 * 86400) or vector(0)` }],
  },
  {
    ...{ title: 'Not reached or not fully checked', kind: 'stat', grid: [14, 0, 5, 4], badFrom: 1 },
    queries: [{ expr: incomplete.name }],
  },
  {
    ...{ title: 'Since the last run', kind: 'stat', unit: 's', grid: [19, 0, 5, 4], badFrom: 172_800 },
    queries: [{ expr: `time() - ${endedAt.name}` }],
  },
  {
    ...{ title: 'Certificates by end, days', kind: 'table', unit: 'd', grid: [0, 4, 24, 9] },
    queries: [{ expr: `sort((${certificateEnd.name} - time()) / 86400)` }],
  },
  {
    ...{ title: 'Problems by rule', kind: 'table', grid: [0, 13, 12, 9] },
    queries: [{ expr: `sort_desc(${ruleFindings.name}{waived="false"} > 0)` }],
  },
  {
    ...{ title: 'Problems over time', kind: 'timeseries', grid: [12, 13, 12, 9] },
    queries: [{ expr: `${findings.name}{severity!="info"}`, legend: '{{severity}}' }],
  },
  {
    ...{ title: 'Client authentication of transport', kind: 'piechart', grid: [0, 22, 6, 8] },
    queries: [{ expr: 'count by (mode) (handclasp_client_auth_info{channel="transport"} == 1)', legend: '{{mode}}' }],
  },
  {
    ...{ title: 'Versions of TLS that are accepted', kind: 'piechart', grid: [6, 22, 6, 8] },
    queries: [{ expr: 'count by (version) (handclasp_protocol_accepted == 1)', legend: '{{version}}' }],
  },
  {
    ...{ title: 'Not trusted, or for another name', kind: 'table', grid: [12, 22, 12, 8] },
    queries: [{ expr: 'handclasp_trusted == 0 or handclasp_name_matches == 0' }],
  },
  {
    ...{ title: 'Whole runs', kind: 'timeseries', grid: [0, 30, 12, 6] },
    queries: [{ expr: complete.name, legend: 'everything was checked' }],
  },
  {
    ...{ title: 'Slowest endpoints', kind: 'timeseries', unit: 's', grid: [12, 30, 12, 6] },
    queries: [{ expr: 'topk(10, probe_duration_seconds)', legend: '{{instance}}' }],
  },
];

/** As Grafana imports it; it asks which Prometheus to read. The same from run to run. */
export function grafanaDashboard(): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in.
  const datasource = { type: 'prometheus', uid: '${DS_PROMETHEUS}' };
  const dashboard = {
    __inputs: [{ name: 'DS_PROMETHEUS', label: 'Prometheus', type: 'datasource', pluginId: 'prometheus', pluginName: 'Prometheus' }],
    __requires: [
      { type: 'grafana', id: 'grafana', name: 'Grafana', version: '9.0.0' },
      { type: 'datasource', id: 'prometheus', name: 'Prometheus', version: '1.0.0' },
    ],
    uid: 'handclasp',
    title: 'handclasp: TLS of the Elastic Stack',
    tags: ['tls', 'elasticsearch'],
    timezone: 'utc',
    schemaVersion: 36,
    version: 1,
    editable: true,
    refresh: '5m',
    time: { from: 'now-7d', to: 'now' },
    templating: { list: [] },
    annotations: { list: [] },
    panels: panels.map(({ title, kind, queries, unit = 'short', grid: [x, y, w, h], badFrom }, index) => ({
      id: index + 1,
      title,
      type: kind,
      datasource,
      gridPos: { x, y, w, h },
      targets: queries.map(({ expr, legend }, at) => ({
        datasource,
        expr,
        refId: String.fromCharCode(65 + at),
        ...(legend === undefined ? {} : { legendFormat: legend }),
        ...(kind === 'timeseries' ? {} : { instant: true, range: false }),
        ...(kind === 'table' ? { format: 'table' } : {}),
      })),
      fieldConfig: {
        defaults: {
          unit,
          ...(badFrom === undefined
            ? {}
            : {
                thresholds: {
                  mode: 'absolute',
                  steps: [
                    { color: 'green', value: null },
                    { color: 'red', value: badFrom },
                  ],
                },
              }),
        },
        overrides: [],
      },
      options:
        kind === 'stat' ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: badFrom === undefined ? 'none' : 'background' } : {},
      // Of a table, what says nothing to people.
      ...(kind === 'table'
        ? {
            transformations: [
              { id: 'organize', options: { excludeByName: { Time: true, __name__: true, job: true }, indexByName: {}, renameByName: {} } },
            ],
          }
        : {}),
    })),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}
