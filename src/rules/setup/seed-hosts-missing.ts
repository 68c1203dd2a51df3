import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a node that is to join others is told of any. */
export const seedHostsMissing: SetupRule = {
  id: 'seed-hosts-missing',
  title: 'No seed hosts configured',
  severity: 'medium',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement:
    'A node that is to join others finds them in discovery.seed_hosts, in unicast_hosts.txt, or through a cloud discovery plugin.',
  impact: 'Without them the node looks only on its own machine, at loopback ports 9300 to 9305.',
  fix: filesFix(
    (context) => [
      setting(context, 'at-fault', 'Name the transport addresses of the master-eligible nodes.', {
        'discovery.seed_hosts': context.found.seedHosts ?? ['HOST:9300'],
      }),
      ...restart(context),
    ],
    inKubernetes('The operator sets up discovery: nothing is to be set.'),
  ),
  source: 'Elastic docs: discovery and cluster formation settings (discovery.seed_hosts)',
  judge: ({ setup }) => {
    const { discoveryType, seedHosts, seedProviders } = setup.facts;
    if (discoveryType !== null) return { kind: 'not-applicable' };
    if (seedHosts.length > 0) return { kind: 'pass' };
    const others = seedProviders.filter((name) => name !== 'settings' && name !== 'file');
    if (others.length > 0) return { kind: 'unknown', because: { code: 'seed-providers-not-read', providers: others } };
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message: 'Neither discovery.seed_hosts nor unicast_hosts.txt names a node, so the node looks only at loopback.',
          settings: ['discovery.seed_hosts'],
        }),
      ],
    };
  },
};
