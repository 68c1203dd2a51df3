import { isLoopbackSetting } from '../../model/bind-address.ts';
import { ruleText } from '../../model/rule-text.ts';
import { settingOf, textOf } from '../../model/tls-context.ts';
import { remoteClusterServerDisabled } from '../endpoint/remote-cluster-server-disabled.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether a remote cluster server that was set up listens where others reach it. */
export const remoteClusterServerDisabledInSetup: SetupRule = {
  ...ruleText(remoteClusterServerDisabled),
  products: ['elasticsearch'],
  judge: ({ setup }) => {
    const meant = setup.settings.find(({ key }) => /^(?:remote_cluster\.|xpack\.security\.remote_cluster_server\.)/.test(key));
    const enabled = settingOf(setup, 'remote_cluster_server.enabled');
    if (enabled?.value !== 'true') {
      if (meant === undefined) return { kind: 'not-applicable' };
      const message = `${meant.key} is set, and remote_cluster_server.enabled is not true.`;
      return {
        kind: 'findings',
        cases: [
          setupCase({ message, settings: ['remote_cluster_server.enabled', meant.key], places: [enabled?.place ?? null, meant.place] }),
        ],
      };
    }
    const key = [
      'remote_cluster.bind_host',
      'remote_cluster.host',
      'transport.bind_host',
      'transport.host',
      'network.bind_host',
      'network.host',
    ].find((name) => settingOf(setup, name) !== null);
    const host = key === undefined ? null : textOf(setup, key);
    if (key !== undefined && (host === null || !isLoopbackSetting(host))) return { kind: 'pass' };
    const message = `The remote cluster server is bound to the loopback (${key === undefined ? 'no host is set' : `${key}: ${host ?? ''}`}).`;
    return {
      kind: 'findings',
      cases: [
        setupCase({
          message,
          settings: [key ?? 'remote_cluster.host'],
          places: [key === undefined ? enabled.place : (settingOf(setup, key)?.place ?? null)],
        }),
      ],
    };
  },
};
