import { judgeClientAuth } from '../facts/client-auth-seen.ts';
import { judgeFromOutside } from '../facts/reached-from-outside.ts';
import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the transport port is open where no node lives. */
export const transportReachablePublicly: EndpointRule = {
  id: 'transport-reachable-publicly',
  title: 'Transport port is reachable from outside',
  severity: 'high',
  channels: ['transport'],
  requirement: "The transport port cannot be reached from outside the nodes' network.",
  impact: 'Only nodes need this port. Anyone can use every weakness of its TLS settings, now or later.',
  fix: byDeployment({
    self: (context) => [
      setting(context, 'every-node', 'Bind transport to an address of the inner network.', { 'transport.host': 'ADDRESS' }),
      ...rollingRestart(context),
      advice(
        at('network'),
        'Close the port in the firewall for all but the other nodes. Where that cannot be done, use xpack.security.transport.filter.allow and xpack.security.transport.filter.deny.',
      ),
    ],
    eck: inKubernetes(
      'Keep spec.transport.service of type ClusterIP, and allow 9300 by a NetworkPolicy to the pods of the cluster and to remote clusters alone.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      setting(context, 'every-node', 'Bind transport to an address of the inner network.', { 'transport.host': 'ADDRESS' }),
      ...rollingRestart(context),
      advice(at('network'), 'Close the port in the firewall for all but the other nodes.'),
    ],
  }),
  ofNodes: true,
  source: 'Elastic docs: networking settings; IP filtering',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    // Of the inner ports of Elastic Cloud Enterprise another rule tells, and the port for remote clusters is for the outside.
    if (evidence.eceService !== undefined) return { kind: 'not-applicable' };
    return judgeFromOutside(evidence.observation, () => {
      if (evidence.observation.service.security === 'plaintext') return found('critical', 'it speaks no TLS');
      const weak = judgeClientAuth(evidence, ({ none, optional }) =>
        none.length + optional.length > 0 ? found('critical', 'it lets clients in without a certificate') : { kind: 'pass' },
      );
      return weak.kind === 'finding' ? weak : found('high', null);
    });
  },
};

function found(severity: 'critical' | 'high', worse: string | null): Outcome & { readonly kind: 'finding' } {
  const message = `The port takes connections from where this scan was made, which was declared to be outside${worse === null ? '' : `, and ${worse}`}.`;
  return { kind: 'finding', severity, message, facts: { vantage: 'outside', worse } };
}
