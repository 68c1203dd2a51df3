import { listed } from '../../wording/listed.ts';
import { labelsOf, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the two layers of a node have keys of their own. */
export const sameCertificateHttpAndTransport: ClusterRule = {
  id: 'same-certificate-http-and-transport',
  title: 'HTTP and transport use the same key',
  severity: 'medium',
  channels: ['transport', 'http'],
  requirement: 'HTTP and transport have different keys, and so different certificates.',
  impact:
    'The HTTP certificate follows the needs of clients (public names, a CA that browsers know, soon no clientAuth). When it is replaced for them, transport breaks with it. And whoever holds the HTTP certificate can also pose as a node.',
  fix: reissue(({ channel }) =>
    channel === 'transport'
      ? 'for transport only, with a key of its own, from a CA of this cluster only'
      : 'for HTTP alone, with a key of its own',
  ),
  source: 'Elastic docs: transport certificates from an external CA',
  judge: (cluster) => {
    const [transport, http] = [shownOn(cluster, 'transport'), shownOn(cluster, 'http')];
    if (transport.length === 0 || http.length === 0) return { kind: 'not-applicable' };
    const shared = http.filter(({ leaf }) => transport.some((other) => other.leaf.spkiSha256 === leaf.spkiSha256));
    if (shared.length === 0) return { kind: 'pass' };
    const both = [...shared, ...transport.filter(({ leaf }) => shared.some((other) => other.leaf.spkiSha256 === leaf.spkiSha256))];
    return {
      kind: 'finding',
      subjects: labelsOf(both),
      message: `${listed(labelsOf(both))} use the same key.`,
      facts: {
        keys: [...new Set(shared.map(({ leaf }) => leaf.spkiSha256))],
        subjects: [...new Set(shared.map(({ leaf }) => leaf.subject))],
      },
    };
  },
};
