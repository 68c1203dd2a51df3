import { someNamed } from '../../model/name-list.ts';
import { ruleText } from '../../model/rule-text.ts';
import { remoteCertModelDeprecated } from '../endpoint/remote-cert-model-deprecated.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether the cluster connects to others with certificates, from 9.0 on. */
export const remoteCertModelDeprecatedInDiagnostic: DiagnosticRule = {
  ...ruleText(remoteCertModelDeprecated),
  judge: ({ diagnostic: { remotes, nodes, node, cluster, product } }) => {
    if (product !== 'elasticsearch') return { kind: 'not-applicable' };
    if (remotes.kind === 'absent') return { kind: 'not-applicable' };
    if (remotes.kind === 'refused') return { kind: 'unknown', because: remotes.because };
    const aliases = remotes.value.filter(({ apiKey }) => !apiKey).map(({ alias }) => alias);
    if (aliases.length === 0) return { kind: 'pass' };
    const releases = nodes.kind === 'told' ? nodes.value.flatMap(({ version }) => version ?? []) : [];
    const version = (cluster.kind === 'told' ? cluster.value.version : null) ?? releases[0] ?? null;
    if (version === null) return { kind: 'unknown', because: { code: 'node-release-not-shown' } };
    if (Number(version.split('.')[0]) < 9) return { kind: 'pass' };
    return {
      kind: 'findings',
      cases: [
        {
          message: `${aliases.length === 1 ? 'The remote cluster' : 'The remote clusters'} ${someNamed(aliases, 6)} ${aliases.length === 1 ? 'is' : 'are'} connected with certificates, and the node has release ${version}.`,
          subjects: [(cluster.kind === 'told' ? cluster.value.clusterName : null) ?? node ?? 'the cluster'],
          facts: { aliases, version },
        },
      ],
    };
  },
};
