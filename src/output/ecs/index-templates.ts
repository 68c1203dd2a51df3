import { ecsDatasets } from './ecs-document.ts';
import { ecsFieldTypes, type FieldType } from './field-types.ts';

/** What is put into Elasticsearch before the first document: a request for each, in order. */
export type TemplateRequest = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

/** Counts up when mappings change. */
const templateVersion = 1;

/** Above the `logs-*-*` that Elasticsearch comes with, which has 100. */
const priority = 300;

const component = 'logs-handclasp@mappings';

/** A component with the mappings, and the template of the data streams that is made of it. */
export const indexTemplates: readonly TemplateRequest[] = [
  {
    path: `/_component_template/${component}`,
    body: {
      version: templateVersion,
      _meta: { managed_by: 'handclasp' },
      template: {
        // A value that does not fit costs its field, not its document: `_ignored` names the field.
        settings: { 'index.mapping.ignore_malformed': true },
        // What is not listed is kept and not indexed, so that nothing can be in conflict.
        mappings: { dynamic: false, date_detection: false, properties: propertiesOf(Object.entries(ecsFieldTypes)) },
      },
    },
  },
  {
    path: '/_index_template/logs-handclasp',
    body: {
      version: templateVersion,
      _meta: { managed_by: 'handclasp' },
      index_patterns: ecsDatasets.map((dataset) => `logs-handclasp.${dataset}-*`),
      data_stream: {},
      priority,
      composed_of: [component],
    },
  },
];

type Properties = Record<string, Record<string, unknown>>;

function propertiesOf(fields: readonly (readonly [string, FieldType])[]): Properties {
  const properties: Properties = {};
  for (const [name, type] of fields) {
    const path = name.split('.');
    const leaf = path.pop() ?? name;
    let at = properties;
    for (const part of path) {
      const parent = at[part] ?? { properties: {} };
      at[part] = parent;
      at = parent.properties as Properties;
    }
    at[leaf] = mappingOf(type);
  }
  return properties;
}

function mappingOf(type: FieldType): Record<string, unknown> {
  switch (type) {
    case 'keyword':
      // Lucene takes 32,766 bytes, and a character has four at most.
      return { type, ignore_above: 8000 };
    case 'object':
      return { type, enabled: false };
    default:
      return { type };
  }
}
