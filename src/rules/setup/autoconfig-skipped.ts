import { settingOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';
import { advice, at, atFault, command } from '../remedies/steps.ts';
import { elasticsearchTool } from '../remedies/tools.ts';

/** Settings that keep a node from configuring itself at its first start, and when. */
const reasons: ReadonlyArray<{ readonly key: string; readonly keeps: (value: string) => boolean }> = [
  { key: 'xpack.security.autoconfiguration.enabled', keeps: (value) => value === 'false' },
  { key: 'xpack.security.enabled', keeps: () => true },
  { key: 'discovery.seed_hosts', keeps: () => true },
  { key: 'discovery.seed_providers', keeps: () => true },
  { key: 'discovery.type', keeps: (value) => value !== 'single-node' && value !== 'multi-node' },
  { key: 'cluster.initial_master_nodes', keeps: () => true },
  { key: 'node.roles', keeps: (value) => !/\bmaster\b/.test(value) || !/\bdata/.test(value) },
];

/** Whether a node that was left to configure itself did so. */
export const autoconfigSkipped: SetupRule = {
  id: 'autoconfig-skipped',
  title: 'Node did not auto-configure TLS',
  severity: 'high',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: 'From 8.0 on, a node with security has TLS on transport or HTTP, configured manually or automatically at its first start.',
  impact:
    'Security is on and nothing is encrypted. Elasticsearch skips auto-configuration without a message where discovery, roles or security are set, where the data directory is not empty, or where the output goes to a file.',
  fix: filesFix(
    (context) => [
      command(
        at('member'),
        'Make an enrollment token, if the node is to join an existing cluster.',
        elasticsearchTool(context, 'elasticsearch-create-enrollment-token -s node'),
      ),
      command(
        atFault(context),
        'Enroll the new node before its first start.',
        elasticsearchTool(context, 'elasticsearch-reconfigure-node --enrollment-token TOKEN'),
      ),
      settingAdvice(
        context,
        'at-fault',
        'If this is the first node of a new cluster, delete the settings that keep it from configuring itself, empty its data directory, and start it in a terminal instead.',
      ),
      advice(at('ca-machine'), 'To set up TLS by hand, run elasticsearch-certutil ca, then cert for transport and http for HTTP.'),
    ],
    inKubernetes('The operator configures nodes itself: look for overrides of xpack.security.* in spec.nodeSets[].config.'),
  ),
  source: 'Elastic docs: automatic security setup; elastic/elasticsearch: AutoConfigureNode',
  judge: ({ setup }) => {
    const major = Number(/^\d+/.exec(setup.version ?? '')?.[0] ?? 9);
    const layers = setup.contexts.filter(({ kind }) => kind === 'transport' || kind === 'http');
    if (major < 8 || !setup.facts.securityEnabled.value) return { kind: 'not-applicable' };
    if (layers.some(({ enabled }) => enabled.value)) return { kind: 'pass' };
    // Switched off in so many words: nobody waits for it.
    if (layers.some(({ enabled, settings }) => enabled.place !== null || settings.length > 0)) return { kind: 'not-applicable' };
    const found = reasons.flatMap(({ key, keeps }) => {
      const setting = settingOf(setup, key);
      const value = setting?.value ?? null;
      return setting !== null && value !== null && keeps(typeof value === 'string' ? value : value.join(',')) ? [setting] : [];
    });
    const because =
      found.length > 0
        ? ` What keeps it: ${found.map(({ key }) => key).join(', ')}.`
        : ' No setting keeps it: it was not started yet, its data directory was not empty, or its output went to a file.';
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message: `Security is on, and neither transport nor HTTP has TLS: the node has not configured itself.${because}`,
          certainty: 'likely',
          settings: found.map(({ key }) => key),
          places: found.map(({ place }) => place),
          ...(found.length === 0 ? { files: [setup.directory] } : {}),
        }),
      ],
    };
  },
};
