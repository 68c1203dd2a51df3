import { judgeRefusal } from '../facts/judge-refusal.ts';
import type { PairRule } from '../framework/rule.ts';
import { trustOneAuthority } from '../remedies/authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { layerOf } from '../remedies/layer.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a node has a certificate that it would send to the other. */
export const clientCertNotSent: PairRule = {
  id: 'client-cert-not-sent',
  title: 'Node does not send its certificate',
  severity: 'high',
  channels: ['transport', 'remote-cluster'],
  under: 'any',
  requirement:
    "Among the CAs that a server lists in its request is one that issued the connecting node's certificate, or a CA above it that the node sends along.",
  impact:
    'A Java node that finds none of its issuers in the list sends no certificate at all. The server logs "Empty client certificate chain", as if no certificate were configured, and answers with alert 42, 40 or 116.',
  fix: byDeployment({
    self: trustOneAuthority,
    eck: inKubernetes(
      'Nodes of one resource share the CA of the operator. For another cluster or third-party issuance, add its CA to the ConfigMap of spec.transport.tls.certificateAuthorities on both sides.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      ...issueAndPlace(context, { what: 'from the CA that the other nodes trust' }),
      advice(
        at('every-node'),
        `To keep the certificate instead, append its CA to the file that ${layerOf(context).authorities} names on the other nodes.`,
      ),
    ],
  }),
  source: 'RFC 8446 §4.2.4; Elastic docs: troubleshoot remote clusters',
  judge: (handshake) => judgeRefusal(handshake, ['not-sent'], { sides: ['client'], blames: 'nobody' }),
};
