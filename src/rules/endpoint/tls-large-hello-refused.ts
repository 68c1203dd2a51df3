import type { EndpointRule } from '../framework/rule.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a ClientHello larger than one packet is answered. */
export const tlsLargeHelloRefused: EndpointRule = {
  id: 'tls-large-hello-refused',
  title: 'A ClientHello of more than one packet is refused',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'A ClientHello that does not fit into one packet is answered like any other.',
  impact:
    'Clients with a post-quantum key exchange say such a hello: JDK 27, Node.js from 22.20 on (so Kibana), Go 1.24, browsers. Here they hang or are cut off, while older clients connect.',
  fix: ({ product }) => [
    advice(
      at('network'),
      'Scan the port from the machine of the server itself, with --depth full. If this finding is gone there, a firewall, balancer or proxy in between reads only the first packet: update it, or have it pass TLS unread.',
    ),
    advice(
      at('network'),
      `To gain time, let clients offer no hybrid group. On nodes that connect, put -Djdk.tls.namedGroups=x25519,secp256r1 into jvm.options.d.${product === 'opensearch' ? '' : ' For Kibana, name Groups in an openssl.cnf, and set --openssl-config to it in node.options.'}`,
    ),
  ],
  source: 'RFC 8446 §4.1.2 and §9.3; RFC 9846; dadrian/tldr.fail; ssllabs/ssllabs-scan#1009',
  judge: ({ observation: { details } }) => {
    const answer = details?.tolerance?.largeHello;
    switch (answer) {
      case undefined:
        return { kind: 'not-applicable' };
      case 'tolerated':
        return { kind: 'pass' };
      case 'unknown':
        return { kind: 'unknown', because: { code: 'large-hello-not-shown' } };
      case 'refused':
      case 'unanswered':
        return {
          kind: 'finding',
          message: `A ClientHello of more than 4,000 bytes is ${answer === 'refused' ? 'refused' : 'left without an answer'}; smaller ones are answered.`,
          facts: { answer },
        };
    }
  },
};
