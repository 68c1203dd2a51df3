import { createHash } from 'node:crypto';

/** A saved object of Kibana, in the form in which 7.17 exports it: later releases take it over when it is imported. */
type SavedObject = {
  readonly type: 'index-pattern' | 'visualization' | 'dashboard';
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  readonly migrationVersion: Readonly<Record<string, string>>;
  readonly coreMigrationVersion: string;
};

type Aggregation = {
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly schema?: 'metric' | 'bucket' | 'segment';
};

/** A panel: what it shows, and where on the grid of 48 columns. */
type Panel = {
  readonly title: string;
  readonly dataset: 'endpoint' | 'finding';
  readonly kind: 'metric' | 'table' | 'pie';
  readonly query: string;
  readonly aggregations: readonly Aggregation[];
  readonly grid: readonly [x: number, y: number, w: number, h: number];
};

const count: Aggregation = { type: 'count', schema: 'metric' };
const distinct = (field: string, label: string): Aggregation => ({
  type: 'cardinality',
  schema: 'metric',
  params: { field, customLabel: label },
});
const latest = (field: string, label: string): Aggregation => ({ type: 'max', schema: 'metric', params: { field, customLabel: label } });
const terms = (field: string, label: string, size: number, schema: 'bucket' | 'segment' = 'bucket'): Aggregation => ({
  type: 'terms',
  schema,
  params: { field, customLabel: label, size, orderBy: '_key', order: 'asc', otherBucket: false, missingBucket: false },
});

export const panels: readonly Panel[] = [
  {
    ...{ title: 'Endpoints', dataset: 'endpoint', kind: 'metric', query: '', grid: [0, 0, 12, 8] },
    aggregations: [distinct('handclasp.target', 'Endpoints')],
  },
  {
    ...{ title: 'Critical and high problems', dataset: 'finding', kind: 'metric', grid: [12, 0, 12, 8] },
    query: '(handclasp.finding.severity: critical or handclasp.finding.severity: high) and handclasp.finding.waived: false',
    aggregations: [distinct('rule.id', 'Rules'), distinct('handclasp.target', 'Endpoints')],
  },
  {
    ...{ title: 'Certificates that expire within 30 days', dataset: 'endpoint', kind: 'metric', grid: [24, 0, 12, 8] },
    query: 'tls.server.x509.not_after < now+30d',
    aggregations: [distinct('tls.server.hash.sha256', 'Certificates')],
  },
  {
    ...{ title: 'Not reached or not fully checked', dataset: 'endpoint', kind: 'metric', grid: [36, 0, 12, 8] },
    query: 'not event.outcome: success',
    aggregations: [distinct('handclasp.target', 'Endpoints')],
  },
  {
    ...{ title: 'Certificates by end', dataset: 'endpoint', kind: 'table', query: '', grid: [0, 8, 48, 16] },
    aggregations: [
      distinct('handclasp.target', 'Endpoints'),
      latest('@timestamp', 'Last seen'),
      terms('tls.server.x509.not_after', 'Ends', 50),
      // Certificates that were issued together end together.
      terms('tls.server.subject', 'Subject', 50),
      terms('tls.server.issuer', 'Issuer', 5),
    ],
  },
  {
    ...{ title: 'Problems by rule', dataset: 'finding', kind: 'table', query: 'handclasp.finding.waived: false', grid: [0, 24, 30, 16] },
    aggregations: [
      distinct('handclasp.target', 'Endpoints'),
      terms('handclasp.finding.severity', 'Severity', 5),
      terms('rule.id', 'Rule', 50),
      terms('rule.name', 'Title', 5),
    ],
  },
  {
    ...{ title: 'Newest version of TLS', dataset: 'endpoint', kind: 'pie', query: '', grid: [30, 24, 9, 16] },
    aggregations: [distinct('handclasp.target', 'Endpoints'), terms('tls.version', 'TLS', 6, 'segment')],
  },
  {
    ...{ title: 'Client authentication of transport', dataset: 'endpoint', kind: 'pie', grid: [39, 24, 9, 16] },
    query: 'handclasp.channel: transport',
    aggregations: [distinct('handclasp.target', 'Endpoints'), terms('handclasp.client_auth.mode', 'Client certificate', 4, 'segment')],
  },
  {
    ...{ title: 'Runs', dataset: 'endpoint', kind: 'table', query: '', grid: [0, 40, 48, 12] },
    aggregations: [
      count,
      latest('@timestamp', 'Last endpoint'),
      terms('observer.hostname', 'From', 20),
      terms('handclasp.run.command', 'Command', 3),
      terms('handclasp.run.started_at', 'Started', 20),
    ],
  },
];

