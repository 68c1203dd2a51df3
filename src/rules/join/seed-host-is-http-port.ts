import type { FixContext, FixStep } from '../../model/fix.ts';
import type { PairRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether what a node connects to for its peers is a transport port. */
export const seedHostIsHttpPort: PairRule = {
  id: 'seed-host-is-http-port',
  title: 'Seed host is an HTTP port',
  severity: 'high',
  channels: ['transport', 'remote-cluster'],
  under: 'any',
  requirement: 'discovery.seed_hosts and the seeds of remote clusters name transport ports (9300), not HTTP ports (9200).',
  impact:
    'The node finds no other node there, and logs only that it has not discovered a master. It looks like a TLS problem, but the address is wrong.',
  fix: byDeployment({
    self: transportPort,
    eck: inKubernetes(
      'The operator writes the seed hosts: take discovery.seed_hosts out of spec.nodeSets[].config. For a remote cluster name the transport service, port 9300, or the remote cluster server, port 9443.',
    ),
    ...platformTransport,
  }),
  source: 'elastic/elasticsearch: TcpHeader; measured on 8.19.21',
  judge: ({ to }) => {
    switch (to.speaks) {
      case 'http':
        return {
          kind: 'finding',
          blames: 'from',
          message: `${to.label} answers HTTP${to.security === 'tls' ? ' over TLS' : ''}: it is not a transport port.`,
          facts: { speaks: 'http', security: to.security },
        };
      case 'transport':
        return { kind: 'pass' };
      case null:
        // Whatever else is wrong with the port has a rule of its own.
        return { kind: 'not-applicable' };
    }
  },
};

function transportPort(context: FixContext): readonly FixStep[] {
  return [
    setting(
      context,
      'at-fault',
      'Name the transport port, 9300 by default. If it is a seed of a remote cluster, change cluster.remote.REMOTE.seeds instead.',
      {
        'discovery.seed_hosts': ['HOST:9300'],
      },
    ),
    ...restart(context),
  ];
}
