import type { NodeSettings } from '../../model/diagnostic.ts';
import { groupBy } from '../../model/group-by.ts';
import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { nodesDisagreeOnTlsSettings } from '../cluster/nodes-disagree-on-tls-settings.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether nodes of one cluster were started differently, as far as their settings and their runtime tell. */
export const nodesDisagreeInDiagnostic: DiagnosticRule = {
  ...ruleText(nodesDisagreeOnTlsSettings),
  judge: ({ diagnostic: { nodes, product } }) => {
    if (product !== 'elasticsearch') return { kind: 'not-applicable' };
    if (nodes.kind !== 'told') return { kind: 'unknown', because: nodes.because };
    if (nodes.value.length < 2) return { kind: 'not-applicable' };
    const cases = aspects.flatMap(({ name, of, isRuntime }) => {
      const known = nodes.value.flatMap((node) => {
        const value = of(node);
        return value === null ? [] : [{ node: node.name, value }];
      });
      const groups = [...groupBy(known, ({ value }) => value)].sort(([, a], [, b]) => b.length - a.length);
      if (groups.length < 2) return [];
      const few = groups.slice(1).flatMap(([, members]) => members.map(({ node }) => node));
      const values = groups.map(([value, members]) => ({ value, nodes: members.map(({ node }) => node) }));
      return [
        {
          message: `${listed(few)} ${few.length === 1 ? 'differs' : 'differ'} in ${name}: ${values.map((one) => one.value).join(' / ')}.`,
          // A rolling upgrade is under way, mostly.
          ...(isRuntime ? { severity: 'low' as const } : {}),
          subjects: few,
          facts: { setting: name, values },
        },
      ];
    });
    return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
  },
};

const aspects: readonly { readonly name: string; readonly isRuntime: boolean; readonly of: (node: NodeSettings) => string | null }[] = [
  { name: 'xpack.security.enabled', isRuntime: false, of: ({ told }) => (told === null ? null : String(told.security)) },
  { name: 'xpack.security.transport.ssl.enabled', isRuntime: false, of: ({ told }) => (told === null ? null : String(told.transportTls)) },
  { name: 'xpack.security.http.ssl.enabled', isRuntime: false, of: ({ told }) => (told === null ? null : String(told.httpTls)) },
  { name: 'the release', isRuntime: true, of: ({ version }) => version },
  // What a JDK refuses differs from one major release to the next.
  { name: 'the JDK', isRuntime: true, of: ({ jvm }) => jvm?.split('.')[0] ?? null },
];
