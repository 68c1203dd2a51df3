import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { esqlRules } from '../../scripts/monitoring/esql-rules.ts';
import { grafanaDashboard, panels as grafanaPanels } from '../../scripts/monitoring/grafana-dashboard.ts';
import { kibanaDashboard, panels as kibanaPanels } from '../../scripts/monitoring/kibana-dashboard.ts';
import { endpointMetrics, leafMetric } from '../../src/metrics/endpoint-metrics.ts';
import { runMetrics } from '../../src/metrics/run-metrics.ts';
import { watchMetrics } from '../../src/metrics/watch-metrics.ts';
import { ecsFieldTypes } from '../../src/output/ecs/field-types.ts';
import { sourceText } from '../support/sources.ts';

const metrics = new Set(
  [...endpointMetrics, leafMetric, ...Object.values(runMetrics), ...Object.values(watchMetrics)].map(({ name }) => name),
);

/** Names of metrics in PromQL. */
const metricsIn = (text: string): readonly string[] => text.match(/\b(?:handclasp|probe)_[a-z0-9_]+/g) ?? [];

/** Names of fields, outside of texts in quotes. */
const fieldsIn = (text: string): readonly string[] =>
  text.replace(/"[^"]*"/g, '').match(/@timestamp|\b[a-z][a-z_]*(?:\.[a-z0-9_]+)+/g) ?? [];

type Saved = {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly { readonly id: string; readonly name: string; readonly type: string }[];
};

describe('the dashboard for Kibana', () => {
  const objects: readonly Saved[] = kibanaDashboard()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

  it('refers to nothing that is not in its file, and each object has an id of its own', () => {
    const known = new Set(objects.map(({ type, id }) => `${type}/${id}`));
    assert.equal(known.size, objects.length);
    for (const { references } of objects) for (const { type, id } of references) assert.ok(known.has(`${type}/${id}`), id);
    for (const { id } of objects) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('has a panel for each reference, side by side and not over one another', () => {
    const dashboard = objects.find(({ type }) => type === 'dashboard') ?? assert.fail();
    const grid: readonly { readonly panelRefName: string; readonly gridData: { x: number; y: number; w: number; h: number } }[] =
      JSON.parse(String(dashboard.attributes.panelsJSON));
    assert.deepEqual(
      grid.map(({ panelRefName }, index) => `${index + 1}:${panelRefName}`),
      dashboard.references.map(({ name }) => name),
    );
    const cells = grid.flatMap(({ gridData: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    assert.equal(new Set(cells).size, cells.length);
    assert.ok(grid.every(({ gridData: { x, w } }) => x + w <= 48));
  });

  it('asks for fields that documents have, and groups by none that is a text', () => {
    for (const { aggregations, query } of kibanaPanels) {
      for (const field of fieldsIn(query)) assert.ok(ecsFieldTypes[field] !== undefined, field);
      for (const { params, type } of aggregations) {
        if (type === 'count') continue;
        const field = String(params?.field);
        assert.ok(!['text', 'object', undefined].includes(ecsFieldTypes[field]), field);
      }
    }
  });
});

describe('rules in ES|QL', () => {
  for (const { title, query } of esqlRules) {
    it(`ask for fields that documents have, of the data stream that has them: ${title}`, () => {
      const [from = '', ...rest] = query.split('\n');
      assert.match(from, /^FROM logs-handclasp\.(endpoint|finding)-\*$/);
      const fields = rest.flatMap(fieldsIn);
      assert.ok(fields.length > 1);
      for (const field of fields) {
        assert.ok(ecsFieldTypes[field] !== undefined, field);
        assert.ok(!/^(?:rule|handclasp\.finding)\./.test(field) || from.includes('.finding-'), field);
      }
      assert.match(rest[0] ?? '', /^\| WHERE @timestamp > NOW\(\) - /);
      for (const line of rest) assert.match(line, /^(\| (WHERE|STATS|SORT) | {4}BY )/);
    });
  }
});

describe('the dashboard for Grafana', () => {
  it('asks for metrics that there are', () => {
    const asked = grafanaPanels.flatMap(({ queries }) => queries.flatMap(({ expr }) => metricsIn(expr)));
    assert.ok(asked.length > 12);
    for (const name of asked) assert.ok(metrics.has(name), name);
  });

  it('reads the one source that it asks for', () => {
    const { panels, __inputs: inputs } = JSON.parse(grafanaDashboard());
    const [{ name }] = inputs;
    for (const { datasource, targets, gridPos } of panels) {
      for (const { uid } of [datasource, ...targets.map((target: { datasource: { uid: string } }) => target.datasource)])
        assert.equal(uid, `\${${name}}`);
      assert.ok(gridPos.x + gridPos.w <= 24);
    }
  });
});

describe('alert rules for Prometheus', () => {
  const { groups } = parse(sourceText('docs/prometheus/handclasp.rules.yml'));
  const rules: readonly { readonly alert: string; readonly expr: string; readonly annotations: { readonly description: string } }[] =
    groups[0].rules;

  it('ask for metrics that there are', () => {
    for (const { alert, expr, annotations } of rules) {
      const asked = [...metricsIn(expr), ...metricsIn(annotations.description)];
      assert.ok(asked.length > 0, alert);
      for (const name of asked) assert.ok(metrics.has(name), `${alert}: ${name}`);
    }
  });

  it('each have a test, of which promtool makes use', () => {
    const tests = sourceText('docs/prometheus/handclasp.rules.test.yml');
    for (const { alert } of rules) assert.ok(tests.includes(`alertname: ${alert}`), alert);
    assert.ok(sourceText('docs/metrics.md').includes('has twelve:') && rules.length === 12);
  });
});
