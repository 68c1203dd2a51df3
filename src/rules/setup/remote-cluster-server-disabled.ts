import { isLoopbackSetting } from '../../model/loopback-bound.ts';
import type { SetupRule } from '../rule.ts';
import { settingOf, textOf } from './contexts.ts';
import { filesRemedy } from './files-remedy.ts';
import { setupCase } from './setup-cases.ts';

/** Whether a remote cluster server that was set up listens where others reach it. */
export const remoteClusterServerDisabled: SetupRule = {
  id: 'remote-cluster-server-disabled',
  title: 'Remote cluster server does not listen',
  severity: 'medium',
  channels: ['remote-cluster'],
  products: ['elasticsearch'],
  holds: 'Where the remote cluster server has settings, it is enabled, and bound to an address that other clusters reach.',
  why: 'Port 9443 stays closed, and the other cluster logs connect_exception for it, although its certificates are right.',
  remedy: filesRemedy(
    'Set remote_cluster_server.enabled: true and remote_cluster.host to an address that others reach, with xpack.security.remote_cluster_server.ssl.keystore.path, on every node that other clusters dial; rolling restart.',
    'Set spec.remoteClusterServer.enabled: true in the Elasticsearch resource.',
  ),
  source: 'Elastic docs: remote clusters with API keys; troubleshoot remote clusters',
  logLines: ['connect_exception'],
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
