import type { FixContext, FixPlace, FixStep } from '../../model/fix.ts';
import { allNamed } from '../../model/name-list.ts';
import { isRunByOperator, type Layer, layerOf } from './layer.ts';
import { advice, at, atFault, edit } from './steps.ts';

type Value = string | number | boolean | readonly string[];

/** Whose settings file: that of the one at fault, that of each node, or that of Elasticsearch where Kibana is at fault. */
export type SettingsFile = 'at-fault' | 'every-node' | 'every-node-of-elasticsearch' | 'remote-cluster';

/** Settings that are to stand in a settings file, or in the manifest, and those to delete there with them. */
export function setting(
  context: FixContext,
  which: SettingsFile,
  text: string,
  values: Readonly<Record<string, Value>>,
  removes: readonly string[] = [],
): FixStep {
  const ofEnvironment = which === 'at-fault' ? context.environmentFile : null;
  const lines = Object.entries(values).map(([name, value]) =>
    ofEnvironment === null ? `${name}: ${yml(value)}` : variable(context, ofEnvironment, name, value),
  );
  if (!isRunByOperator(context)) return { ...edit(placeOf(context, which), text, ...lines), ...(removes.length === 0 ? {} : { removes }) };
  const product = productOf(context, which);
  return edit(at('kubernetes', { name: product }), text, ...manifest(product === 'Kibana', lines));
}

/** Settings to delete from there. `why` follows, as a sentence or as none; `condition` says where there may be nothing to delete. */
export function removal(
  context: FixContext,
  which: SettingsFile,
  names: readonly string[],
  why = '',
  condition: '' | 'if it is set' | 'if they are set' = '',
): FixStep {
  const named = which === 'at-fault' && context.environmentFile !== null ? names.map((name) => variableName(context, name)) : names;
  const text = `Delete ${allNamed(named)}${condition === '' ? '' : `, ${condition}`}.${why === '' ? '' : ` ${why}`}`;
  if (!isRunByOperator(context)) return { where: placeOf(context, which), kind: 'edit', text, removes: named };
  const product = productOf(context, which);
  return advice(
    at('kubernetes', { name: product }),
    `${text} The place is ${product === 'Kibana' ? 'spec.config' : 'spec.nodeSets[].config'}.`,
  );
}

/** Something to see to in a settings file that no line says beforehand. */
export function settingAdvice(context: FixContext, which: SettingsFile, text: string): FixStep {
  return isRunByOperator(context)
    ? advice(at('kubernetes', { name: productOf(context, which) }), text)
    : advice(placeOf(context, which), text);
}

function productOf(context: FixContext, which: SettingsFile): Layer['product'] {
  return which === 'every-node-of-elasticsearch' ? 'Elasticsearch' : layerOf(context).product;
}

function placeOf(context: FixContext, which: SettingsFile): FixPlace {
  const { directory, environmentFile } = context;
  const { yml: file, product } = layerOf(context);
  const own = atFault(context, environmentFile ?? (directory === null ? file : `${directory}/${file}`));
  switch (which) {
    case 'at-fault':
      return own;
    case 'every-node':
      return product === 'Elasticsearch' || product === 'OpenSearch' ? at('every-node', { file }) : own;
    case 'every-node-of-elasticsearch':
      return at('every-node', { file: 'elasticsearch.yml' });
    case 'remote-cluster':
      return at('remote-cluster', { file });
  }
}

function manifest(isKibana: boolean, lines: readonly string[]): readonly string[] {
  return isKibana
    ? ['spec:', '  config:', ...lines.map((line) => `    ${line}`)]
    : ['spec:', '  nodeSets:', '    - name: NODESET', '      config:', ...lines.map((line) => `        ${line}`)];
}

/** What the image of the product takes a setting from: its own name, or that in capitals. */
function variableName({ product }: FixContext, name: string): string {
  return product === 'kibana' ? name.toUpperCase().replaceAll('.', '_') : name;
}

/** A setting as a line of the environment; in a compose file as an item of its list. */
function variable(context: FixContext, file: string, name: string, value: Value): string {
  const text = typeof value === 'object' ? (context.product === 'kibana' ? JSON.stringify(value) : value.join(',')) : String(value);
  const line = `${variableName(context, name)}=${text}`;
  return /\.ya?ml$/.test(file) ? `- ${line}` : line;
}

/** A value as YAML has it, in quotes where it needs them. */
function yml(value: Value): string {
  if (typeof value !== 'string') return Array.isArray(value) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : String(value);
  return /^[A-Za-z_/][\w./@%+-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value) ? value : JSON.stringify(value);
}
