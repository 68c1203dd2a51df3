import assert from 'node:assert/strict';
import { kibanaDashboard } from '../../scripts/monitoring/kibana-dashboard.ts';
import type { Ask } from './ask-cluster.ts';

type Aggregation = {
  readonly id: string;
  readonly type: string;
  readonly schema: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** A panel of the dashboard, as the file that is imported has it: its data view, its query in KQL, and its aggregations. */
export type DashboardPanel = {
  readonly title: string;
  readonly index: string;
  readonly kuery: string;
  readonly aggs: readonly Aggregation[];
};

type Saved = {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly { readonly id: string }[];
};

export function panelsOfDashboard(): readonly DashboardPanel[] {
  const objects: readonly Saved[] = kibanaDashboard()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const indices = new Map(
    objects.flatMap(({ type, id, attributes }) => (type === 'index-pattern' ? [[id, String(attributes.title)] as const] : [])),
  );
  return objects.flatMap(({ type, attributes, references }) => {
    if (type !== 'visualization') return [];
    const { title, aggs } = JSON.parse(String(attributes.visState));
    const { searchSourceJSON } = attributes.kibanaSavedObjectMeta as { searchSourceJSON: string };
    return [{ title, index: indices.get(references[0]?.id ?? '') ?? '', kuery: JSON.parse(searchSourceJSON).query.query, aggs }];
  });
}

type Bucket = Readonly<Record<string, unknown>> & { readonly key: unknown; readonly key_as_string?: string };

/** What a panel shows, a row for each of its lines: the keys of its buckets, then its figures. It is asked as Kibana does: KQL, and the figures within the innermost bucket. */
export async function panelRows(
  ask: Ask,
  { index, kuery, aggs }: DashboardPanel,
  namespace: string,
): Promise<readonly (readonly unknown[])[]> {
  const metrics = aggs.filter(({ schema }) => schema === 'metric');
  const buckets = aggs.filter(({ schema }) => schema !== 'metric');
  const figures = metrics.filter(({ type }) => type !== 'count').map(({ id, type, params: { field } }) => [id, { [type]: { field } }]);
  const nested = buckets.reduceRight<object>(
    (inner, { id, params: { field, size, orderBy, order } }) => ({
      [id]: { terms: { field, size, order: { [String(orderBy)]: order } }, aggs: inner },
    }),
    Object.fromEntries(figures),
  );
  const lastDay = { range: { '@timestamp': { gte: 'now-24h' } } };
  const path = `/${index.replace('*', namespace)}/_search?size=0&track_total_hits=true`;
  const { hits, aggregations } = (await ask('POST', path, {
    query: { bool: { filter: [lastDay, ...(kuery === '' ? [] : [{ kql: { query: kuery } }])] } },
    aggs: nested,
  })) as { readonly hits: { readonly total: { readonly value: number } }; readonly aggregations: Bucket };
  const rows = (at: Bucket, count: unknown, depth: number): readonly (readonly unknown[])[] => {
    const bucket = buckets[depth];
    if (bucket === undefined)
      return [metrics.map(({ id, type }) => (type === 'count' ? count : (at[id] as { readonly value: unknown }).value))];
    const { buckets: found } = at[bucket.id] as { readonly buckets: readonly Bucket[] };
    return found.flatMap((one) => rows(one, one.doc_count, depth + 1).map((row) => [one.key_as_string ?? one.key, ...row]));
  };
  return rows(aggregations, hits.total.value, 0);
}

/** A row of what a rule finds, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * What a rule in ES|QL finds, asked in the query DSL: what runs ES|QL is in no package registry. It knows what our rules use, and refuses all else.
 * A field with several values in one document, of which ES|QL compares none, is refused too.
 */
export async function esqlRows(ask: Ask, query: string, namespace: string): Promise<readonly Row[]> {
  const [from = '', ...stages] = query.replaceAll(/\n +/g, ' ').split('\n');
  const [where, stats, ...after] = stages.map((stage) => stage.replace(/^\| /, ''));
  const index = /^FROM (\S+)$/.exec(from)?.[1] ?? assert.fail(from);
  const conditions = conditionsOf(where ?? '');
  const [, figureTexts = '', keyTexts = ''] = /^STATS (.+?) BY (.+)$/.exec(stats ?? '') ?? assert.fail(stats);
  const keys = keyTexts.split(', ');
  const figures = figureTexts.split(/, (?=\w+ = )/).map((text) => {
    const [, name = '', made, field = ''] = /^(\w+) = (COUNT_DISTINCT|MAX)\((\S+)\)$/.exec(text) ?? assert.fail(text);
    return { name, field, type: made === 'MAX' ? 'max' : 'cardinality' };
  });
  const path = `/${index.replace('*', namespace)}/_search?size=10000`;
  const body = {
    query: { bool: { filter: conditions.map(({ dsl }) => dsl) } },
    aggs: {
      rows: {
        // As ES|QL does, a document without a key is a row too.
        composite: { size: 10_000, sources: keys.map((field) => ({ [field]: { terms: { field, missing_bucket: true } } })) },
        aggs: Object.fromEntries(figures.map(({ name, field, type }) => [name, { [type]: { field } }])),
      },
    },
  };
  const { hits, aggregations } = (await ask('POST', path, body)) as {
    readonly hits: { readonly hits: readonly { readonly _source: unknown }[] };
    readonly aggregations: { readonly rows: { readonly buckets: readonly (Row & { readonly key: Row })[] } };
  };
  for (const { _source } of hits.hits)
    for (const field of [...keys, ...conditions.map((one) => one.field)]) assert.ok(!Array.isArray(valueAt(_source, field)), field);
  const rows = aggregations.rows.buckets.map((bucket) => ({
    ...bucket.key,
    ...Object.fromEntries(figures.map(({ name }) => [name, (bucket[name] as { readonly value: unknown }).value])),
  }));
  const filters = after.filter((stage) => stage.startsWith('WHERE ')).map(conditionOfRow);
  return rows.filter((row) => filters.every((fits) => fits(row)));
}

type Condition = { readonly field: string; readonly dsl: object };

function conditionsOf(where: string): readonly Condition[] {
  return where
    .replace(/^WHERE /, '')
    .split(' AND ')
    .map((text): Condition => {
      const [, field = '', rest = ''] = /^(\S+) (.+)$/.exec(text) ?? assert.fail(text);
      const moment = /^([<>]) NOW\(\) ([+-]) (\d+) days?$/.exec(rest);
      if (moment !== null)
        return { field, dsl: { range: { [field]: { [moment[1] === '<' ? 'lt' : 'gt']: `now${moment[2]}${moment[3]}d` } } } };
      const list = /^IN \((.+)\)$/.exec(rest);
      if (list !== null) return { field, dsl: { terms: { [field]: JSON.parse(`[${list[1]}]`) } } };
      const equal = /^(==|!=) (.+)$/.exec(rest);
      // Nothing is neither equal nor unequal.
      if (equal?.[1] === '!=')
        return { field, dsl: { bool: { filter: { exists: { field } }, must_not: { term: { [field]: JSON.parse(equal[2] ?? '') } } } } };
      if (equal !== null) return { field, dsl: { term: { [field]: JSON.parse(equal[2] ?? '') } } };
      if (rest === 'IS NOT NULL') return { field, dsl: { exists: { field } } };
      return assert.fail(text);
    });
}

function conditionOfRow(stage: string): (row: Row) => boolean {
  const count = /^WHERE (\w+) > (\d+)$/.exec(stage);
  if (count !== null) return (row) => Number(row[count[1] ?? '']) > Number(count[2]);
  const moment = /^WHERE (\w+) < NOW\(\) - (\d+) days?$/.exec(stage) ?? assert.fail(stage);
  return (row) => Number(row[moment[1] ?? '']) < Date.now() - Number(moment[2]) * 86_400_000;
}

function valueAt(source: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Row)[key] : undefined), source);
}
