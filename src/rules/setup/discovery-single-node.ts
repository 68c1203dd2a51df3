import { settingOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { emptyDataDirectory } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a node that is told of others may look for them. */
export const discoverySingleNode: SetupRule = {
  id: 'discovery-single-node',
  title: 'discovery.type is single-node',
  severity: 'high',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement: 'A node that is to join others does not have discovery.type: single-node.',
  impact: 'The node forms a cluster of its own and never looks for other nodes, whatever its certificates are.',
  fix: filesFix(
    (context) => [
      setting(
        context,
        'at-fault',
        'Delete discovery.type and name the other nodes.',
        { 'discovery.seed_hosts': context.found.seedHosts ?? ['HOST:9300'] },
        ['discovery.type'],
      ),
      emptyDataDirectory(context),
      ...restart(context),
    ],
    inKubernetes('The operator sets up discovery: take discovery.type out of spec.nodeSets[].config.'),
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
          message: 'discovery.type is single-node: the node forms a cluster of its own and does not look for other nodes.',
          settings: ['discovery.type'],
          places: [settingOf(setup, 'discovery.type')?.place ?? null],
        }),
      ],
    };
  },
};
