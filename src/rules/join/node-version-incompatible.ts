import type { PairRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the releases of two nodes can be in one cluster. */
export const nodeVersionIncompatible: PairRule = {
  id: 'node-version-incompatible',
  title: 'Releases are not compatible',
  severity: 'high',
  channels: ['transport'],
  under: 'any',
  requirement:
    'A node that joins has the release of the cluster, or a later one of the same major version. It may have the next major version if the cluster has the last minor version of its own.',
  impact: 'TLS succeeds, and then the transport handshake or the check before joining refuses the node.',
  fix: byDeployment({
    self: (context) => [
      advice(
        at('node', { name: context.node.name }),
        'Install the release that the other nodes have. Upgrade in the documented order: to the last minor of a major first, then to the next major, one node after the other.',
      ),
    ],
    eck: inKubernetes('All node sets of a resource have one release, spec.version: look for an image of another release in spec.image.'),
    ...platformTransport,
    openSearch: (context) => [
      advice(
        at('node', { name: context.node.name }),
        'Install the release that the other nodes have. Between products or major versions, look up which are compatible.',
      ),
    ],
  }),
  source: 'elastic/elasticsearch: TransportHandshaker, NodeJoinExecutor.ensureNodesCompatibility',
  judge: ({ from, to }) => {
    const [newcomer, member] = [parts(from.release), parts(to.release)];
    if (newcomer === null || member === null) return { kind: 'not-applicable' };
    const apart = Math.abs(newcomer.major - member.major);
    const message = `${from.label} is of release ${from.release}, and ${to.label} of ${to.release}.`;
    const facts = { [from.label]: from.release, [to.label]: to.release };
    if (apart > 1) return { kind: 'finding', message, facts };
    const older = newcomer.major < member.major || (apart === 0 && newcomer.minor < member.minor);
    // During an upgrade a cluster still takes the older release, as long as one node of it is left.
    return older ? { kind: 'finding', certainty: 'likely', message, facts } : { kind: 'pass' };
  },
};

/** Of `8.19.21` and `8.19`; null for `newer than 9.5` and what is not known. */
function parts(release: string | null): { readonly major: number; readonly minor: number } | null {
  const found = /^(\d+)\.(\d+)(?:\.|$)/.exec(release ?? '');
  return found === null ? null : { major: Number(found[1]), minor: Number(found[2]) };
}
