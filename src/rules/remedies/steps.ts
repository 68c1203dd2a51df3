import type { FixContext, FixMachine, FixPlace, FixStep } from '../../model/fix.ts';

/** Where a step is carried out. */
export function at(
  machine: FixMachine,
  { name = null, file = null }: { readonly name?: string | null; readonly file?: string | null } = {},
): FixPlace {
  return { machine, name, file };
}

/** The node, or the Kibana, at fault. */
export function atFault({ channel, product, node: { name } }: FixContext, file: string | null = null): FixPlace {
  return at(
    channel === 'kibana' && product === 'opensearch' ? 'dashboards' : product === 'kibana' || channel === 'kibana' ? 'kibana' : 'node',
    { name, file },
  );
}

/** Kibana, or what OpenSearch has in its place, beside the nodes that a fix is about. */
export function atKibana({ product }: Pick<FixContext, 'product'>, file: string | null = null): FixPlace {
  return at(product === 'opensearch' ? 'dashboards' : 'kibana', { file });
}

/** Lines for a shell. */
export function command(where: FixPlace, text: string, ...lines: readonly string[]): FixStep {
  return { where, kind: 'command', text, lines };
}

/** Something to see to that no command does. */
export function advice(where: FixPlace, text: string): FixStep {
  return { where, kind: 'advice', text };
}

/** Lines that are to stand in a file, in place of those with the same name. */
export function edit(where: FixPlace, text: string, ...lines: readonly string[]): FixStep {
  return { where, kind: 'edit', text, lines };
}
