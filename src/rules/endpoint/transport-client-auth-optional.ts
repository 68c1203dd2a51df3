import { acceptsAnyone, judgeClientAuth } from '../facts/client-auth-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { enforceClientAuth } from '../remedies/enforce-client-auth.ts';

/** Whether the transport port insists on the client certificate that it asks for. */
export const transportClientAuthOptional: EndpointRule = {
  id: 'transport-client-auth-optional',
  title: 'Transport accepts clients without a certificate',
  severity: 'critical',
  channels: ['transport'],
  requirement: 'The transport port requires the client certificate that it asks for, in every TLS version that it accepts.',
  impact:
    'The node refuses a certificate that it does not trust, but accepts a client without any. Anyone with network access can call the internal actions of the cluster.',
  fix: enforceClientAuth,
  ofNodes: true,
  source: 'Elasticsearch reference: transport TLS/SSL settings (xpack.security.transport.ssl.client_authentication, default required)',
  judge: (evidence) =>
    judgeClientAuth(evidence, ({ none, optional, undetermined }) => {
      if (optional.length > 0) return acceptsAnyone(evidence, optional, 'asks for a client certificate and goes on without one');
      if (undetermined !== null) return { kind: 'unknown', because: undetermined };
      // Where it asks for none, transport-client-auth-not-enforced speaks.
      return none.length > 0 ? { kind: 'not-applicable' } : { kind: 'pass' };
    }),
};
