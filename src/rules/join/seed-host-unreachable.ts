import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixContext, FixStep } from '../../model/fix.ts';
import type { Silence } from '../../model/reasons/silence.ts';
import { whySilent } from '../../model/why-silent.ts';
import { reasonText } from '../../wording/reason-text.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { layerOf } from '../remedies/layer.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at, atFault } from '../remedies/steps.ts';

/** Whether any of the seed hosts takes a connection. */
export const seedHostUnreachable: ClusterRule = {
  id: 'seed-host-unreachable',
  title: 'No seed host can be reached',
  severity: 'critical',
  channels: ['transport'],
  requirement: 'At least one of the nodes that this node connects to accepts a TCP connection on its transport port.',
  impact: 'TLS never begins. The log says only that a master has not been discovered.',
  fix: byDeployment({
    self: reachable,
    eck: inKubernetes(
      'Make sure that the other pods run, that no network policy closes port 9300 between them, and that discovery.seed_hosts is not set in spec.nodeSets[].config.',
    ),
    ...platformTransport,
    openSearch: reachable,
  }),
  source: 'Elastic docs: discovery and cluster formation settings',
  judge: ({ endpoints }) => {
    if (endpoints.length === 0) return { kind: 'not-applicable' };
    const closed = endpoints.filter(({ evidence }) => evidence.observation.reachability.kind !== 'open');
    if (closed.length < endpoints.length) return { kind: 'pass' };
    const untried = closed.find(({ evidence }) => evidence.observation.reachability.kind === 'not-attempted');
    if (untried !== undefined)
      return { kind: 'unknown', because: { code: 'seed-not-tried', seed: untried.label, why: silenceOf(untried.evidence) } };
    return {
      kind: 'finding',
      message: `${closed.map(({ label, evidence }) => `${label}: ${reasonText(silenceOf(evidence))}`).join('; ')}.`,
      facts: Object.fromEntries(closed.map(({ label, evidence }) => [label, evidence.observation.reachability.kind])),
      subjects: closed.map(({ label }) => label),
    };
  },
};

function silenceOf({ observation }: EndpointEvidence): Silence | { readonly code: 'no-connection' } {
  return whySilent(observation) ?? { code: 'no-connection' };
}

function reachable(context: FixContext): readonly FixStep[] {
  const { product } = layerOf(context);
  const binding =
    product === 'Elasticsearch' ? 'transport.host, network.host: auto-configuration leaves it at the loopback' : 'network.host';
  return [
    advice(
      at('member'),
      `Make sure that the other nodes run, and that their transport binds an address which this machine reaches (${binding}).`,
    ),
    advice(atFault(context), 'Make sure that the names in discovery.seed_hosts resolve to them.'),
    advice(at('network'), 'Make sure that no firewall stands between.'),
  ];
}
