import type { EndpointEvidence } from '../../model/evidence.ts';
import { protocolVersions } from '../../model/protocol-version.ts';
import { listed } from '../../wording/listed.ts';
import { day } from '../../wording/spans.ts';
import { grouped, labelsOf, minority, type Shown, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether nodes are set up alike. */
export const nodesDisagreeOnTlsSettings: ClusterRule = {
  id: 'nodes-disagree-on-tls-settings',
  title: 'Nodes differ in their TLS settings',
  severity: 'high',
  channels: ['transport', 'http'],
  requirement:
    'On all nodes, the ports of one layer have the same protocol versions, cipher suites, client authentication, accepted CAs and issuer. Their certificates expire in the same month (low if only that differs).',
  impact:
    'A node that differs works until a peer with incompatible settings connects to it, or it is the one open port of a cluster that is otherwise closed. The difference is seldom intended: a file was not rolled out, or a node was set up from an older template.',
  fix: byDeployment({
    self: (context) => [
      advice(
        at('node', { name: context.node.name, file: 'elasticsearch.yml' }),
        'Compare xpack.security.transport.ssl.* and xpack.security.http.ssl.* with those of the other nodes, the certs directory as well, and make them the same.',
      ),
      ...restart(context, 'A change of settings needs a restart, a change of files does not.'),
    ],
    eck: inKubernetes('Compare nodeSets[].config of the node sets: TLS settings belong in none of them, or in all of them.'),
    ...platformTransport,
    openSearch: (context) => [
      advice(
        at('node', { name: context.node.name, file: 'opensearch.yml' }),
        'Compare plugins.security.ssl.transport.* and plugins.security.ssl.http.* with those of the other nodes, their certificate files as well, and make them the same.',
      ),
      ...restart(context),
    ],
  }),
  source: 'Elastic docs: security settings in Elasticsearch',
  judge: (cluster) => {
    let compared = 0;
    const differences = (['transport', 'http'] as const).flatMap((channel) => {
      const members = shownOn(cluster, channel);
      if (members.length < 2) return [];
      compared += members.length;
      return aspects.flatMap(({ name, of }) => {
        const reported = members.flatMap((member) => {
          const value = of(member.evidence, member);
          return value === null ? [] : [{ member, value }];
        });
        const groups = grouped(reported, ({ value }) => value);
        return groups.length > 1 ? [{ channel, name, groups }] : [];
      });
    });
    if (compared === 0) return { kind: 'not-applicable' };
    if (differences.length === 0) return { kind: 'pass' };
    const odd = new Set(differences.flatMap(({ groups }) => labelsOf(minority(groups).map(({ member }) => member))));
    return {
      kind: 'finding',
      ...(differences.every(({ name }) => name === 'month of expiry') ? { severity: 'low' as const } : {}),
      subjects: [...odd],
      message: differences
        .map(({ channel, name, groups }) => {
          const few = minority(groups);
          return `${channel}: ${listed(labelsOf(few.map(({ member }) => member)))} ${few.length === reported(groups) ? 'differ from each other' : few.length === 1 ? 'differs' : 'differ'} in ${name}: ${groups
            .slice(0, 3)
            .map(([value]) => (value === '' ? 'none' : value))
            .join(' / ')}`;
        })
        .join('. ')
        .concat('.'),
      facts: {
        differences: differences.map(({ channel, name, groups }) => ({
          channel,
          setting: name,
          values: groups.map(([value, members]) => ({ value, endpoints: labelsOf(members.map(({ member }) => member)) })),
        })),
      },
    };
  },
};

function reported(groups: readonly (readonly [string, readonly unknown[]])[]): number {
  return groups.reduce((sum, [, members]) => sum + members.length, 0);
}

/** Each as a text to compare; null where it did not show, which is no difference. */
const aspects: readonly { readonly name: string; readonly of: (evidence: EndpointEvidence, member: Shown) => string | null }[] = [
  {
    name: 'protocol versions',
    of: ({ observation: { versions } }) => {
      const asked = protocolVersions.filter((version) => versions[version] !== undefined);
      if (asked.length === 0 || asked.some((version) => versions[version] === 'unknown')) return null;
      return asked.filter((version) => versions[version] === 'accepted').join(', ');
    },
  },
  {
    name: 'client authentication',
    of: ({ observation: { clientAuth } }) => {
      const seen = protocolVersions.flatMap((version) => clientAuth[version] ?? []);
      if (seen.length === 0 || seen.some(({ kind }) => kind === 'unknown')) return null;
      return [...new Set(seen.map(({ kind }) => kind))].sort().join(', ');
    },
  },
  {
    name: 'accepted CAs',
    of: ({ acceptableIssuers }) =>
      acceptableIssuers
        ?.map(({ name }) => name)
        .sort()
        .join('; ') ?? null,
  },
  { name: 'issuer', of: (_, { leaf }) => (leaf.selfSigned ? 'self-signed' : leaf.issuer) },
  {
    name: 'TLS 1.2 cipher suites',
    of: ({ observation: { details }, shipped }) => {
      const suites = details?.cipherSuites?.['TLSv1.2'];
      // Nodes of two releases, or on two JDKs, differ by what these ship; that is no setting.
      if (shipped?.adds.length === 0 && shipped.lacks.length === 0) return 'as shipped';
      // The kind of key decides which of them show.
      return suites?.gap === null
        ? [...new Set(suites.accepted.map((name) => name.replace(/_(ECDSA|RSA)_WITH/, '_WITH')))].sort().join(', ')
        : null;
    },
  },
  { name: 'month of expiry', of: (_, { leaf }) => day(leaf.notAfter).slice(0, 7) },
];
