import { judgeHybrids } from '../facts/hybrid-groups.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the key exchange may be post-quantum. */
export const pqHybridSeen: EndpointRule = {
  id: 'pq-hybrid-seen',
  title: 'Post-quantum key exchange is accepted',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'It is known where a hybrid group, such as X25519MLKEM768, is accepted: its hellos are larger than one packet.',
  impact:
    'What is recorded today cannot be read by a quantum computer later, where the client offers the group as well: JDK 27, Node.js from 22.20 on, OpenSSL 3.5, Go 1.24 and browsers do. Firewalls and balancers that read hellos have to take those of more than one packet.',
  fix: () => [advice(at('network'), 'Nothing to do. If clients fail only through a firewall or balancer, see tls-large-hello-refused.')],
  source: 'draft-ietf-tls-ecdhe-mlkem; JEP 527 (JDK 27); OpenSSL 3.5 release notes',
  judge: (evidence) =>
    judgeHybrids(evidence, (_groups, hybrids) =>
      hybrids.length === 0
        ? { kind: 'pass' }
        : {
            kind: 'finding',
            message: `The endpoint accepts ${hybrids.join(', ')} in TLS 1.3.`,
            facts: { groups: hybrids },
            asShipped: true,
          },
    ),
};
