import { bindsBeyondLoopback, isLoopbackSetting } from '../../model/bind-address.ts';
import { settingOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a node that has peers can be reached by them. */
export const transportBoundToLocalhost: SetupRule = {
  id: 'transport-bound-to-localhost',
  title: 'Transport is bound to localhost',
  severity: 'high',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement:
    'A node that has other nodes configured, or serves HTTP to other machines, binds transport beyond loopback. Where only HTTP is open, as after auto-configuration of the first node, it is low.',
  impact:
    'Other machines cannot reach port 9300. It looks like a TLS problem, but there is no connection. Auto-configuration leaves transport.host commented out.',
  fix: filesFix(
    (context) => [
      setting(context, 'at-fault', 'Bind transport to an address that the other nodes reach.', { 'transport.host': '0.0.0.0' }),
      ...restart(context),
    ],
    inKubernetes('The operator sets network.host: remove transport.host and network.host from spec.nodeSets[].config.'),
  ),
  source: 'Elastic docs: security certificates and keys; add nodes to a cluster',
  judge: ({ setup }) => {
    const { facts } = setup;
    if (bindsBeyondLoopback(facts)) return { kind: 'pass' };
    if (facts.discoveryType === 'single-node') return { kind: 'not-applicable' };
    const others = facts.seedHosts.filter((host) => !isLoopbackSetting(host.replace(/:\d+(?:-\d+)?$/, '')));
    const open = facts.httpHosts.some((host) => !isLoopbackSetting(host));
    if (others.length === 0 && !open) return { kind: 'not-applicable' };
    const key =
      ['transport.bind_host', 'transport.host', 'network.bind_host', 'network.host'].find((name) => settingOf(setup, name) !== null) ??
      null;
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message:
            others.length > 0
              ? `Transport is bound to the loopback (${key ?? 'transport.host is not set'}), and discovery.seed_hosts names other machines: they cannot connect back.`
              : `Transport is bound to the loopback (${key ?? 'transport.host is not set'}), and HTTP is not: a second node cannot join.`,
          ...(others.length > 0 ? {} : { severity: 'low' as const }),
          settings: [key ?? 'transport.host', ...(others.length > 0 ? ['discovery.seed_hosts'] : [])],
          places: [
            key === null ? null : (settingOf(setup, key)?.place ?? null),
            settingOf(setup, others.length > 0 ? 'discovery.seed_hosts' : 'http.host')?.place ?? null,
          ],
          facts: { seedHosts: facts.seedHosts },
        }),
      ],
    };
  },
};