/** As NDJSON, to be imported. The same from run to run. */
export function kibanaDashboard(): string {
  const dataViews = (['endpoint', 'finding'] as const).map(dataView);
  const visualizations = panels.map(visualization);
  return `${[...dataViews, ...visualizations, dashboard(visualizations)].map((object) => JSON.stringify(object)).join('\n')}\n`;
}

function dataView(dataset: Panel['dataset']): SavedObject {
  return {
    type: 'index-pattern',
    id: idOf(`data view ${dataset}`),
    attributes: { title: `logs-handclasp.${dataset}-*`, timeFieldName: '@timestamp' },
    references: [],
    migrationVersion: { 'index-pattern': '7.11.0' },
    coreMigrationVersion: '7.17.0',
  };
}

function visualization({ title, dataset, kind, query, aggregations }: Panel): SavedObject {
  const aggs = aggregations.map(({ type, params = {}, schema = 'metric' }, index) => {
    // Terms are ordered by themselves: what ends first is first.
    return { id: String(index + 1), enabled: true, type, params, schema };
  });
  const reference = 'kibanaSavedObjectMeta.searchSourceJSON.index';
  return {
    type: 'visualization',
    id: idOf(`panel ${title}`),
    attributes: {
      title: `handclasp: ${title}`,
      description: '',
      uiStateJSON: '{}',
      version: 1,
      visState: JSON.stringify({ title, type: kind, aggs, params: paramsOf(kind) }),
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { query, language: 'kuery' }, filter: [], indexRefName: reference }),
      },
    },
    references: [{ id: idOf(`data view ${dataset}`), name: reference, type: 'index-pattern' }],
    migrationVersion: { visualization: '7.17.0' },
    coreMigrationVersion: '7.17.0',
  };
}

function paramsOf(kind: Panel['kind']): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'metric':
      return {
        addTooltip: true,
        addLegend: false,
        type: 'metric',
        metric: {
          metricColorMode: 'None',
          colorSchema: 'Green to Red',
          colorsRange: [{ from: 0, to: 10000 }],
          labels: { show: true },
          style: { fontSize: 40 },
        },
      };
    case 'table':
      return { perPage: 20, showPartialRows: false, showMetricsAtAllLevels: false, showTotal: false, showToolbar: true, totalFunc: 'sum' };
    case 'pie':
      return {
        type: 'pie',
        addTooltip: true,
        legendDisplay: 'show',
        legendPosition: 'bottom',
        isDonut: true,
        labels: { show: true, values: true },
      };
  }
}

function dashboard(visualizations: readonly SavedObject[]): SavedObject {
  const grid = panels.map(({ grid: [x, y, w, h], title }, index) => {
    const i = String(index + 1);
    return {
      version: '7.17.0',
      type: 'visualization',
      gridData: { x, y, w, h, i },
      panelIndex: i,
      embeddableConfig: { enhancements: {} },
      title,
      panelRefName: `panel_${i}`,
    };
  });
  return {
    type: 'dashboard',
    id: idOf('dashboard'),
    attributes: {
      title: 'handclasp: TLS of the Elastic Stack',
      description: 'What handclasp found: certificates by end, problems by rule, and what was not checked.',
      hits: 0,
      version: 1,
      timeRestore: true,
      timeFrom: 'now-24h',
      timeTo: 'now',
      refreshInterval: { pause: true, value: 0 },
      optionsJSON: JSON.stringify({ useMargins: true, syncColors: false, hidePanelTitles: false }),
      panelsJSON: JSON.stringify(grid),
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify({ query: { query: '', language: 'kuery' }, filter: [] }) },
    },
    references: visualizations.map(({ id }, index) => ({ id, name: `${index + 1}:panel_${index + 1}`, type: 'visualization' })),
    migrationVersion: { dashboard: '7.17.0' },
    coreMigrationVersion: '7.17.0',
  };
}

/** A UUID that is the same for the same name. */
function idOf(name: string): string {
  const hash = createHash('sha256').update(`handclasp kibana ${name}`).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}
