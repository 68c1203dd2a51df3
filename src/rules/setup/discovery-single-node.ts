import type { SetupRule } from '../rule.ts';
import { settingOf } from './contexts.ts';
import { filesRemedy } from './files-remedy.ts';
import { setupCase } from './setup-cases.ts';

/** Whether a node that is told of others may look for them. */
export const discoverySingleNode: SetupRule = {
  id: 'discovery-single-node',
  title: 'Node is told to stay alone',
  severity: 'high',
  channels: ['transport'],
  products: ['elasticsearch'],
  holds: 'A node that is to join others does not have discovery.type: single-node.',
  why: 'It forms a cluster of its own and never looks for another node, whatever its certificates.',
  remedy: filesRemedy(
    'Take discovery.type out of elasticsearch.yml, name the other nodes in discovery.seed_hosts, empty the data directory of the newcomer if it has formed a cluster of its own, and start it.',
    'The operator sets up discovery: take discovery.type out of spec.nodeSets[].config.',
  ),
  source: 'Elastic docs: discovery and cluster formation settings (discovery.type)',
  judge: ({ setup, met }) => {
    const { discoveryType, seedHosts } = setup.facts;
    if (discoveryType !== 'single-node') return { kind: 'pass' };
    // On its own it may well be what is wanted.
    if (seedHosts.length === 0 && !met.some(({ as }) => as === 'seed-host')) return { kind: 'not-applicable' };
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message: 'discovery.type is single-node: the node forms a cluster of its own and looks for no other.',
          settings: ['discovery.type'],
          places: [settingOf(setup, 'discovery.type')?.place ?? null],
        }),
      ],
    };
  },
};
