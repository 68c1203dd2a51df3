import { judgeHybrids } from '../facts/hybrid-groups.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { advice, at, atFault } from '../remedies/steps.ts';

/** Whether the key exchange is of before quantum computers. */
export const pqHybridMissing: EndpointRule = {
  id: 'pq-hybrid-missing',
  title: 'No post-quantum key exchange',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'The endpoint accepts a hybrid group in TLS 1.3, such as X25519MLKEM768.',
  impact:
    'Nothing fails today. What is recorded on the way can be decrypted once quantum computers are large enough, and policies set dates: key establishment by the end of 2030 (US EO 14412), no classical key agreement alone after 2031 (BSI TR-02102). handclasp ready --policy post-quantum judges by them.',
  fix: byDeployment({
    self: (context) => [
      advice(
        atFault(context),
        'Upgrade: Elasticsearch accepts X25519MLKEM768 on JDK 27 (newest 8.19, 9.4 and 9.5), Kibana on Node.js from 22.20 on.',
      ),
      advice(atFault(context), 'On those, delete jdk.tls.namedGroups from jvm.options.d, or add X25519MLKEM768 to it.'),
      advice(at('network'), 'If a proxy ends TLS before this port, it needs OpenSSL 3.5 or later.'),
    ],
    openSearch: () => [advice(at('every-node'), 'Run the node on JDK 27 or later, and set no jdk.tls.namedGroups there.')],
    eck: inKubernetes(
      'Upgrade the stack version: the JDK of the newest 8.19, 9.4 and 9.5 has the group, and Kibana from Node.js 22.20 on.',
    ),
    ece: onPlatform('The proxy decides: upgrade the platform once its release notes name the group.'),
    ech: inConsole('Elastic sets the groups: nothing to do, unless something on your path to the endpoint terminates TLS.'),
    serverless: inConsole('Elastic sets the groups: nothing to do, unless something on your path to the endpoint terminates TLS.'),
  }),
  source: 'JEP 527 (JDK 27); OpenSSL 3.5 release notes; US EO 14412; BSI TR-02102-1',
  judge: (evidence) =>
    judgeHybrids(evidence, (groups, hybrids) =>
      hybrids.length > 0
        ? { kind: 'pass' }
        : {
            kind: 'finding',
            message: `In TLS 1.3 the endpoint accepts only ${groups.join(', ')}.`,
            facts: { groups },
            // As JDK 26 and older, and OpenSSL before 3.5, have it.
            asShipped: true,
          },
    ),
};
